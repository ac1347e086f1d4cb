import { expect, type Page } from '@playwright/test';
import { listAddMenu } from '#shared/steps/catalog';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { steps } from '#shared/text/en/steps';
import { taskSequences } from '#shared/text/en/task-sequences';
import { Editor } from '../editor.ts';
import { TaskSequences } from '../task-sequences.ts';
import type { Stop } from './stop.ts';

/** The Add menu in parts of a like number of entries, each for a walk of its own. */
export const addMenuParts = {
  'the first steps': ['General', 'Software'],
  'steps of disks, user state and images': ['Disks', 'User State', 'Images'],
  'steps of drivers and settings': ['Drivers', 'Settings'],
} as const;

const words: Readonly<Record<string, { readonly label: string }>> = steps;

/** Opens a task sequence without a step. */
export async function openEmptySequence(page: Page, name: string): Promise<void> {
  const sequences = new TaskSequences(page);
  const { frame } = sequences;
  await sequences.open();
  await frame.command(taskSequences.command.create);
  const dialog = frame.dialog(taskSequences.properties.create);
  await dialog.getByRole('textbox').first().fill(name);
  await frame.answer(taskSequences.properties.create, taskSequences.properties.createAction);
  // It has no tree before it has a step.
  await expect(frame.tab(name)).toHaveAttribute('aria-selected', 'true');
  await expect(frame.commandButton(sequenceEditor.command.add)).toBeEnabled();
}

/** The page of each type of some groups of the Add menu, as it is of a step that was just added. */
export function stepTypeStops(page: Page, groups: readonly string[]): Stop[] {
  const editor = new Editor(page);
  return listAddMenu()
    .filter(({ group }) => groups.includes(group))
    .flatMap(({ group, types }) =>
      types.map(({ id, newName }) => ({
        name: `step-${id}`,
        open: async () => {
          await editor.add(group, words[id]?.label ?? id, newName);
          await expect(editor.pane.getByRole('tab', { name: sequenceEditor.pane.properties })).toBeVisible();
          await expect(editor.pane.getByRole('tabpanel')).toBeVisible();
        },
      })),
    );
}
