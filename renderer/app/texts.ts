import { capturePreview } from '#shared/text/en/capture-preview';
import { components } from '#shared/text/en/components';
import { devices } from '#shared/text/en/devices';
import { editLabels } from '#shared/text/en/edit-labels';
import { fileBrowser } from '#shared/text/en/file-browser';
import { frame } from '#shared/text/en/frame';
import { jobs } from '#shared/text/en/jobs';
import { palette } from '#shared/text/en/palette';
import { restart } from '#shared/text/en/restart';
import { runs } from '#shared/text/en/runs';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { settings } from '#shared/text/en/settings';
import { start } from '#shared/text/en/start';
import { taskSequences } from '#shared/text/en/task-sequences';
import { userState } from '#shared/text/en/user-state';

/** Every text area of the console by its namespace: one line per area. */
export const texts = {
  frame,
  'edit-labels': editLabels,
  components,
  start,
  settings,
  'task-sequences': taskSequences,
  devices,
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
