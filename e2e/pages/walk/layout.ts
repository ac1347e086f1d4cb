import type { Page } from '@playwright/test';
import { settle } from '../settle.ts';

/**
 * What an eye would see at once: texts and controls that are cut, and things outside of the window. These functions run
 * in the page and know each other by name there, so they stand in one file and use nothing of it.
 */

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A pixel is lost by rounding at some scales. */
const slack = 1.5;

function isSeen(element: Element): boolean {
  // For readers only, or what the library keeps to hold the focus.
  if (element.closest('.ws-sr, [data-tabster-dummy], [hidden], [inert]') !== null) return false;
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

function describe(element: Element): string {
  const name = element.getAttribute('aria-label') ?? element.textContent;
  const style = element.className;
  const classes = typeof style === 'string' ? style.split(' ').filter((one) => /^(ws|se|fui)-/.test(one)) : [];
  return `${element.tagName.toLowerCase()}.${classes.slice(0, 2).join('.')} “${name.slice(0, 60)}”`;
}

/** Whether the whole of a cut text can be had: it stands in a title, or a reader's name that a tooltip shows. */
function saysWhole(element: Element): boolean {
  return element.closest('[title]:not([title=""])') !== null || element.closest('[aria-describedby]') !== null;
}

/**
 * By how much a box lies outside of what shows it: 'cut' where nothing can bring it into view, 'ellipsis' where the cut
 * is declared. What scrolls shows all of it.
 */
function cutOf(box: Box, from: Element): 'cut' | 'ellipsis' | null {
  let [isX, isY] = [true, true];
  let hasEllipsis = false;
  for (let at: Element | null = from; at !== null && at !== document.documentElement; at = at.parentElement) {
    const style = getComputedStyle(at);
    const { left, top, right, bottom } = at.getBoundingClientRect();
    // A name that is cut in its middle: what is drawn over the whole of it has the ellipsis.
    if (style.textOverflow === 'ellipsis' || at.matches('.ws-cut-whole')) hasEllipsis = true;
    const [x, y] = [style.overflowX, style.overflowY];
    if (isX && (x === 'hidden' || x === 'clip') && (box.right > right + slack || box.left < left - slack)) {
      return hasEllipsis ? 'ellipsis' : 'cut';
    }
    if (isY && (y === 'hidden' || y === 'clip') && (box.bottom > bottom + slack || box.top < top - slack)) return 'cut';
    if (x === 'auto' || x === 'scroll') isX = false;
    if (y === 'auto' || y === 'scroll') isY = false;
    if (style.position === 'fixed') break;
    if (!isX && !isY) return null;
  }
  const isOutX = isX && (box.right > innerWidth + slack || box.left < -slack);
  const isOutY = isY && (box.bottom > innerHeight + slack || box.top < -slack);
  return isOutX || isOutY ? 'cut' : null;
}

function textFaults(root: Element): string[] {
  const faults: string[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (parent === null || (text.textContent ?? '').trim() === '' || !isSeen(parent)) continue;
    if (parent.closest('textarea, svg, option') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const cut = cutOf(range.getBoundingClientRect(), parent);
    if (cut === 'cut') faults.push(`cut text: ${describe(parent)}`);
    if (cut !== 'ellipsis') continue;
    if (parent.closest('button, [role="tab"], label') !== null && parent.closest('[title]') === null) {
      faults.push(`cut name of a control: ${describe(parent)}`);
    } else if (!saysWhole(parent)) faults.push(`cut without its whole: ${describe(parent)}`);
  }
  return faults;
}

const controls = 'button, input, select, textarea, [role="tab"], [role="menuitem"], [role="option"], [role="slider"]';

function controlFaults(root: Element): string[] {
  return [...root.querySelectorAll(controls)].flatMap((control) => {
    if (!isSeen(control)) return [];
    const box = control.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return [];
    return cutOf(box, control.parentElement ?? root) === null ? [] : [`cut control: ${describe(control)}`];
  });
}

/** What may be wider than its place, and then scrolls sideways: lists, and the strip of open pages. */
const sideways = '[role="grid"], [role="treegrid"], [role="tablist"], .ws-code, textarea, input';

/** What reaches farthest to the right in an element, the innermost of them. */
function lastOf(element: Element): Element {
  const right = (one: Element): number => one.getBoundingClientRect().right;
  return [...element.querySelectorAll('*')]
    .filter(isSeen)
    .reduce((last, one) => (right(one) >= right(last) - slack ? one : last), element);
}

function scrollFaults(root: Element): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const { overflowX } = getComputedStyle(element);
    if (overflowX !== 'auto' && overflowX !== 'scroll') return [];
    const isWide = element.scrollWidth > element.clientWidth + slack && element.clientWidth > 0;
    return isWide && isSeen(element) && element.closest(sideways) === null
      ? [`scrolls sideways: ${describe(element)} for ${describe(lastOf(element))}`]
      : [];
  });
}

