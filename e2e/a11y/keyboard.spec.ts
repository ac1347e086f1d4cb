import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { components } from '#shared/text/en/components';
import { devices as devicesText } from '#shared/text/en/devices';
import { runs as runsText } from '#shared/text/en/runs';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { userState } from '#shared/text/en/user-state';
import { expect, test } from '../fixtures/app.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Devices } from '../pages/devices.ts';
import { Editor } from '../pages/editor.ts';
import { command, hasFocus, tabTo } from '../pages/keys.ts';
import { Runs } from '../pages/runs.ts';
import { TaskSequences } from '../pages/task-sequences.ts';
import { UserState } from '../pages/user-state.ts';

test('[E2E-21] import, edit, move, undo and save by keyboard alone', async ({ console: page, folder }) => {
  const file = writeSequence(join(folder, 'Keys.xml'), countingSequence(3));
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  await page.keyboard.press('Control+2');
  await expect(sequences.list).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await command(page, taskSequences.command.import);
  await (await chooser).setFiles(file);
  await expect(sequences.imported(1)).toContainText('Keys');
  await page.keyboard.press('Escape');
  await expect(sequences.importDialog).toBeHidden();
  await expect(sequences.row('Keys')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+e');
  await expect(editor.step('Count')).toBeVisible();
  await tabTo(page, () => editor.step('Count').evaluate((row) => row === document.activeElement));
  await page.keyboard.press('End');
  await expect(editor.step('Count to 3')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Alt+ArrowUp');
  await editor.expectNames(['Count', 'Count to 1', 'Count to 3', 'Count to 2']);
  await page.keyboard.press('F2');
  await page.keyboard.type('Third first');
  await page.keyboard.press('Enter');
  await editor.expectNames(['Count', 'Count to 1', 'Third first', 'Count to 2']);
  await page.keyboard.press('Control+z');
  await editor.expectNames(['Count', 'Count to 1', 'Count to 3', 'Count to 2']);
  await page.keyboard.press('Control+s');
  await expect(editor.frame.statusBar).toContainText('revision 2');
  await expect(editor.frame.statusBar).toContainText(sequenceEditor.status.saved);
});

test('[E2E-22] run a capture and look at its result by keyboard alone', async ({ console: page }) => {
  const state = new UserState(page);
  const runs = new Runs(page);
  await page.keyboard.press('Control+1');
  const list = state.frame.list(userState.association.list);
  const node = state.frame.node(userState.association.node);
  await tabTo(page, () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'treeitem'));
  await page.keyboard.press('End');
  await expect(node).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(list).toBeVisible();
  await tabTo(page, () => list.evaluate((grid) => grid === document.activeElement));
  await page.keyboard.press('Home');
  await expect(state.row('OLD-PC')).toHaveAttribute('aria-selected', 'true');
  await command(page, userState.association.command.capture);
  const dialog = runs.startDialog;
  await expect(dialog).toBeVisible();
  const sequence = dialog.getByRole('combobox', { name: runsText.start.sequence });
  await tabTo(page, () => sequence.evaluate((field) => field === document.activeElement));
  await page.keyboard.type('capture');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(sequence).toHaveValue('Replace computer: capture from the old one');
  await tabTo(page, () =>
    dialog.getByRole('button', { name: /^Run on OLD-PC$/ }).evaluate((button) => button === document.activeElement),
  );
  await page.keyboard.press('Enter');
  await runs.expectEnd('endedWell');
  await command(page, runsText.command.openResult);
  await expect(state.headline).toHaveText(/^Captured: all \d+ files are in the store$/);
  await expect(page.getByRole('button', { name: components.moreCommands }).or(state.proof).first()).toBeVisible();
});

/** Goes to a tab of a dialog: the list of tabs is one stop, arrows go through it. */
async function chooseTab(page: Page, dialog: Locator, name: string): Promise<void> {
  const selected = dialog.getByRole('tab', { selected: true });
  await tabTo(page, hasFocus(selected));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
}

/** Types into a field that searches, and takes what it found first. */
async function pick(page: Page, field: Locator, name: string): Promise<void> {
  await tabTo(page, hasFocus(field));
  await page.keyboard.type(name);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue(name);
}

/** Deletes the first row of a list: Home, Del, and the answer to the question. */
async function deleteFirst(page: Page, list: Locator, row: Locator): Promise<void> {
  await tabTo(page, hasFocus(list));
  await page.keyboard.press('Home');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await tabTo(page, hasFocus(question.getByRole('button', { name: /^Delete/ })));
  await page.keyboard.press('Enter');
  await expect(row).toBeHidden();
}

test('[E2E-24] make a device and an association for it, and delete both, by keyboard alone', async ({
  console: page,
}) => {
  const all = new Devices(page);
  const state = new UserState(page);
  const text = userState.association;
  await page.keyboard.press('Control+1');
  await expect(state.frame.list(devicesText.list)).toBeVisible();
  await command(page, devicesText.command.create);
  await expect(all.createDialog).toBeVisible();
  await expect(all.createDialog.getByRole('textbox', { name: devicesText.form.name })).toBeFocused();
  await page.keyboard.type('LAB-07');
  await chooseTab(page, all.createDialog, devicesText.form.connectionTab);
  const none = all.createDialog.getByRole('radio', { name: devicesText.form.none });
  await tabTo(page, hasFocus(all.createDialog.getByRole('radio', { checked: true })));
  await page.keyboard.press('ArrowDown');
  await expect(all.connection('local')).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(none).toBeChecked();
  await tabTo(page, hasFocus(all.createDialog.getByRole('button', { name: devicesText.form.create, exact: true })));
  await page.keyboard.press('Enter');
  await expect(all.createDialog).toBeHidden();
  await expect(all.row('LAB-07')).toBeVisible();

  await tabTo(page, () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'treeitem'));
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(state.frame.list(text.list)).toBeVisible();
  await command(page, text.command.create);
  await pick(page, state.dialog.getByRole('combobox', { name: text.form.source }), 'LAB-07');
  await pick(page, state.dialog.getByRole('combobox', { name: text.form.destination }), 'NEW-PC');
  await tabTo(page, hasFocus(state.dialog.getByRole('button', { name: text.form.create, exact: true })));
  await page.keyboard.press('Enter');
  await expect(state.row('LAB-07')).toHaveAttribute('aria-selected', 'true');

  await deleteFirst(page, state.frame.list(text.list), state.row('LAB-07'));
  await tabTo(page, () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'treeitem'));
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await deleteFirst(page, state.frame.list(devicesText.list), all.row('LAB-07'));
});
