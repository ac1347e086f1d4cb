import { DatabasePerson20Regular, DatabasePerson24Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { MigrationPoint } from '#shared/model/state-migration';
import { ServerListPage } from '../../app/list-page.tsx';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { IntentBar } from '../../components/intent-bar.tsx';
import { State } from '../../components/state.tsx';
import { pointsList } from './model.ts';
import { PointDetails } from './point-details.tsx';
import { healthWords } from './words.ts';

/** Where captured user state waits for its new computer. */
export function PointsPage() {
  const shell = useShell();
  const { text } = shell;
  const columns = useMemo(() => [...stateColumns(shell), ...numberColumns(shell)], [shell]);
  return (
    <ServerListPage
      list={pointsList}
      criteria={everyPoint}
      title={text('user-state:point.title')}
      label={text('user-state:point.list')}
      placeholder={text('user-state:point.filter')}
      columns={columns}
      isMultiple={false}
      onOpen={() => void shell.commands.run('points.properties')}
      empty={<PointsEmpty />}
      details={([point]) => (point === undefined ? null : <PointDetails point={point} />)}
      detailsName={text('user-state:point.details.label')}
    />
  );
}

const everyPoint = {};

function PointsEmpty() {
  const { text } = useShell();
  return (
    <EmptyState
      icon={<DatabasePerson24Regular />}
      title={text('user-state:point.empty.title')}
      text={text('user-state:point.empty.text')}
      actions={<CommandButton id="points.create" appearance="primary" />}
    />
  );
}

interface Space {
  readonly free: number;
  readonly total: number;
}

/** Sum over the folders whose disk is known; null when none is. */
export function spaceOf(point: MigrationPoint): Space | null {
  const known = point.folders.flatMap(({ freeBytes, totalBytes }) =>
    freeBytes === null || totalBytes === null ? [] : [{ free: freeBytes, total: totalBytes }],
  );
  if (known.length === 0) return null;
  return known.reduce((sum, one) => ({ free: sum.free + one.free, total: sum.total + one.total }));
}

/** Below this share of free space a bar warns: a capture may not find room. */
const littleFree = 0.1;

function UsedBar({ point }: { readonly point: MigrationPoint }) {
  const { text } = useShell();
  const space = spaceOf(point);
  if (space === null || space.total === 0) return null;
  const used = 1 - space.free / space.total;
  return (
    <IntentBar
      className="ws-fill"
      value={used}
      state={1 - used < littleFree ? 'warning' : 'running'}
      aria-label={text('user-state:point.usedLabel', { percent: Math.round(used * 100) })}
    />
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function numberColumns(shell: Shell): readonly Column<MigrationPoint>[] {
  const { text, format } = shell;
  const freeText = (point: MigrationPoint): string => {
    const space = spaceOf(point);
    return space === null
      ? ''
      : text('user-state:point.freeOf', { free: format.bytes(space.free), total: format.bytes(space.total) });
  };
  return [
    {
      id: 'used',
      name: text('user-state:point.column.used'),
      width: 72,
      text: () => '',
      cell: (point) => <UsedBar point={point} />,
    },
    { id: 'free', name: text('user-state:point.column.free'), width: 136, align: 'end', text: freeText },
    {
      id: 'clients',
      name: text('user-state:point.column.clients'),
      width: 80,
      align: 'end',
      text: (point) =>
        text('user-state:point.clientsOf', {
          clients: format.number(sum(point.folders.map((folder) => folder.clients))),
          most: format.number(sum(point.folders.map((folder) => folder.maximumClients))),
        }),
    },
    {
      id: 'stores',
      name: text('user-state:point.column.stores'),
      width: 64,
      align: 'end',
      text: (point) => format.number(point.storeCount),
    },
  ];
}

function stateColumns(shell: Shell): readonly Column<MigrationPoint>[] {
  const { text } = shell;
  return [
    {
      id: 'name',
      name: text('user-state:point.column.name'),
      isName: true,
      minWidth: 220,
      text: (point) => point.name,
      cell: (point) => <IconText icon={<DatabasePerson20Regular />}>{point.name}</IconText>,
    },
    {
      id: 'health',
      name: text('user-state:point.column.health'),
      width: 206,
      isWhole: true,
      text: (point) => healthWords(shell, point).text,
      cell: (point) => {
        const words = healthWords(shell, point);
        return <State name={words.state}>{words.text}</State>;
      },
    },
    {
      id: 'mode',
      name: text('user-state:point.column.mode'),
      width: 132,
      isWhole: true,
      text: (point) => text(point.restoreOnly ? 'user-state:point.mode.restoreOnly' : 'user-state:point.mode.both'),
    },
  ];
}
