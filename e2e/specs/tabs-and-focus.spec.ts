import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { devices } from '#shared/text/en/devices';
import { frame as frameText } from '#shared/text/en/frame';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { waystationDone } from '../fixtures/host.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Editor } from '../pages/editor.ts';
import { Frame } from '../pages/frame.ts';
import { hiddenEnds } from '../pages/names.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

/** Imports so many sequences of these names and shows the list. */
async function importNamed(page: Page, folder: string, names: readonly string[]): Promise<TaskSequences> {
  const sequences = new TaskSequences(page);
  await sequences.open();
  await sequences.importByChoice(
    ...names.map((name) => writeSequence(join(folder, `${name}.xml`), countingSequence(3))),
  );
  await sequences.closeImport();
  return sequences;
}

test('[UI-484] Ctrl+F goes to the find box of the editor that is shown, and ids are there once', async ({
  openConsole,
  folder,
}) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const editor = new Editor(page);
  const sequences = await importNamed(page, folder, ['One', 'Two']);
  const box = page.getByRole('searchbox', { name: sequenceEditor.tree.findHint });
  for (const name of ['One', 'Two']) {
    await frame.consoleTab.click();
    await sequences.edit(name);
    await editor.select('Count to 1');
    await page.keyboard.press('Control+f');
    await expect(box).toBeFocused();
    await expect(box).toBeVisible();
  }
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  expect(twice).toEqual([]);
  await page.keyboard.type('Count to 2');
  await page.keyboard.press('Enter');
  await expect(editor.step('Count to 2')).toHaveAttribute('aria-selected', 'true');
});

test('[UI-485] tabs keep their names, scroll, and are listed by whole name', async ({ openConsole, folder }) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const names = Array.from({ length: 9 }, (_, at) => `Windows 11 Enterprise for the branch offices, part ${at + 1}`);
  const sequences = await importNamed(page, folder, names);
  for (const name of names) {
    await frame.consoleTab.click();
    await sequences.edit(name);
    await expect(frame.tab(name)).toHaveAttribute('aria-selected', 'true');
    await expect(frame.tab(name)).toBeInViewport({ ratio: 0.9 });
  }
  for (const name of names) {
    expect(await hiddenEnds(frame.tab(name))).toEqual([]);
  }
  await frame.consoleTab.focus();
  await page.getByRole('button', { name: frameText.allPages }).click();
  await expect(page.getByRole('menuitemradio')).toHaveCount(names.length + 2);
  await page.getByRole('menuitemradio', { name: names[0] ?? '', exact: true }).click();
  await expect(frame.tab(names[0] ?? '')).toHaveAttribute('aria-selected', 'true');
  await expect(frame.tab(names[0] ?? '')).toBeInViewport({ ratio: 0.9 });
});

test('[UI-486] open tabs, the one in front and what was selected are there after a restart', async ({
  openConsole,
  host,
  folder,
}) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const editor = new Editor(page);
  const sequences = await importNamed(page, folder, ['One', 'Two']);
  await sequences.edit('One');
  await editor.select('Count to 3');
  await frame.consoleTab.click();
  await sequences.edit('Two');
  await editor.select('Count to 2');
  const client = await host.connect();
  const kept = async () => {
    const [memory] = Object.values((await client.call('setting.get', {})).windows);
    return Object.values(memory?.selected ?? {});
  };
  await expect.poll(kept).toEqual(expect.arrayContaining([['2'], ['3']]));
  await host.stop();
  await host.start();
  await openConsole();
  await expect(frame.tab('Two')).toHaveAttribute('aria-selected', 'true');
  await expect(editor.step('Count to 2')).toHaveAttribute('aria-selected', 'true');
  await frame.openTab('One');
  await expect(editor.step('Count to 3').filter({ visible: true })).toHaveAttribute('aria-selected', 'true');
  await page.reload();
  await expect(frame.tab('One')).toHaveAttribute('aria-selected', 'true');
  await frame.consoleTab.click();
  await expect(sequences.row('Two')).toHaveAttribute('aria-selected', 'true');
});

test('[UI-487] Ctrl and a number, tabs and F6 keep the focus where the keys work', async ({ openConsole, folder }) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const editor = new Editor(page);
  const sequences = await importNamed(page, folder, ['One']);
  const list = (name: string) => frame.list(name);
  await sequences.select('One');
  await page.keyboard.press('Control+1');
  await expect(list(devices.list)).toBeFocused();
  await page.keyboard.press('Control+2');
  await expect(list(taskSequences.list)).toBeFocused();
  await expect(sequences.row('One')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Shift+F6');
  await expect(frame.node(taskSequences.node)).toBeFocused();
  await page.keyboard.press('Control+1');
  await expect(frame.node(devices.node)).toBeFocused();
  await page.keyboard.press('Control+2');
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await expect(list(taskSequences.list)).toBeFocused();
  await sequences.edit('One');
  await editor.select('Count to 2');
  await page.keyboard.press('Control+1');
  await expect(list(devices.list)).toBeFocused();
  await page.keyboard.press('Control+Shift+Tab');
  await expect(editor.step('Count to 2')).toBeFocused();
  await page.keyboard.press('F6');
  await page.keyboard.press('Shift+F6');
  await expect(editor.step('Count to 2')).toBeFocused();
});

