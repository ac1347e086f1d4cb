import { expect, type Locator, type Page } from '@playwright/test';

export interface Stop {
  readonly name: string;
  /** Leaves the page or dialog open; the next stop begins where this one ended. */
  readonly open: () => Promise<void>;
  /** Its menus and dialogs are those of a later stop, and more there. */
  readonly isWithoutParts?: boolean;
}

/** The sequence of the sample that the walks look at. */
export const captureName = 'Replace computer: capture from the old one';
/** The one that a walk changes: another may have the other open. */
export const restoreName = 'Replace computer: restore to the new one';

/** Closes the dialog or menu on top. */
export async function dismiss(page: Page, open: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(open).toBeHidden();
}
