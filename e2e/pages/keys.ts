import { expect, type Locator, type Page } from '@playwright/test';

/** A command by the palette, which has those without a key too. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type(name);
  // One that cannot be used yet stands there too, and leads elsewhere.
  const marked = page.getByRole('option', { name, selected: true });
  await expect(marked.and(page.locator(':not([id*="elsewhere%3A"])'))).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toBeHidden();
}

/** Goes on with Tab until the element has the focus; so many stops are more than any page has. */
export async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

/** For `tabTo`: the element itself has the focus. */
export const hasFocus = (element: Locator) => (): Promise<boolean> =>
  element.evaluate((one) => one === document.activeElement);

/** Goes down in what is open, a menu or a list, to an entry, and takes it. */
export async function takeEntry(page: Page, entry: Locator, key = 'Enter'): Promise<void> {
  await expect(entry).toBeVisible();
  const isThere = (): Promise<boolean> =>
    entry.evaluate(
      (one) =>
        one === document.activeElement || document.activeElement?.getAttribute('aria-activedescendant') === one.id,
    );
  for (let moves = 0; !(await isThere()); moves += 1) {
    if (moves > 40) throw new Error('The arrow does not lead there.');
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press(key);
}
