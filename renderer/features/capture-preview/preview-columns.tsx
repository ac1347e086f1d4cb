import { Document20Regular, Folder20Regular, Info20Regular, Person20Regular } from '@fluentui/react-icons';
import type { Shell } from '../../app/types.ts';
import type { Column } from '../../components/list-model.ts';
import { IconText } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import {
  ruleWords,
  type FolderRow,
  type LeftOutRow,
  type NoteRow,
  type PreviewUser,
  type RuleRow,
} from './preview-rows.ts';

export function userColumns({ text, format }: Shell): readonly Column<PreviewUser>[] {
  return [
    {
      id: 'user',
      name: text('capture-preview:users.user'),
      isName: true,
      minWidth: 150,
      text: (row) => row.name,
      cell: (row) => <IconText icon={<Person20Regular />}>{row.name}</IconText>,
    },
    { id: 'account', name: text('capture-preview:users.account'), width: 180, text: (row) => row.account },
    {
      id: 'files',
      name: text('capture-preview:users.files'),
      width: 72,
      align: 'end',
      text: (row) => format.number(row.files),
      compare: (one, other) => one.files - other.files,
    },
    {
      id: 'size',
      name: text('capture-preview:users.size'),
      width: 84,
      align: 'end',
      text: (row) => format.bytes(row.bytes),
      compare: (one, other) => one.bytes - other.bytes,
    },
    {
      id: 'missing',
      name: text('capture-preview:users.missing'),
      width: 90,
      align: 'end',
      text: (row) => (row.missing === 0 ? '–' : format.number(row.missing)),
      compare: (one, other) => one.missing - other.missing,
      cell: (row) => (row.missing === 0 ? '–' : <State name="warning">{format.number(row.missing)}</State>),
    },
    {
      id: 'lastUsed',
      name: text('capture-preview:users.lastUsed'),
      width: 136,
      isWhole: true,
      longest: format.longestDates,
      text: (row) => (row.lastUsedAt === null ? '' : format.date(row.lastUsedAt)),
      compare: (one, other) => (one.lastUsedAt ?? 0) - (other.lastUsedAt ?? 0),
    },
    {
      id: 'state',
      name: text('capture-preview:users.state'),
      width: 84,
      isWhole: true,
      text: (row) => loadedText(text, row),
    },
    { id: 'sid', name: text('capture-preview:users.sid'), width: 320, text: (row) => row.sid },
  ];
}

function loadedText(text: Shell['text'], { isLoaded }: PreviewUser): string {
  if (isLoaded === null) return '';
  return text(isLoaded ? 'capture-preview:users.loaded' : 'capture-preview:users.notLoaded');
}

export function folderColumns({ text, format }: Shell): readonly Column<FolderRow>[] {
  return [
    {
      id: 'folder',
      name: text('capture-preview:lists.folder'),
      isName: true,
      minWidth: 190,
      text: (row) => row.folder,
      cell: (row) => <IconText icon={<Folder20Regular />}>{row.folder}</IconText>,
    },
    { id: 'profile', name: text('capture-preview:lists.profile'), width: 110, text: (row) => row.user },
    {
      id: 'place',
      name: text('capture-preview:lists.place'),
      width: 160,
      text: (row) => row.place,
      cell: (row) => (row.isCaptured ? row.place : <State name="warning">{row.place}</State>),
    },
    {
      id: 'files',
      name: text('capture-preview:lists.files'),
      width: 70,
      align: 'end',
      text: (row) => format.number(row.files),
      compare: (one, other) => one.files - other.files,
    },
    {
      id: 'size',
      name: text('capture-preview:lists.size'),
      width: 84,
      align: 'end',
      text: (row) => format.bytes(row.bytes),
      compare: (one, other) => one.bytes - other.bytes,
    },
    { id: 'path', name: text('capture-preview:lists.path'), width: 230, text: (row) => row.path },
  ];
}

export function ruleColumns(shell: Shell): readonly Column<RuleRow>[] {
  const { text, format } = shell;
  return [
    {
      id: 'rule',
      name: text('capture-preview:lists.rule'),
      isName: true,
      minWidth: 200,
      text: (row) => ruleWords(shell, row.ruleId),
    },
    {
      id: 'reason',
      name: text('capture-preview:lists.reason'),
      width: 170,
      text: (row) => text(`capture-preview:reason.${row.reason}`),
    },
    {
      id: 'count',
      name: text('capture-preview:lists.count'),
      width: 116,
      align: 'end',
      text: (row) => format.number(row.count),
      compare: (one, other) => one.count - other.count,
    },
    { id: 'example', name: text('capture-preview:lists.example'), width: 360, text: (row) => row.example },
  ];
}

function pathColumn({ text }: Shell): Column<LeftOutRow> {
  return {
    id: 'path',
    name: text('capture-preview:lists.path'),
    isName: true,
    minWidth: 240,
    text: (row) => row.path,
    cell: (row) => <IconText icon={<Document20Regular />}>{row.path}</IconText>,
  };
}

export function leftOutColumns(shell: Shell): readonly Column<LeftOutRow>[] {
  const { text } = shell;
  return [
    pathColumn(shell),
    { id: 'profile', name: text('capture-preview:lists.profile'), width: 110, text: (row) => row.user },
    {
      id: 'reason',
      name: text('capture-preview:lists.reason'),
      width: 150,
      text: (row) => text(`capture-preview:reason.${row.reason}`),
    },
    {
      id: 'rule',
      name: text('capture-preview:lists.rule'),
      width: 180,
      text: (row) => ruleWords(shell, row.ruleId),
    },
  ];
}

export function missingColumns(shell: Shell): readonly Column<LeftOutRow>[] {
  const { text, say } = shell;
  return [
    pathColumn(shell),
    { id: 'profile', name: text('capture-preview:lists.profile'), width: 110, text: (row) => row.user },
    {
      id: 'reason',
      name: text('capture-preview:lists.reason'),
      width: 180,
      text: (row) => text(`capture-preview:reason.${row.reason}`),
      cell: (row) => <State name="warning">{text(`capture-preview:reason.${row.reason}`)}</State>,
    },
    { id: 'detail', name: text('capture-preview:lists.detail'), width: 260, text: (row) => say(row.detail) },
  ];
}

export function noteColumns({ text }: Shell): readonly Column<NoteRow>[] {
  return [
    {
      id: 'note',
      name: text('capture-preview:lists.note'),
      isName: true,
      minWidth: 300,
      text: (row) => row.note,
      cell: (row) => <IconText icon={<Info20Regular />}>{row.note}</IconText>,
    },
    { id: 'profile', name: text('capture-preview:lists.profile'), width: 140, text: (row) => row.user },
  ];
}
