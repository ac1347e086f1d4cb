import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import type {} from './dialogs.ts';
import { FileBrowserDialog } from './file-browser-dialog.tsx';
import './file-browser.css';

/** The dialog `files.choose`: a folder or file of this computer. */
export const fileBrowserFeature: FeatureDefinition = {
  id: 'file-browser',
  dialogs: { 'files.choose': FileBrowserDialog },
};
