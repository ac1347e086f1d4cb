import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { Frame } from '../pages/frame.ts';

test('[UI-533] a toast covers neither the page nor the status bar', async ({ console: page }) => {
  const frame = new Frame(page);
  await frame.openNode('library', taskSequences.title);
  for (const name of ['First look', 'Refresh Windows (excerpt)']) {
    await frame.select(taskSequences.list, name);
    await page.keyboard.press('Delete');
    await frame.answer(`Delete ${name}?`, taskSequences.delete.action);
    const toast = frame.toast(`${name} was deleted`);
    await expect(toast).toBeVisible();
    const [box, main, status] = await Promise.all(
      [toast, page.getByRole('main'), frame.statusBar].map(async (one) => one.boundingBox()),
    );
    if (!box || !main || !status) throw new Error('Something is not drawn.');
    expect(box.y).toBeGreaterThanOrEqual(main.y + main.height - 1);
    expect(box.y + box.height).toBeLessThanOrEqual(status.y + 1);
    expect(status.y + status.height).toBeLessThanOrEqual(800);
  }
});
