import type { FeatureDefinition } from '../../app/types.ts';
import { restartCommands } from './commands.tsx';
import { followRestart } from './model.ts';
import { RestartNotice } from './restart-notice.tsx';
import './restart.css';

export { RestartOfRun } from './restart-notice.tsx';

/** A restart of this computer that a task sequence has announced. */
export const restartFeature: FeatureDefinition = {
  id: 'restart',
  commands: restartCommands,
  Banner: RestartNotice,
  start: followRestart,
};