/** What lies in the same list, tree or row of tabs scrolls below what stays; toasts pass, and a splitter is gripped beside its line. */
const apart = '[role="grid"], [role="treegrid"], [role="tree"], [role="listbox"], .ws-tabs';
const passing = '.ws-toaster, .ws-split-bar, [role="tooltip"], [data-tabster-dummy]';

/** Whether a point is in every part that scrolls or cuts around an element, and so is seen if nothing lies over it. */
function isWithinParts(x: number, y: number, element: Element): boolean {
  for (let at: Element | null = element; at !== null && at !== document.documentElement; at = at.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(at);
    if (overflowX === 'visible' && overflowY === 'visible') continue;
    const { left, top, right, bottom } = at.getBoundingClientRect();
    if (x < left + slack || x > right - slack || y < top + slack || y > bottom - slack) return false;
  }
  return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
}

/** Texts over which something else lies. */
function coverFaults(root: Element): string[] {
  const faults: string[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (parent === null || (text.textContent ?? '').trim() === '' || !isSeen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const [line] = range.getClientRects();
    if (line === undefined || line.width < 2) continue;
    const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
    if (!isWithinParts(x, y, parent)) continue;
    const over = document.elementFromPoint(x, y);
    if (over === null || over.contains(parent) || parent.contains(over) || over.closest(passing) !== null) continue;
    const list = parent.closest(apart);
    if (list !== null && list === over.closest(apart)) continue;
    faults.push(`covered text: ${describe(parent)} by ${describe(over)}`);
  }
  return faults;
}

/** Lists and trees in which not one row can be read. */
function squeezeFaults(root: Element): string[] {
  return [...root.querySelectorAll('[role="grid"], [role="treegrid"], [role="tree"]')].flatMap((list) => {
    if (!isSeen(list)) return [];
    return list.clientHeight >= Math.min(56, list.scrollHeight) ? [] : [`no room for a row: ${describe(list)}`];
  });
}

/** Pages, panes and dialogs in which there is nothing at all: no fault of theirs could be seen. */
function emptyFaults(root: Element): string[] {
  const places = '[data-page], .ws-split-pane, [role="dialog"], [role="alertdialog"], [role="menu"]';
  return [root, ...root.querySelectorAll(places)].flatMap((place) => {
    // A page that is not in front is hidden itself; with nothing in it it has no box either, and would pass for hidden.
    if (!(place instanceof HTMLElement) || place.closest('[hidden], [inert]') !== null) return [];
    const hasFields = [...place.querySelectorAll('input, textarea, svg, img')].some(isSeen);
    return hasFields || place.innerText.trim() !== '' ? [] : [`nothing is shown: ${describe(place)}`];
  });
}

function windowFaults(): string[] {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const floating = document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"], [role="tooltip"]');
  return [
    ...(scrollWidth > innerWidth || scrollHeight > innerHeight ? ['the window scrolls'] : []),
    ...[...floating].flatMap((one) => {
      if (!isSeen(one)) return [];
      const place = one.closest('.fui-MenuPopover') ?? one;
      const { left, top, right, bottom } = place.getBoundingClientRect();
      const isInside = left >= -slack && top >= -slack && right <= innerWidth + slack && bottom <= innerHeight + slack;
      return isInside ? [] : [`outside of the window: ${describe(one)}`];
    }),
  ];
}

const parts = [
  isSeen,
  describe,
  saysWhole,
  cutOf,
  textFaults,
  controlFaults,
  lastOf,
  scrollFaults,
  isWithinParts,
  coverFaults,
  squeezeFaults,
  emptyFaults,
  windowFaults,
];

/** What is cut or outside of the window on the page as it stands, each once: of what is on top. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const source = parts.map(String).join('\n');
  await settle(page);
  const found = await page.evaluate<string[]>(`(() => {
    const [slack, controls, sideways] = ${JSON.stringify([slack, controls, sideways])};
    const [apart, passing] = ${JSON.stringify([apart, passing])};
    ${source}
    const looks = [textFaults, controlFaults, scrollFaults, squeezeFaults, coverFaults, emptyFaults];
    // What lies behind an open dialog or menu is looked at when it is closed.
    const seen = (all) => [...document.querySelectorAll(all)].filter(isSeen);
    const [dialogs, menus] = [seen('[role="dialog"], [role="alertdialog"]').slice(-1), seen('.fui-MenuPopover')];
    const roots = [menus, dialogs, [document.body]].find((all) => all.length > 0);
    return [...windowFaults(), ...roots.flatMap((root) => looks.flatMap((look) => look(root)))];
  })()`);
  return [...new Set(found)];
}
