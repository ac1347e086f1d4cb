import { associationCommands } from './association-commands.ts';
import type { Command } from './command.ts';
import { corpusCommands } from './corpus-command.ts';
import { deviceCommands } from './device-commands.ts';
import { folderCommands } from './folder-commands.ts';
import { pointCommands } from './point-commands.ts';
import { runCommands } from './run-commands.ts';
import { salvageCommands } from './salvage-command.ts';
import { sequenceChangeCommands } from './sequence-change-commands.ts';
import { sequenceCommands } from './sequence-commands.ts';
import { settingCommands } from './setting-commands.ts';
import { siteCommands } from './site-commands.ts';
import { stateCommands } from './state-commands.ts';
import type { VerbName } from './summaries.ts';
import { variableCommands } from './variable-commands.ts';

/** Every verb, in the order in which help shows them. */
export const allCommands: Readonly<Record<VerbName, Command>> = {
  ...siteCommands,
  ...salvageCommands,
  ...sequenceCommands,
  ...sequenceChangeCommands,
  ...folderCommands,
  ...runCommands,
  ...stateCommands,
  ...deviceCommands,
  ...variableCommands,
  ...associationCommands,
  ...pointCommands,
  ...settingCommands,
  ...corpusCommands,
};
