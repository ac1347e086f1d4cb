import { isReachable, showPanesOf } from './show-pane.ts';

/** Where the focus was last in each part of the window. */
const lastInside = new WeakMap<Element, HTMLElement>();

const regionQuery = '[data-region], .ws-commandbar, .ws-list, .ws-details, .ws-region';
/** What a part is there for, before its tools: the row with the keys, the list, then whatever takes Tab. */
const mainQuery = '[role="treeitem"][tabindex="0"], [role="grid"], [role="treegrid"][tabindex="0"]';
const anyQuery =
  '[role="tab"][aria-selected="true"], [tabindex="0"], button:not([disabled]):not([tabindex="-1"]), input:not([disabled])';

/** Not in a page or pane behind another one. What is laid out nowhere, as in a test, counts as shown. */
function isShown(element: Element): boolean {
  return element.isConnected && element.closest('[hidden]') === null;
}

/** The parts of the window that F6 goes round, also those behind the tab of another. */
export function regionsOf(page: Document): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(regionQuery)].filter(isReachable);
}

/** Notes where the focus goes, for coming back to a part or page. Gives how to stop. */
export function rememberFocus(page: Document): () => void {
  const note = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    for (let part = target.parentElement; part !== null; part = part.parentElement) {
      if (part.matches(`${regionQuery}, [role="tabpanel"].ws-page`)) lastInside.set(part, target);
    }
    if (target.matches(regionQuery)) lastInside.set(target, target);
  };
  page.addEventListener('focusin', note);
  return () => page.removeEventListener('focusin', note);
}

const findShown = (part: HTMLElement, query: string): HTMLElement | undefined =>
  [...part.querySelectorAll<HTMLElement>(query)].find(isShown);

/** Where the focus was in a part of the window, else what the part is for; null while neither is there. */
function mainPlace(part: HTMLElement): HTMLElement | null {
  const last = lastInside.get(part);
  if (last !== undefined && isShown(last) && part.contains(last)) return last;
  return part.matches(mainQuery) ? part : findMain(part);
}

/** A page is there for its list, not for the tree of nodes that leads to it; in that part of a page the tree is it. */
function findMain(part: HTMLElement): HTMLElement | null {
  const all = [...part.querySelectorAll<HTMLElement>(mainQuery)].filter(isShown);
  const isPage = part.matches('.ws-page');
  return all.find((one) => !isPage || one.closest('.ws-nodetree') === null) ?? null;
}

/** Where a person expects the focus in a part of the window: where it was there, else on what the part is for. */
function placeIn(part: HTMLElement): HTMLElement {
  const place = mainPlace(part) ?? findShown(part, anyQuery);
  if (place !== undefined) return place;
  // A part that only says something is stopped at as well, or the keys would lead nowhere from here.
  if (!part.hasAttribute('tabindex')) part.tabIndex = -1;
  return part;
}

/** What is shown again draws its rows when it was measured: so many frames they are waited for. */
const framesWaited = 10;

/** Gives the focus to a part of the window; one that lies behind the tab of another comes to the front for it. */
export function focusPart(part: HTMLElement): void {
  let left = isShown(part) ? 0 : framesWaited;
  showPanesOf(part);
  const look = (): void => {
    const place = mainPlace(part);
    if (place === null && left > 0) {
      left -= 1;
      requestAnimationFrame(look);
    } else placeIn(part).focus();
  };
  look();
}

/** Gives the focus to a page that is shown, unless something else has it. Gives how to stop waiting for its rows. */
export function focusPage(part: HTMLElement): () => void {
  const page = part.ownerDocument;
  let frame = 0;
  const look = (left: number): void => {
    if (!isShown(part) || !isFocusLost(page)) return;
    const place = left === 0 ? placeIn(part) : mainPlace(part);
    if (place === null) frame = requestAnimationFrame(() => look(left - 1));
    else place.focus();
  };
  look(framesWaited);
  return () => cancelAnimationFrame(frame);
}

/** Gives the focus back to the page that is shown when it went with a menu or dialog: to where it was there. */
export function returnToPage(page: Document): void {
  const part = page.querySelector<HTMLElement>('[role="tabpanel"].ws-page:not([hidden])');
  if (part !== null) focusPage(part);
}

/** Whether the focus went with what had it: to nothing, or to what is not shown any more. */
export function isFocusLost(page: Document): boolean {
  const { activeElement } = page;
  return activeElement === null || activeElement === page.body || !isShown(activeElement);
}
