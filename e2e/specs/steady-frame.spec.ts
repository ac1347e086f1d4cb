import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { frame as frameText } from '#shared/text/en/frame';
import { expect, test } from '../fixtures/app.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Frame } from '../pages/frame.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (box === null) throw new Error('It is not drawn.');
  return box;
}

test('[UI-694] the console tab stays in its place and whole while the others scroll beside it', async ({
  console: page,
  folder,
}) => {
  const frame = new Frame(page);
  const sequences = new TaskSequences(page);
  await sequences.open();
  const names = Array.from({ length: 9 }, (_, at) => `Windows 11 Enterprise for the branch offices, part ${at + 1}`);
  const files = names.map((name) => writeSequence(join(folder, `${name}.xml`), countingSequence(3)));
  await sequences.importByChoice(...files);
  await sequences.closeImport();
  const before = await boxOf(frame.consoleTab);
  for (const name of names) {
    await frame.consoleTab.click();
    await sequences.edit(name);
  }
  for (const name of [names[8], names[0], names[4], names[1]].filter((one) => one !== undefined)) {
    await page.getByRole('button', { name: frameText.allPages }).click();
    await page.getByRole('menuitemradio', { name, exact: true }).click();
    await expect(frame.tab(name)).toHaveAttribute('aria-selected', 'true');
    // Beside the console's tab, not below it.
    await expect.poll(async () => (await boxOf(frame.tab(name))).x).toBeGreaterThanOrEqual(before.x + before.width);
    await expect(frame.tab(name)).toBeInViewport({ ratio: 0.99 });
    const { x, y } = await boxOf(frame.consoleTab);
    expect([x, y]).toEqual([before.x, before.y]);
  }
  // A click on what is drawn there is one on the console's tab.
  await page.mouse.click(before.x + before.width - 4, before.y + before.height / 2);
  await expect(frame.consoleTab).toHaveAttribute('aria-selected', 'true');
});
