import { join } from 'node:path';
import { components } from '#shared/text/en/components';
import { devices } from '#shared/text/en/devices';
import { runs } from '#shared/text/en/runs';
import { taskSequences } from '#shared/text/en/task-sequences';
import { userState } from '#shared/text/en/user-state';
import { expect, test } from '../fixtures/app.ts';
import { waystationDone } from '../fixtures/host.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Frame } from '../pages/frame.ts';
import { cutValues, hiddenEnds } from '../pages/names.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

const long = 'Windows 11 Enterprise for the branch offices, 2.docx';

test('[UI-530] a long name is cut in its middle, and selected and copied whole', async ({ openConsole, folder }) => {
  const page = await openConsole();
  const sequences = new TaskSequences(page);
  await sequences.open();
  await sequences.importByChoice(writeSequence(join(folder, `${long}.xml`), countingSequence(2)));
  await sequences.closeImport();
  await page.setViewportSize({ width: 800, height: 640 });
  const list = page.getByRole('grid', { name: taskSequences.list });
  const name = list.getByText(long, { exact: true });
  await expect(name).toHaveCount(1);
  const widths = await name.evaluate((whole) => [whole.scrollWidth, whole.clientWidth]);
  expect(widths[0]).toBeGreaterThan(widths[1] ?? 0);
  expect(await hiddenEnds(page.locator('body'))).toEqual([]);
  await expect(page.getByTitle(long, { exact: true }).first()).toBeVisible();
  await new Frame(page).select(taskSequences.list, long);
  const heading = page.getByRole('region', { name: components.details }).getByText(long, { exact: true }).first();
  const copied = await heading.evaluate((element) => {
    const selection = getSelection();
    selection?.selectAllChildren(element);
    return selection?.toString();
  });
  expect(copied).toBe(long);
});

test('[UI-531] dates, sizes and states are whole in every list, also in a column that was made narrow', async ({
  console: page,
  site,
}) => {
  for (const [sequence, device] of [
    ['WAY00001', 'OLD-PC'],
    ['WAY00002', 'NEW-PC'],
  ] as const) {
    await waystationDone('run', 'start', sequence, '--device', device, '--site', site);
  }
  const frame = new Frame(page);
  const lists = [
    ['assets', devices.title, devices.list, 1],
    ['assets', userState.association.title, userState.association.list, 4],
    ['monitoring', runs.title, runs.list, 8],
    ['administration', userState.point.title, userState.point.list, 4],
    ['library', taskSequences.title, taskSequences.list, 12],
  ] as const;
  for (const [workspace, node, list, values] of lists) {
    await frame.openNode(workspace, node);
    const whole = page.getByRole('grid', { name: list, exact: true }).locator('.ws-list-whole');
    await expect(whole.nth(values - 1)).toBeAttached();
    expect(await cutValues(page.getByRole('grid', { name: list, exact: true }))).toEqual([]);
  }
  const sequences = page.getByRole('grid', { name: taskSequences.list, exact: true });
  const head = await sequences.getByRole('columnheader', { name: taskSequences.column.modified }).boundingBox();
  const [x, y] = [(head?.x ?? 0) + (head?.width ?? 0) - 3, (head?.y ?? 0) + 10];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 90, y, { steps: 4 });
  await page.mouse.up();
  expect(await cutValues(sequences)).toEqual([]);
});
