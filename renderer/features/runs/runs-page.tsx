import { PlayCircle24Regular, PlayCircle20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { RunRow } from '#shared/model/run';
import { ServerListPage } from '../../app/list-page.tsx';
import { useModel, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { asShown, runsList, runsModel } from './model.ts';
import { RunDetails } from './run-details.tsx';
import { wholeSeconds } from './run-head.tsx';
import { runStateWords, type StateWords } from './run-words.ts';
import { openRun } from './tabs.ts';

/** All runs of the site, newest first, as they go on. */
export function RunsPage() {
  const shell = useShell();
  const { text } = shell;
  const model = useModel(runsModel);
  const now = useStore(model.now, (clock) => clock.now);
  const asked = useStore(model.asked, (store) => store.runs);
  const columns = useMemo(() => runColumns(shell, now, asked), [shell, now, asked]);
  return (
    <ServerListPage
      list={runsList}
      criteria={everyRun}
      title={text('runs:title')}
      label={text('runs:list')}
      placeholder={text('runs:filter')}
      columns={columns}
      onOpen={(row) => openRun(shell, row.id, row.deviceName)}
      empty={<RunsEmpty />}
      details={(chosen) => <RunDetails rows={chosen.map((row) => asShown(row, asked))} now={now} />}
      detailsName={text('runs:details.label')}
    />
  );
}

const everyRun = {};

function RunsEmpty() {
  const { text } = useShell();
  return (
    <EmptyState
      icon={<PlayCircle24Regular />}
      title={text('runs:empty.title')}
      text={text('runs:empty.text')}
      actions={<CommandButton id="runs.start" appearance="primary" />}
    />
  );
}

function runColumns(shell: Shell, now: number, asked: ReadonlySet<RunRow['id']>): readonly Column<RunRow>[] {
  const { text, format } = shell;
  const wordsOf = (row: RunRow): StateWords => runStateWords(shell, asShown(row, asked));
  return [
    {
      id: 'number',
      name: text('runs:column.number'),
      width: 56,
      align: 'end',
      text: (row) => String(row.id),
    },
    {
      id: 'sequence',
      name: text('runs:column.sequence'),
      isName: true,
      minWidth: 160,
      text: (row) => row.sequenceName,
      cell: (row) => <IconText icon={<PlayCircle20Regular />}>{row.sequenceName}</IconText>,
    },
    { id: 'device', name: text('runs:column.device'), width: 104, text: (row) => row.deviceName },
    {
      id: 'state',
      name: text('runs:column.state'),
      width: 138,
      isWhole: true,
      text: (row) => wordsOf(row).text,
      cell: (row) => {
        const words = wordsOf(row);
        return <State name={words.state}>{words.text}</State>;
      },
    },
    {
      id: 'started',
      name: text('runs:column.started'),
      width: 136,
      isWhole: true,
      longest: format.longestDates,
      text: (row) => format.date(row.startedAt),
    },
    {
      id: 'took',
      name: text('runs:column.took'),
      width: 84,
      align: 'end',
      text: (row) => tookText(shell, row, now),
    },
    {
      id: 'steps',
      name: text('runs:column.steps'),
      width: 84,
      align: 'end',
      text: (row) => text('runs:stepsOf', { done: row.stepDone, total: row.stepTotal }),
    },
    { id: 'startedBy', name: text('runs:column.startedBy'), width: 84, text: (row) => row.startedBy },
  ];
}

function tookText({ format }: Shell, row: RunRow, now: number): string {
  if (row.endedAt !== null) return format.duration(row.endedAt - row.startedAt);
  return row.state === 'running' ? format.duration(wholeSeconds(tookOf(row, now))) : '';
}

/** An interrupted run has no end: how long it worked is not known. */
function tookOf(row: RunRow, now: number): number {
  if (row.endedAt !== null) return row.endedAt - row.startedAt;
  return row.state === 'running' ? Math.max(now - row.startedAt, 0) : 0;
}
