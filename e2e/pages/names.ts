import type { Locator } from '@playwright/test';

/** Names below an element whose end is not seen, by the width that the end needs. */
export async function hiddenEnds(place: Locator): Promise<readonly string[]> {
  return place.evaluate((element) => {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) throw new Error('This browser measures no text.');
    const drawn = [...element.querySelectorAll<HTMLElement>('.ws-cut-drawn')];
    const hidden = drawn.filter((one) => {
      if (one.getClientRects().length === 0) return false;
      const style = getComputedStyle(one);
      const tail = one.dataset['tail'] ?? '';
      context.font = style.font;
      context.letterSpacing = style.letterSpacing;
      const box = one.getBoundingClientRect();
      const cell = one.closest('.ws-list-cell')?.getBoundingClientRect() ?? box;
      // A pixel for rounding.
      return Math.min(box.right, cell.right) - box.left < context.measureText(tail).width - 1;
    });
    return hidden.map((one) => (one.dataset['head'] ?? '') + (one.dataset['tail'] ?? ''));
  });
}

/** Texts below an element that are drawn with an ellipsis, or beyond the edge of what holds them, in whole columns. */
export async function cutValues(place: Locator): Promise<readonly string[]> {
  return place.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>('.ws-list-whole')]
      .filter((whole) => {
        const cell = whole.closest('.ws-list-cell');
        if (cell === null) return false;
        const [box, room] = [whole.getBoundingClientRect(), cell.getBoundingClientRect()];
        const isCut = [whole, ...whole.querySelectorAll<HTMLElement>('*')].some(
          (one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).textOverflow === 'ellipsis',
        );
        return isCut || box.left < room.left || box.right > room.right;
      })
      .map((whole) => whole.innerText),
  );
}
