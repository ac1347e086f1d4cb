import { join } from 'node:path';
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
