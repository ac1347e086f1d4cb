import { placeIn, regionsOf } from '../a11y/focus-place.ts';

/** Moves focus to the next region of the window (rail, tree, list, details, status): F6, back with Shift. */
export function cycleRegions(page: Document, step: 1 | -1): void {
  const regions = regionsOf(page).filter((region) => region.offsetParent !== null);
  if (regions.length === 0) return;
  const inside = regions.findIndex((region) => region.contains(page.activeElement));
  const next = regions[(inside + step + regions.length) % regions.length];
  if (next !== undefined) placeIn(next).focus();
}

/** Puts the cursor into the filter or find box of the page that is shown. */
export function focusFilter(page: Document): void {
  const boxes = [...page.querySelectorAll<HTMLInputElement>('input[type="search"]')];
  boxes.find((box) => box.offsetParent !== null)?.focus();
}
