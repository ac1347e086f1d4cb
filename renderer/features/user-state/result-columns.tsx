import { sayMessage } from '#shared/text/say';
import { Document20Regular, Folder20Regular, Link20Regular, Person20Regular } from '@fluentui/react-icons';
import type { LeftOut, PlannedAccount, RestoreRenamed, StateDamage, StateObject } from '#shared/model/user-state';
import type { Shell } from '../../app/types.ts';
import type { Column } from '../../components/list-model.ts';
import { IconText } from '../../components/parts.tsx';
import type { MissingRow } from './result-rows.ts';
import { CutText } from '../../components/cut-text.tsx';

function pathColumn<R>(shell: Shell, pathOf: (row: R) => string): Column<R> {
  return {
    id: 'path',
    name: shell.text('user-state:result.lists.path'),
    isName: true,
    minWidth: 200,
    text: pathOf,
    cell: (row) => <IconText icon={<Document20Regular />}>{pathOf(row)}</IconText>,
  };
}

export function missingColumns(shell: Shell): readonly Column<MissingRow>[] {
  const { text } = shell;
  return [
    pathColumn(shell, (row) => row.path),
    { id: 'user', name: text('user-state:result.lists.user'), width: 100, text: (row) => row.user },
    {
      id: 'cause',
      name: text('user-state:result.lists.cause'),
      width: 200,
      isSentence: true,
      text: (row) => row.cause,
    },
    {
      id: 'remedy',
      name: text('user-state:result.lists.remedy'),
      width: 220,
      isSentence: true,
      text: (row) => row.remedy,
    },
  ];
}

export function damageColumns(shell: Shell): readonly Column<StateDamage>[] {
  const { text } = shell;
  return [
    pathColumn(shell, (row) => row.path),
    { id: 'user', name: text('user-state:result.lists.user'), width: 100, text: (row) => row.user },
    {
      id: 'kind',
      name: text('user-state:result.lists.kind'),
      width: 240,
      isSentence: true,
      text: (row) =>
        [text(`user-state:result.damage.${row.kind}`), sayMessage(text, row.detail)].filter(Boolean).join(': '),
    },
  ];
}

export function renamedColumns(shell: Shell): readonly Column<RestoreRenamed>[] {
  return [
    pathColumn(shell, (row) => row.path),
    {
      id: 'target',
      name: shell.text('user-state:result.lists.newName'),
      width: 340,
      text: (row) => row.targetPath,
    },
  ];
}

export function leftOutColumns(shell: Shell): readonly Column<LeftOut>[] {
  const { text } = shell;
  return [
    pathColumn(shell, (row) => row.path),
    { id: 'user', name: text('user-state:result.lists.user'), width: 100, text: (row) => row.user },
    {
      id: 'cause',
      name: text('user-state:result.lists.cause'),
      width: 220,
      text: (row) => text(`user-state:result.leftOut.${row.reason}`),
    },
    {
      id: 'files',
      name: text('user-state:result.users.files'),
      width: 160,
      isWhole: true,
      text: (row) => amountText(shell, row),
    },
    { id: 'rule', name: text('user-state:result.lists.rule'), width: 180, text: (row) => row.ruleId ?? '' },
  ];
}

function amountText({ text, format }: Shell, { files: count, bytes = 0 }: LeftOut): string {
  if (count === undefined) return '';
  return text('user-state:result.users.leftOutText', { count, bytes: format.bytes(bytes) });
}

export function accountColumns(shell: Shell): readonly Column<PlannedAccount>[] {
  const { text } = shell;
  return [
    {
      id: 'name',
      name: text('user-state:result.lists.accountName'),
      isName: true,
      text: (row) => accountName(row),
      cell: (row) => <IconText icon={<Person20Regular />}>{accountName(row)}</IconText>,
    },
    {
      id: 'kind',
      name: text('user-state:result.lists.accountKind'),
      width: 100,
      text: (row) => text(`user-state:result.accountKind.${row.accountKind}`),
    },
    {
      id: 'profile',
      name: text('user-state:result.lists.accountProfile'),
      width: 220,
      text: (row) => row.profilePath,
    },
    {
      id: 'enabled',
      name: text('user-state:result.lists.accountState'),
      width: 100,
      text: (row) => text(row.isEnabled ? 'user-state:result.lists.enabled' : 'user-state:result.lists.disabled'),
    },
  ];
}

function accountName(row: PlannedAccount): string {
  return row.domain === '' ? row.name : `${row.domain}\\${row.name}`;
}

export function objectColumns(shell: Shell): readonly Column<StateObject>[] {
  const { text, format } = shell;
  const icons = { file: <Document20Regular />, folder: <Folder20Regular />, link: <Link20Regular /> };
  return [
    {
      id: 'path',
      name: text('user-state:result.lists.path'),
      isName: true,
      minWidth: 200,
      text: (row) => row.path,
      cell: (row) => <IconText icon={icons[row.kind]}>{row.path}</IconText>,
    },
    { id: 'user', name: text('user-state:result.lists.user'), width: 90, text: (row) => row.user },
    {
      id: 'size',
      name: text('user-state:result.lists.size'),
      width: 80,
      align: 'end',
      text: (row) => (row.kind === 'file' ? format.bytes(row.sizeBytes) : ''),
      compare: (one, other) => one.sizeBytes - other.sizeBytes,
    },
    {
      id: 'modified',
      name: text('user-state:result.lists.modified'),
      width: 140,
      isWhole: true,
      longest: format.longestDates,
      text: (row) => format.date(row.modifiedAt),
      compare: (one, other) => one.modifiedAt - other.modifiedAt,
    },
    {
      id: 'hash',
      name: text('user-state:result.lists.hash'),
      width: 120,
      text: (row) => row.sha256,
      cell: (row) => <CutText className="ws-mono">{row.sha256}</CutText>,
    },
    { id: 'rule', name: text('user-state:result.lists.rule'), width: 120, text: (row) => row.ruleId },
  ];
}
