import { fileBrowserFeature } from '../features/file-browser/index.tsx';
import { jobsFeature } from '../features/jobs/index.tsx';
import { paletteFeature } from '../features/palette/index.tsx';
import { settingsFeature } from '../features/settings/index.tsx';
import { startFeature } from '../features/start/index.tsx';
import { capturePreviewFeature } from '../features/capture-preview/index.tsx';
import { devicesFeature } from '../features/devices/index.tsx';
import { restartFeature } from '../features/restart/index.tsx';
import { runsFeature } from '../features/runs/index.tsx';
import { sequenceEditorFeature } from '../features/sequence-editor/index.tsx';
import { taskSequencesFeature } from '../features/task-sequences/index.tsx';
import { userStateFeature } from '../features/user-state/index.tsx';
import { frameFeature } from './frame-feature.ts';
import type { FeatureDefinition } from './types.ts';

/** Every feature of the console: one line each, in the order of their nodes and commands. */
export const features: readonly FeatureDefinition[] = [
  frameFeature,
  taskSequencesFeature,
  sequenceEditorFeature,
  devicesFeature,
  capturePreviewFeature,
  userStateFeature,
  runsFeature,
  restartFeature,
  jobsFeature,
  settingsFeature,
  startFeature,
  paletteFeature,
  fileBrowserFeature,
];
