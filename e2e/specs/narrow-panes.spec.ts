import type { Page } from '@playwright/test';
import { components } from '#shared/text/en/components';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { Editor } from '../pages/editor.ts';
import { Frame } from '../pages/frame.ts';
import { focusFault } from '../pages/walk/focus.ts';
import { showSize, zoomedSize } from '../pages/walk/sizes.ts';

/** Goes once round the window by F6, always to what is seen; gives the names of all that the focus was in. */
async function goRound(page: Page): Promise<readonly string[]> {
  const parts = new Set<string>();
  for (let stops = 0; stops < 9; stops += 1) {
    await page.keyboard.press('F6');
    await expect.poll(() => focusFault(page)).toBeNull();
    // A part has parts of its own, such as the tabs of a pane, and the focus is in all of them.
    const inside = await page.evaluate(() =>
      [...document.querySelectorAll('[aria-label]:focus, [aria-label]:has(:focus)')].map(({ ariaLabel }) => ariaLabel),
    );
    for (const name of inside) parts.add(name ?? '');
  }
  return [...parts];
}

test('[UI-551] at 200 % Ctrl+F and F6 reach every part, also the one behind the tab of another', async ({
  console: page,
}) => {
  const frame = new Frame(page);
  const editor = new Editor(page);
  await showSize(page, zoomedSize);
  await frame.workspace('library').click();
  await frame.select(taskSequences.list, 'First look');
  await page.getByRole('tab', { name: components.details, exact: true }).click();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: taskSequences.filter })).toBeFocused();
  await expect(page.getByRole('searchbox', { name: taskSequences.filter })).toBeInViewport({ ratio: 0.9 });
  const ofList = await goRound(page);
  expect(ofList).toContain(taskSequences.list);
  expect(ofList).toContain(components.details);
  await page.keyboard.press('Control+f');
  await page.keyboard.press('F6');
  await page.keyboard.press('Control+e');
  await editor.select('List the profiles');
  const step = page.getByRole('tab', { name: sequenceEditor.page.paneRegion, exact: true });
  await step.click();
  await page.keyboard.press('Control+f');
  const find = page.getByRole('searchbox', { name: sequenceEditor.tree.findHint });
  await expect(find).toBeFocused();
  await expect(find).toBeInViewport({ ratio: 0.9 });
  await step.click();
  const ofEditor = await goRound(page);
  // Where the focus was in the part of the steps: in the find box.
  expect(ofEditor).toContain(sequenceEditor.tree.findHint);
  expect(ofEditor).toContain(sequenceEditor.page.paneRegion);
});
