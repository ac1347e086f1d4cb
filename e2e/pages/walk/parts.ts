import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { focusFault } from './focus.ts';

/** More than any page has. */
const mostParts = 10;
/** A part that comes to the front draws its rows before it has the focus. */
const drawnMs = 3_000;

/** Goes once round the parts of the window by F6: the focus is always on what is seen. */
export async function goRound(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (let stops = 0; stops < mostParts; stops += 1) {
    await page.keyboard.press('F6');
    await expect
      .poll(() => focusFault(page), { timeout: drawnMs })
      .toBeNull()
      .catch(async () => faults.push((await focusFault(page)) ?? 'The focus came late.'));
  }
  return faults;
}
