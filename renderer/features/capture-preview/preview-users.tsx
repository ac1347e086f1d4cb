import { useMemo } from 'react';
import type { CapturePreview } from '#shared/model/local-computer';
import { useListLayout, useListSelection, useShell } from '../../app/shell-context.tsx';
import { DataList } from '../../components/data-list.tsx';
import { EmptyState } from '../../components/parts.tsx';
import { userColumns } from './preview-columns.tsx';
import { previewUsers } from './preview-rows.ts';

interface UsersProps {
  readonly preview: CapturePreview;
  readonly listId: string;
}

/** Whose files: profiles with their account. Choosing some narrows the lists below. */
export function PreviewUsers({ preview, listId }: UsersProps) {
  const shell = useShell();
  const { text } = shell;
  const layout = useListLayout('preview-users');
  const selection = useListSelection(listId);
  const columns = useMemo(() => userColumns(shell), [shell]);
  const rows = useMemo(() => previewUsers(shell, preview), [shell, preview]);
  return (
    <section className="ws-preview-users" aria-label={text('capture-preview:users.title')}>
      <DataList
        {...layout}
        {...selection}
        label={text('capture-preview:users.title')}
        columns={columns}
        rows={rows}
        id={(row) => row.user}
        rowClass={(row) => (row.files === 0 && row.missing === 0 ? 'is-dim' : '')}
        empty={<EmptyState title={text('capture-preview:users.none')} />}
      />
    </section>
  );
}
