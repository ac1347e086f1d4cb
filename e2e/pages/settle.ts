import type { Page } from '@playwright/test';

/**
 * Waits until nothing fades or slides: buttons change from one colour to another, and what opens is not there at once.
 * What turns for ever is not waited for.
 */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
}
