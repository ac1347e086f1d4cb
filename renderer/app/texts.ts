import { capturePreview } from '#shared/text/en/capture-preview';
import { components } from '#shared/text/en/components';
import { errors } from '#shared/text/en/errors';
import { devices } from '#shared/text/en/devices';
import { editLabels } from '#shared/text/en/edit-labels';
import { facts } from '#shared/text/en/facts';
import { fileBrowser } from '#shared/text/en/file-browser';
import { frame } from '#shared/text/en/frame';
import { jobs } from '#shared/text/en/jobs';
import { notes } from '#shared/text/en/notes';
import { palette } from '#shared/text/en/palette';
import { reasons } from '#shared/text/en/reasons';
import { restart } from '#shared/text/en/restart';
import { runLog } from '#shared/text/en/run-log';
import { runs } from '#shared/text/en/runs';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { settings } from '#shared/text/en/settings';
import { start } from '#shared/text/en/start';
import { steps } from '#shared/text/en/steps';
import { taskSequences } from '#shared/text/en/task-sequences';
import { userState } from '#shared/text/en/user-state';

/** Every text area of the console by its namespace: one line per area. */
export const texts = {
  frame,
  'edit-labels': editLabels,
  steps,
  errors,
  reasons,
  notes,
  log: runLog,
  components,
  start,
  settings,
  'task-sequences': taskSequences,
  devices,
  facts,
  runs,
  restart,
  'sequence-editor': sequenceEditor,
  'user-state': userState,
  'capture-preview': capturePreview,
  palette,
  jobs,
  'file-browser': fileBrowser,
} as const;
export type Texts = typeof texts;