test('[UI-488] after a deletion the next row is selected, and the count is true', async ({ openConsole, folder }) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const sequences = await importNamed(page, folder, ['Count 1', 'Count 2', 'Count 3']);
  const count = async () => Number(await page.getByText(/^\d+$/).and(page.locator('.fui-Badge')).first().innerText());
  const before = await count();
  await sequences.select('Count 2');
  for (const next of ['Count 3', 'Count 1']) {
    await page.keyboard.press('Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: taskSequences.delete.action, exact: true }).click();
    await expect(sequences.row(next)).toHaveAttribute('aria-selected', 'true');
    await expect(frame.list(taskSequences.list)).toBeFocused();
  }
  expect(await count()).toBe(before - 2);
  await expect(frame.statusBar).toContainText(`${(before - 2).toString()} `);
});

for (const size of [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
]) {
  test(`[UI-489] a double click opens the row under it in a window of ${size.width.toString()} px`, async ({
    openConsole,
    folder,
  }) => {
    const page = await openConsole();
    const frame = new Frame(page);
    const names = Array.from({ length: 26 }, (_, at) => `Sequence ${(at + 1).toString().padStart(2, '0')}`);
    await importNamed(page, folder, names);
    await page.setViewportSize(size);
    const rows = frame.list(taskSequences.list).getByRole('row');
    // Nothing is selected: the first click must not move the rows away from under the second.
    await rows.nth(1).click();
    await rows.nth(1).click({ modifiers: ['ControlOrMeta'] });
    await expect(frame.list(taskSequences.list).getByRole('row', { selected: true })).toHaveCount(0);
    const box = await frame.list(taskSequences.list).boundingBox();
    if (box === null) throw new Error('The list is not shown.');
    const at = { x: box.x + 90, y: box.y + box.height - 40 };
    const name = await page.evaluate(
      ({ x, y }) =>
        document.elementFromPoint(x, y)?.closest('[role=row]')?.querySelector('[role=rowheader]')?.textContent,
      at,
    );
    await page.mouse.dblclick(at.x, at.y, { delay: 50 });
    await expect(frame.tab(`${name ?? ''} (view)`)).toHaveAttribute('aria-selected', 'true');
  });
}

test('[UI-490] the name of a new group is in edit after wrapping steps', async ({ openConsole, folder }) => {
  const page = await openConsole();
  const editor = new Editor(page);
  const sequences = await importNamed(page, folder, ['One']);
  await sequences.edit('One');
  await editor.select('Count to 2');
  await page.keyboard.press('Control+g');
  await expect(editor.tree.getByRole('textbox', { name: sequenceEditor.tree.rename })).toBeFocused();
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await editor.expectNames(['Count', 'Count to 1', 'Second', 'Count to 2', 'Count to 3']);
  await expect(editor.step('Second')).toBeFocused();
});

test('[UI-538] after several devices are deleted the next one is selected and focused, and the count is true', async ({
  console: page,
  site,
}) => {
  for (const name of ['LAB-01', 'LAB-02', 'LAB-03', 'LAB-04']) {
    await waystationDone('device', 'create', name, '--site', site);
  }
  const frame = new Frame(page);
  await frame.openNode('assets', devices.title);
  const list = frame.list(devices.list);
  await frame.select(devices.list, 'LAB-02');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Delete 2 devices', exact: true }).click();
  await expect(list.getByRole('row', { name: 'LAB-04' })).toHaveAttribute('aria-selected', 'true');
  await expect(list.getByRole('row', { selected: true })).toHaveCount(1);
  await expect(list).toBeFocused();
  const active = await list.getByRole('row', { name: 'LAB-04' }).getAttribute('id');
  await expect(list).toHaveAttribute('aria-activedescendant', active ?? '');
  await expect(frame.statusBar).toContainText('4 devices');
  await expect(frame.statusBar).toContainText('1 selected');
  await expect(page.locator('.fui-Badge').getByText('4', { exact: true })).toBeVisible();
});

test('[UI-586] the tab of the open page stays in sight when the window gets narrower', async ({
  openConsole,
  folder,
}) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const names = ['First of the branch offices', 'Second of the branch offices', 'Third of the branch offices'];
  const sequences = await importNamed(page, folder, names);
  for (const name of names) {
    await frame.consoleTab.click();
    await sequences.edit(name);
  }
  await expect(frame.tab('Third of the branch offices')).toBeInViewport({ ratio: 0.99 });
  await page.setViewportSize({ width: 640, height: 700 });
  await expect(frame.tab('Third of the branch offices')).toBeInViewport({ ratio: 0.99 });
});
