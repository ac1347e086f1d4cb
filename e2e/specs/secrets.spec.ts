import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { expect, test } from '../fixtures/app.ts';
import { filesWith } from '../fixtures/files-with.ts';
import { Editor } from '../pages/editor.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

const secret = 'J0urney-s3cret';

test('[E2E-12] a hidden value is entered by keyboard, survives rename, reload, undo and save, and is nowhere in clear', async ({
  console: page,
  site,
}) => {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  await sequences.open();
  await sequences.edit('First look');
  await editor.add('General', 'Set Task Sequence Variable');
  await editor.field('Task sequence variable').fill('LabKey');
  await editor.turnOn('Do not display this value');
  await editor.openSecret('Value');
  await page.keyboard.type(secret);
  await page.keyboard.press('Tab');
  await page.keyboard.type('another');
  await page.keyboard.press('Enter');
  await expect(page.getByText(text.secretDialog.differs)).toBeVisible();
  await page.getByLabel(text.secretDialog.again).fill(secret);
  await page.keyboard.press('Enter');
  await expect(editor.secretButton('replace', 'Value')).toBeFocused();
  await editor.rename('Set Task Sequence Variable', 'Set the key');
  await page.reload();
  await sequences.open();
  await sequences.edit('First look');
  await editor.select('Set the key');
  await expect(editor.secretButton('clear', 'Value')).toBeVisible();
  await editor.secretButton('clear', 'Value').click();
  await expect(editor.secretButton('set', 'Value')).toBeVisible();
  await editor.undo();
  await expect(editor.secretButton('replace', 'Value')).toBeVisible();
  await editor.save(2);
  expect(filesWith(site, 'LabKey').length).toBeGreaterThan(0);
  expect(filesWith(site, secret)).toEqual([]);
});
