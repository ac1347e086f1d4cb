import { PlayCircle20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RunRow } from '#shared/model/run';
import { errorText } from '#shared/text/say';
import { useShell } from '../../app/shell-context.tsx';
import { DetailsPane } from '../../components/details-pane.tsx';
import { Facts } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { wholeSeconds } from './run-head.tsx';
import { runStateWords } from './run-words.ts';

interface RunDetailsProps {
  readonly rows: readonly RunRow[];
  readonly now: number;
}

/** Facts about the selected run, or what several have in common. */
export function RunDetails({ rows, now }: RunDetailsProps) {
  const { text } = useShell();
  const [row] = rows;
  if (row === undefined) return null;
  const isOne = rows.length === 1;
  return (
    <DetailsPane
      icon={<PlayCircle20Regular />}
      title={isOne ? text('runs:details.title', { run: row.id }) : text('runs:details.several', { count: rows.length })}
      activeTab="summary"
      onTab={() => undefined}
      tabs={[
        {
          id: 'summary',
          label: text('runs:details.summary'),
          content: isOne ? <RunSummary row={row} now={now} /> : <SeveralRuns rows={rows} />,
        },
      ]}
    />
  );
}

function RunSummary({ row, now }: { readonly row: RunRow; readonly now: number }) {
  const { text, format } = useShell();
  const words = runStateWords({ text }, row);
  const end = row.endedAt ?? (row.state === 'running' ? now : null);
  const none = text('runs:detail.noTime');
  const took =
    end === null
      ? none
      : format.duration(row.endedAt === null ? wholeSeconds(end - row.startedAt) : end - row.startedAt);
  const device = row.deviceId === null ? text('runs:details.deviceGone', { name: row.deviceName }) : row.deviceName;
  const rows: (readonly [string, ReactNode])[] = [
    [
      text('runs:details.state'),
      <State key="state" name={words.state}>
        {words.text}
      </State>,
    ],
    [text('runs:details.started'), format.date(row.startedAt)],
    [
      text('runs:details.sequence'),
      text('runs:details.revision', { name: row.sequenceName, revision: row.sequenceRevision }),
    ],
    [text('runs:details.ended'), row.endedAt === null ? none : format.date(row.endedAt)],
    [text('runs:details.device'), device],
    [text('runs:details.took'), took],
    [text('runs:details.steps'), text('runs:stepsOf', { done: row.stepDone, total: row.stepTotal })],
    [text('runs:details.startedBy'), row.startedBy],
  ];
  const error = row.error === null ? null : errorText(text, row.error.code, row.error.details);
  const long: (readonly [string, ReactNode])[] =
    error === null
      ? []
      : [
          [text('runs:details.error'), error.sentence],
          [text('runs:details.remedy'), error.remedy],
        ];
  return (
    <div className="ws-pad ws-stack">
      <Facts columns={2} long={long} rows={rows} />
    </div>
  );
}

function SeveralRuns({ rows }: { readonly rows: readonly RunRow[] }) {
  const { text } = useShell();
  return (
    <ul className="ws-pad">
      {rows.map((row) => {
        const words = runStateWords({ text }, row);
        return <li key={row.id}>{`${row.id.toString()} ${row.sequenceName}, ${row.deviceName}: ${words.text}`}</li>;
      })}
    </ul>
  );
}
