import { expect, type Page } from '@playwright/test';
import { start } from '#shared/text/en/start';
import { taskSequences } from '#shared/text/en/task-sequences';
import { TaskSequences } from '../task-sequences.ts';
import { anyWords } from '../words.ts';
import { dismiss, captureName, type Stop } from './stop.ts';

const folderName = 'Looked at';

/** A folder of the node tree has a menu of its own. */
function folderStop(page: Page): Stop {
  const sequences = new TaskSequences(page);
  const { frame } = sequences;
  return {
    name: 'task-sequences-folder-menu',
    open: async () => {
      await page.getByRole('searchbox', { name: taskSequences.filter }).fill('');
      await sequences.createFolder(folderName);
      await frame.openNode('library', folderName);
      await frame.node(folderName).click({ button: 'right' });
      await expect(frame.menu).toBeVisible();
    },
  };
}

export function libraryStops(page: Page, refusedFile: string): Stop[] {
  const sequences = new TaskSequences(page);
  const { frame } = sequences;
  const dialogs: readonly (readonly [string, string, string | RegExp])[] = [
    ['create', taskSequences.command.create, taskSequences.properties.create],
    ['create-folder', taskSequences.command.createFolder, taskSequences.folder.create],
    ['properties', taskSequences.command.properties, taskSequences.properties.title],
    ['export', taskSequences.command.export, anyWords(taskSequences.export.title_one)],
    ['move', taskSequences.command.move, anyWords(taskSequences.move.title_one)],
    ['delete', taskSequences.command.delete, anyWords(taskSequences.delete.title_one)],
  ];
  return [
    {
      name: 'welcome',
      open: async () => {
        // A site that another walk was on comes back with what was open there.
        await frame.openTab(start.title);
        await expect(page.getByText(start.heading).first()).toBeVisible();
      },
    },
    { name: 'task-sequences', open: () => sequences.open() },
    { name: 'task-sequences-selected', open: () => sequences.select(captureName) },
    {
      name: 'task-sequences-menu',
      open: async () => {
        await sequences.row(captureName).click({ button: 'right' });
        await expect(frame.menu).toBeVisible();
      },
    },
    ...dialogs.map(([name, command, title], index) => ({
      name: `task-sequences-${name}`,
      open: async () => {
        const before = dialogs[index - 1];
        await dismiss(page, before === undefined ? frame.menu : frame.dialog(before[2]));
        await frame.command(command);
        await expect(frame.dialog(title)).toBeVisible();
      },
    })),
    {
      name: 'task-sequences-import',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(taskSequences.delete.title_one)));
        await sequences.importByChoice(refusedFile);
        await expect(sequences.refused(1)).toBeVisible();
      },
    },
    {
      name: 'task-sequences-nothing-matches',
      open: async () => {
        await sequences.closeImport();
        await page.getByRole('searchbox', { name: taskSequences.filter }).fill('no such name');
        await expect(sequences.row(captureName)).toBeHidden();
      },
    },
    folderStop(page),
  ];
}
