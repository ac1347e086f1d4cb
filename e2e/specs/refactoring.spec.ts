import { join } from 'node:path';
import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { expect, test } from '../fixtures/app.ts';
import { waystationDone } from '../fixtures/host.ts';
import { officeSequence } from '../fixtures/office-sequence.ts';
import { writeSequence } from '../fixtures/sequences.ts';
import { Editor } from '../pages/editor.ts';
import { TaskSequences } from '../pages/task-sequences.ts';
import { anyWords } from '../pages/words.ts';

test.setTimeout(180_000);

test('[E2E-14] a sequence of a hundred steps is rebuilt, saved, and undone to its first byte', async ({
  openConsole,
  folder,
  site,
}) => {
  const page = await openConsole();
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  const printed = (): Promise<string> => waystationDone('sequence', 'print', 'WAY00005', '--site', site);
  await sequences.open();
  await sequences.importByChoice(writeSequence(join(folder, 'Offices.xml'), officeSequence()));
  await sequences.closeImport();
  await sequences.edit('Offices');
  expect(await printed()).toBe(officeSequence());

  await test.step('what all offices do goes into a group of its own', async () => {
    await editor.select('Berlin: printers');
    await editor.step('Berlin: fonts').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+x');
    await editor.select('Berlin');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+v');
    await editor.frame.command(text.command.wrap);
    await page.keyboard.type('For all offices');
    await page.keyboard.press('Enter');
    await expect(editor.step('For all offices')).toBeVisible();
    await page.keyboard.press('Alt+ArrowUp');
    await editor.expectFirst('For all offices');
  });

  await test.step('what was the same elsewhere goes, and what is not needed is off', async () => {
    await page.getByRole('button', { name: text.command.expandAll, exact: true }).click();
    for (const office of ['Delft', 'Gent']) {
      await editor.select(`${office}: printers`);
      await editor.step(`${office}: fonts`).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Delete');
      await expect(editor.step(`${office}: printers`)).toHaveCount(0);
    }
    await editor.select('Delft: proxy');
    await editor.step('Delft: restart').click({ modifiers: ['Control'] });
    await editor.frame.command(text.command.disable);
    await expect(editor.step('Delft: proxy')).toContainText(text.tree.disabled);
  });

  await test.step('fields, names and conditions follow', async () => {
    await editor.rename('Berlin: fonts', 'Fonts');
    await editor.openPane('properties');
    await editor.field('Command line').fill('cmd.exe /c fonts.cmd %Office%');
    await editor.field('Name').fill('Fonts of the office');
    await expect(editor.step('Fonts of the office')).toBeVisible();
    await editor.addCondition('Fonts', 'wanted');
    await expect(editor.conditions).toHaveCount(1);
    await editor.save(2);
  });
  expect(await printed()).toContain('cmd.exe /c fonts.cmd %Office%');

  await test.step('everything is taken back', async () => {
    const undo = editor.frame.commandButton(anyWords(text.command.undoNamed));
    const nothing = editor.frame.commandButton(text.command.undo);
    await editor.step('Fonts of the office').focus();
    await expect(async () => {
      if (await undo.isVisible()) await undo.click();
      await expect(nothing).toBeDisabled({ timeout: 100 });
    }).toPass({ intervals: [10] });
    await editor.save(3);
  });
  expect(await printed()).toBe(officeSequence());
});
