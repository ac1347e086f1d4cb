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

/** On a Run Command Line that was just added. */
function secretStops(page: Page, editor: Editor): Stop[] {
  return [
    {
      name: 'editor-secret-dialog',
      open: async () => {
        await editor.turnOn('Run this step as the following account');
        await editor.openSecret('Password');
        await page.keyboard.press('Enter');
        await expect(page.getByText(sequenceEditor.secretDialog.missing)).toBeVisible();
      },
    },
    {
      name: 'editor-secret',
      open: async () => {
        await page.keyboard.type('tour');
        await page.getByLabel(sequenceEditor.secretDialog.again).fill('tour');
        await page.keyboard.press('Enter');
        await expect(editor.secretButton('replace', 'Password')).toBeVisible();
      },
    },
  ];
}

export function editorStops(page: Page): Stop[] {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  const { frame } = editor;
  const typed = (type: string, group: string): Stop => ({
    name: `editor-${type.toLowerCase().replaceAll(' ', '-')}`,
    open: () => editor.add(group, type),
  });
  return [
    {
      name: 'editor-view',
      open: async () => {
        await sequences.open();
        await page.getByRole('searchbox', { name: taskSequences.filter }).fill('');
        await sequences.view('First look');
        await editor.select('Note any other computer');
      },
    },
    {
      name: 'editor-conditions',
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
        await page.getByRole('menuitem', { name: sequenceEditor.conditions.variable }).click();
        await expect(frame.dialog(sequenceEditor.conditionDialog.add)).toBeVisible();
      },
    },
    {
      name: 'editor-capture',
      open: async () => {
        await dismiss(page, frame.dialog(sequenceEditor.conditionDialog.add));
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
    typed('Run Command Line', 'General'),
    ...secretStops(page, editor),
    typed('Apply Windows Settings', 'Settings'),
    typed('Restart Computer', 'General'),
    typed('Restore User State', 'User State'),
    typed('Apply Operating System Image', 'Images'),
  ];
}
