import type { Page } from '@playwright/test';

/** What is wrong with where the focus is: on nothing, or on what cannot be seen; null when a person sees it. */
export function focusFault(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return 'The focus is nowhere.';
    const name = activeElement.getAttribute('aria-label') ?? activeElement.textContent;
    const { left, top, right, bottom, width, height } = activeElement.getBoundingClientRect();
    const isIn = width > 0 && height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    // The library draws boxes and switches itself, under a field that is not drawn.
    const opacityProperty = !activeElement.matches('input:is([type=checkbox], [type=radio])');
    const isSeen = isIn && activeElement.checkVisibility({ opacityProperty, visibilityProperty: true });
    return isSeen ? null : `The focus is on what is not seen: ${activeElement.tagName} ${name.slice(0, 60)}`;
  });
}
