import { expect, type Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { Editor } from '../editor.ts';
import { TaskSequences } from '../task-sequences.ts';
import { dismiss, captureName, type Stop } from './stop.ts';

const fullPages = [
  'Capture Files and Settings',
  'Note the computer',
  'Request User State Storage',
  'Capture User Files and Settings',
  'Release User State Storage',
] as const;

export function editorStops(page: Page): Stop[] {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  const { frame } = editor;
  return [
    {
      name: 'editor-view',
      isWithoutParts: true,
      open: async () => {
        await sequences.open();
        await page.getByRole('searchbox', { name: taskSequences.filter }).fill('');
        await sequences.view('First look');
        await editor.select('Note any other computer');
      },
    },
    {
      name: 'editor-conditions',
      isWithoutParts: true,
      open: async () => {
        await frame.command(sequenceEditor.command.edit);
        await editor.select('Note any other computer');
        await editor.openPane('options');
      },
    },
    {
      name: 'editor-condition-dialog',
      open: async () => {
        await editor.pane.getByRole('button', { name: sequenceEditor.conditions.add }).click();
        await page.getByRole('menuitem', { name: sequenceEditor.conditions.kinds.variable }).click();
        await expect(frame.dialog(sequenceEditor.conditionDialog.add.variable)).toBeVisible();
      },
    },
    {
      name: 'editor-capture',
      isWithoutParts: true,
      open: async () => {
        await dismiss(page, frame.dialog(sequenceEditor.conditionDialog.add.variable));
        await frame.consoleTab.click();
        await sequences.edit(captureName);
        await expect(editor.step('Note the computer')).toBeVisible();
      },
    },
    ...fullPages.map((step) => ({
      name: `editor-${step.toLowerCase().replaceAll(' ', '-')}`,
      open: async () => {
        await editor.select(step);
        await editor.openPane('properties');
      },
    })),
  ];
}
