import type { CommandDefinition } from '../../../app/types.ts';
import { contentCommands } from './content-commands.tsx';
import { historyCommands } from './history-commands.tsx';
import { lookCommands } from './look-commands.tsx';
import { structureCommands } from './structure-commands.tsx';

/** Everything a person can do in the editor, in the order of the command bar. */
export const editorCommands: readonly CommandDefinition[] = [
  ...historyCommands,
  ...contentCommands,
  ...structureCommands,
  ...lookCommands,
];
