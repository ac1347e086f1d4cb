import { focusPart, regionsOf } from '../a11y/focus-place.ts';
import { isReachable, showPanesOf } from '../a11y/show-pane.ts';

const isLaidOut = (element: HTMLElement): boolean => element.offsetParent !== null;

/** Moves focus to the next region of the window (rail, tree, list, details, status): F6, back with Shift. */
export function cycleRegions(page: Document, step: 1 | -1): void {
  const regions = regionsOf(page).filter((region) => isLaidOut(region) || region.closest('[hidden]') !== null);
  if (regions.length === 0) return;
  // A list in a pane is a part within a part: the inner one is where the focus is.
  const inside = regions.findLastIndex((region) => region.contains(page.activeElement));
  const next = regions[(inside + step + regions.length) % regions.length];
  if (next !== undefined) focusPart(next);
}

/** Puts the cursor into the filter or find box of the page that is shown, also of one behind the tab of another pane. */
export function focusFilter(page: Document): void {
  const boxes = [...page.querySelectorAll<HTMLInputElement>('input[type="search"]')].filter(isReachable);
  const box = boxes.find(isLaidOut) ?? boxes.find((one) => one.closest('[hidden]') !== null);
  if (box === undefined) return;
  showPanesOf(box);
  box.focus();
}
