import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { components } from '#shared/text/en/components';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Editor } from '../pages/editor.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

test('[UI-441] Enter that takes a candidate of an input method does not end a rename', async ({
  openConsole,
  folder,
}) => {
  const page = await openConsole();
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  await sequences.open();
  await sequences.importByChoice(writeSequence(join(folder, 'Names.xml'), countingSequence(2)));
  await sequences.closeImport();
  await sequences.edit('Names');
  await editor.select('Count to 1');
  await page.keyboard.press('F2');
  const field = editor.tree.getByRole('textbox');
  await expect(field).toBeFocused();
  const browser = await page.context().newCDPSession(page);
  await browser.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 13 };
  await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await browser.send('Input.insertText', { text: '日本' });
  await expect(field).toHaveValue('日本');
  await page.keyboard.press('Enter');
  await editor.expectNames(['Count', '日本', 'Count to 2']);
});

test('[UI-441] an input method composes in fields of pages and dialogs, also across the pause after which they are sent', async ({
  openConsole,
  folder,
}) => {
  const page = await openConsole();
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  await sequences.open();
  await sequences.importByChoice(writeSequence(join(folder, 'Names.xml'), countingSequence(2)));
  await sequences.closeImport();
  const browser = await page.context().newCDPSession(page);
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 13 };
  const compose = (text: string) =>
    browser.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  /** Composes in two goes: what was composed first is shown, and would be sent, before the second. */
  const write = async (field: Locator, whenShown: () => Promise<unknown>) => {
    await field.click();
    await field.press('ControlOrMeta+a');
    await field.press('Delete');
    await compose('に');
    await whenShown();
    await compose('にほん');
    await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await browser.send('Input.insertText', { text: '日本' });
    await expect(field).toHaveValue('日本');
  };
  await sequences.edit('Names');
  await editor.select('Count to 1');
  await write(editor.field('Name'), () => expect(editor.step('に')).toBeVisible());
  await expect(editor.step('日本')).toBeVisible();
  await editor.frame.consoleTab.click();
  const filter = page.getByRole('searchbox', { name: taskSequences.filter });
  await write(filter, () => expect(page.getByText(components.nothingMatchesHint)).toBeVisible());
  await filter.fill('');
  await sequences.select('Names');
  await page.keyboard.press('Alt+Enter');
  const dialog = editor.frame.dialog(taskSequences.properties.title);
  await write(dialog.getByRole('textbox', { name: taskSequences.fact.name }), () => expect(dialog).toBeVisible());
  await expect(dialog).toBeVisible();
});
