import { lazyDialog } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import type {} from './dialogs.ts';
import './file-browser.css';

/** The dialog `files.choose`: a folder or file of this computer. */
export const fileBrowserFeature: FeatureDefinition = {
  id: 'file-browser',
  dialogs: { 'files.choose': lazyDialog(async () => (await import('./file-browser-dialog.tsx')).FileBrowserDialog) },
};
