import { useStore } from 'zustand';
import { useModel, useShell } from '../../app/shell-context.tsx';
import { capturePreviewModel } from './model.ts';
import type { PreviewStore } from './preview-store.ts';
import { previewScope } from './tabs.ts';

/** When it was scanned, and that nothing was changed by it. */
export function PreviewCounts({ scope }: { readonly scope: string }) {
  const active = useModel(capturePreviewModel).active();
  return scope !== previewScope || active === null ? null : <Scanned open={active} />;
}

function Scanned({ open }: { readonly open: PreviewStore }) {
  const { text, format } = useShell();
  const preview = useStore(open.store, (state) => state.preview);
  if (preview === null) return null;
  const values = { time: format.time(preview.takenAt), count: preview.files };
  return <span>{text('capture-preview:status.scanned', values)}</span>;
}
