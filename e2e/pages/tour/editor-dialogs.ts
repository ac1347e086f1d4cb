import { expect, type Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { Editor } from '../editor.ts';
import { TaskSequences } from '../task-sequences.ts';
import { anyWords, words } from '../words.ts';
import { dismiss, restoreName, type Stop } from './stop.ts';

/** On a Run Command Line that was just added. */
function accountStops(page: Page, editor: Editor): Stop[] {
  return [
    {
      name: 'editor-account-dialog',
      open: async () => {
        await editor.turnOn('Run this step as the following account');
        await editor.openSecret('Password');
        await page.keyboard.press('Enter');
        await expect(page.getByText(sequenceEditor.secretDialog.missing)).toBeVisible();
      },
    },
    {
      name: 'editor-account',
      open: async () => {
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox', { name: 'Account' }).fill('CONTOSO\\install');
        await dialog.getByLabel(/^Password/).fill('tour');
        await dialog.getByLabel(sequenceEditor.secretDialog.again).fill('tour');
        await page.keyboard.press('Enter');
        await expect(editor.secretButton('replace', 'Password')).toBeVisible();
      },
    },
  ];
}

/** From changes that are not saved to the draft that is kept of them. */
function closeStops(page: Page, editor: Editor): Stop[] {
  const sequences = new TaskSequences(page);
  const { frame } = editor;
  return [
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
        await sequences.edit(restoreName);
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

/** The packages of a Run Command Line: the sample knows none. */
function noReferenceStop(page: Page, editor: Editor): Stop {
  const { references } = sequenceEditor;
  return {
    name: 'editor-reference-none',
    open: async () => {
      await page.getByRole('button', { name: words(references.browseFor, { label: 'Package' }) }).click();
      await expect(editor.frame.dialog(words(references.dialog.title, { label: 'Package' }))).toBeVisible();
    },
  };
}

/** The dialogs of the tables on property pages. */
function tableStops(page: Page, editor: Editor): Stop[] {
  const { frame } = editor;
  return [
    {
      name: 'editor-partition-dialog',
      open: async () => {
        await dismiss(page, frame.dialog(sequenceEditor.variableDialog.title));
        await editor.add('Disks', 'Format and Partition Disk');
        await editor.pane.getByRole('button', { name: sequenceEditor.tables.add }).click();
        await expect(frame.dialog(sequenceEditor.partitionDialog.add)).toBeVisible();
      },
    },
    {
      name: 'editor-adapter-dialog',
      open: async () => {
        await dismiss(page, frame.dialog(sequenceEditor.partitionDialog.add));
        await editor.add('Settings', 'Apply Network Settings');
        await editor.pane.getByRole('button', { name: sequenceEditor.tables.add }).click();
        await expect(frame.dialog(sequenceEditor.adapterDialog.add)).toBeVisible();
      },
    },
  ];
}

/** The code editor of a page in most of the window. */
function scriptStop(page: Page, editor: Editor): Stop {
  const label = 'Enter a PowerShell script';
  return {
    name: 'editor-script-dialog',
    open: async () => {
      await dismiss(page, editor.frame.dialog(sequenceEditor.adapterDialog.add));
      await editor.add('General', 'Run PowerShell Script');
      await editor.pane.getByRole('radio', { name: label }).click();
      await editor.pane.getByRole('button', { name: sequenceEditor.script.larger }).click();
      const dialog = editor.frame.dialog(label);
      await expect(dialog.getByRole('textbox', { name: label })).toBeFocused();
      await page.keyboard.press('Control+f');
      await expect(dialog.getByRole('textbox', { name: sequenceEditor.script.search.find })).toBeFocused();
    },
  };
}

/** What is chosen from what the site knows, and a secret that belongs to no account. */
function choiceStops(page: Page, editor: Editor): Stop[] {
  const { frame } = editor;
  const label = 'Select task sequence to run';
  return [
    {
      name: 'editor-secret-dialog',
      open: async () => {
        await page.keyboard.press('Escape');
        await dismiss(page, page.getByRole('dialog'));
        await editor.add('Settings', 'Apply Windows Settings');
        await editor.secretButton('set', 'Product key').click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await page.keyboard.type('none');
        await page.keyboard.press('Enter');
        await expect(page.getByText(sequenceEditor.secretDialog.productKey)).toBeVisible();
      },
    },
    {
      name: 'editor-reference-dialog',
      open: async () => {
        await dismiss(page, page.getByRole('dialog'));
        await editor.add('General', 'Run Task Sequence');
        const browse = words(sequenceEditor.references.browseFor, { label });
        await editor.pane.getByRole('button', { name: browse, exact: true }).click();
        const dialog = frame.dialog(words(sequenceEditor.references.dialog.title, { label }));
        await expect(dialog.getByRole('row').nth(1)).toBeVisible();
      },
    },
  ];
}

export function editorDialogStops(page: Page): Stop[] {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  const { frame } = editor;
  return [
    {
      name: 'editor-run-command-line',
      isWithoutParts: true,
      open: async () => {
        await sequences.open();
        await sequences.edit(restoreName);
        await editor.steps.nth(1).click();
        await editor.add('General', 'Run Command Line');
      },
    },
    ...accountStops(page, editor).map((stop) => ({ ...stop, isWithoutParts: true })),
    noReferenceStop(page, editor),
    {
      name: 'editor-variable-dialog',
      open: async () => {
        await dismiss(page, page.getByRole('dialog'));
        await editor.openPane('variables');
        await editor.pane.getByRole('button', { name: sequenceEditor.variables.add }).click();
        await expect(frame.dialog(sequenceEditor.variableDialog.title)).toBeVisible();
      },
    },
    ...tableStops(page, editor),
    scriptStop(page, editor),
    ...choiceStops(page, editor),
    {
      name: 'editor-several',
      open: async () => {
        await dismiss(page, page.getByRole('dialog'));
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
    ...closeStops(page, editor),
  ];
}
