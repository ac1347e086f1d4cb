import { frame as frameText } from '#shared/text/en/frame';
import { runs } from '#shared/text/en/runs';
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

test('[UI-534] an address or a file that is dropped where nobody takes it leaves the console open', async ({
  console: page,
}) => {
  const frame = new Frame(page);
  await frame.openNode('monitoring', runs.title);
  const before = page.url();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/elsewhere';
    link.textContent = 'elsewhere';
    link.id = 'dragged';
    link.style.cssText = 'position:fixed;left:300px;top:300px;z-index:3000000';
    document.body.append(link);
  });
  await page
    .locator('#dragged')
    .dragTo(page.getByRole('grid', { name: runs.list }), { targetPosition: { x: 400, y: 200 } });
  await page.locator('#dragged').dragTo(page.getByRole('searchbox').first());
  expect(page.url()).toBe(before);
  await expect(frame.statusBar).toBeVisible();
  await page.keyboard.press('Control+Shift+P');
  const transfer = await page.evaluateHandle(() => {
    const made = new DataTransfer();
    made.items.add(new File(['text'], 'a.txt'));
    return made;
  });
  await page.getByRole('dialog').dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(page.getByText(frameText.dropRefused)).toBeVisible();
});
