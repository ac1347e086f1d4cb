import { expect, type Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { Editor } from '../editor.ts';
import { TaskSequences } from '../task-sequences.ts';
import { anyWords, words } from '../words.ts';
import { captureName, type Stop } from './stop.ts';

export function editorDialogStops(page: Page): Stop[] {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  const { frame } = editor;
  return [
    {
      name: 'editor-several',
      open: async () => {
        await editor.select('Run Command Line');
        await page.keyboard.press('Shift+ArrowDown');
        await expect(editor.pane).toContainText(words(sequenceEditor.many.title_other, { count: 2 }));
      },
    },
    {
      name: 'editor-add-menu',
      open: async () => {
        await page.keyboard.press('Insert');
        await page.getByRole('menuitem', { name: 'General' }).hover();
        await expect(page.getByRole('menuitem', { name: 'Restart Computer' })).toBeVisible();
      },
    },
    {
      name: 'editor-problems',
      open: async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await expect(frame.menu).toBeHidden();
        await frame.command(sequenceEditor.command.problems);
      },
    },
    {
      name: 'editor-close',
      open: async () => {
        await page.keyboard.press('Control+w');
        await expect(frame.dialog(anyWords(sequenceEditor.close.title))).toBeVisible();
      },
    },
    {
      name: 'editor-draft',
      open: async () => {
        await frame.answer(anyWords(sequenceEditor.close.title), sequenceEditor.close.keep);
        await frame.consoleTab.click();
        await sequences.edit(captureName);
        await expect(editor.draftBar).toBeVisible();
      },
    },
    {
      name: 'editor-discard',
      open: async () => {
        await page.getByRole('button', { name: sequenceEditor.draft.discard }).click();
        await expect(frame.dialog(sequenceEditor.draft.discardTitle)).toBeVisible();
      },
    },
  ];
}
