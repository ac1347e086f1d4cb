import { Person20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useListLayout, useListSelection, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { DataList } from '../../components/data-list.tsx';
import type { Column } from '../../components/list-model.ts';
import { EmptyState, IconText, Section } from '../../components/parts.tsx';
import { State, type StateName } from '../../components/state.tsx';
import { userRows, type StateResultData, type UserRow } from './state-result.ts';
import { CutText } from '../../components/cut-text.tsx';

/** Counts per user: what came over, what was renamed, what is missing. */
export function ResultUsers({ data }: { readonly data: StateResultData }) {
  const shell = useShell();
  const { text } = shell;
  const layout = useListLayout('result-users');
  const selection = useListSelection('result-users');
  const isRestored = data.restore !== null;
  const device = data.row.destinationName;
  const columns = useMemo(() => userColumns(shell, isRestored ? device : null), [shell, isRestored, device]);
  const rows = useMemo(() => userRows(data), [data]);
  return (
    <Section title={text('user-state:result.users.title')}>
      <div className="ws-flatlist" style={{ height: Math.min(Math.max(rows.length, 1), 8) * 28 + 32 }}>
        <DataList
          {...layout}
          {...selection}
          label={text('user-state:result.users.title')}
          columns={columns}
          rows={rows}
          id={(row) => row.user}
          isMultiple={false}
          empty={<EmptyState title={text('user-state:result.users.none')} />}
        />
      </div>
    </Section>
  );
}

function userName({ text }: Shell, row: UserRow): string {
  if (row.kind === 'system') return text('user-state:result.users.system');
  return row.kind === 'public' ? text('user-state:result.users.public') : row.user;
}

function verdict({ text }: Shell, row: UserRow, isRestored: boolean): { state: StateName; text: string } {
  if (row.isUnproven) return { state: 'warning', text: text('user-state:result.users.unproven') };
  if (!row.isAsked) return { state: 'skipped', text: text('user-state:result.users.notAsked') };
  if (row.missing > 0) {
    return { state: 'warning', text: text('user-state:result.users.missing', { count: row.missing }) };
  }
  return {
    state: 'success',
    text: text(isRestored ? 'user-state:result.users.complete' : 'user-state:result.users.stored'),
  };
}

/** What the rules leave out of a user's profile: program settings, as files and bytes. */
function leftOutColumn({ text, format }: Shell): Column<UserRow> {
  return {
    id: 'leftOut',
    name: text('user-state:result.users.leftOut'),
    width: 112,
    align: 'end',
    text: ({ leftOutFiles: count, leftOutBytes }) =>
      count === 0 ? '' : text('user-state:result.users.leftOutText', { count, bytes: format.bytes(leftOutBytes) }),
    compare: (one, other) => one.leftOutBytes - other.leftOutBytes,
  };
}

/** Only a restore gives files other names. */
function renamedColumn({ text, format }: Shell): Column<UserRow> {
  return {
    id: 'renamed',
    name: text('user-state:result.users.renamed'),
    width: 74,
    align: 'end',
    text: (row) => format.number(row.renamed),
    compare: (one, other) => one.renamed - other.renamed,
  };
}

function userColumns(shell: Shell, device: string | null): readonly Column<UserRow>[] {
  const { text, format } = shell;
  return [
    {
      id: 'user',
      name: text('user-state:result.users.user'),
      isName: true,
      minWidth: 142,
      text: (row) => userName(shell, row),
      cell: (row) => <IconText icon={<Person20Regular />}>{userName(shell, row)}</IconText>,
    },
    {
      id: 'profile',
      name:
        device === null
          ? text('user-state:result.users.profile')
          : text('user-state:result.users.profileOn', { device }),
      minWidth: 120,
      text: (row) => row.profilePath,
      cell: (row) => <CutText className="ws-mono">{row.profilePath}</CutText>,
    },
    {
      id: 'files',
      name: text('user-state:result.users.files'),
      width: 64,
      align: 'end',
      text: (row) => format.number(row.files),
      compare: (one, other) => one.files - other.files,
    },
    {
      id: 'size',
      name: text('user-state:result.users.size'),
      width: 72,
      align: 'end',
      text: (row) => format.bytes(row.bytes),
      compare: (one, other) => one.bytes - other.bytes,
    },
    ...(device === null ? [] : [renamedColumn(shell)]),
    leftOutColumn(shell),
    {
      id: 'result',
      name: text('user-state:result.users.result'),
      width: 124,
      isWhole: true,
      text: (row) => verdict(shell, row, device !== null).text,
      cell: (row) => {
        const words = verdict(shell, row, device !== null);
        return <State name={words.state}>{words.text}</State>;
      },
    },
  ];
}
