import { lazyDialog } from './lazy-parts.tsx';
import type { DialogComponents } from './types.ts';

/** Dialogs of the window itself: every page may ask for them. */
export const frameDialogs: DialogComponents = {
  confirm: lazyDialog(async () => (await import('./confirm-dialog.tsx')).ConfirmDialog),
  'list.unreadable': lazyDialog(async () => (await import('./unreadable-rows-dialog.tsx')).UnreadableRowsDialog),
  'list.saving': lazyDialog(async () => (await import('./save-list-dialog.tsx')).SaveListDialog),
};
