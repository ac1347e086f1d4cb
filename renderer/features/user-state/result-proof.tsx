import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { RunId } from '#shared/model/ids';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { Facts, Section } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { linkWords } from './result-words.ts';
import { nextSteps, proofOf, type NextStep, type StateResultData } from './state-result.ts';
import { storeNextWords } from './words.ts';

interface ResultProps {
  readonly data: StateResultData;
}

/** The chain from the old computer to the new one: captured, stored and hashed, verified, restored. */
export function Proof({ data }: ResultProps) {
  const shell = useShell();
  return (
    <Section title={shell.text('user-state:result.proof.title')}>
      <ol className="ws-proof">
        {proofOf(data).map((link) => {
          const words = linkWords(shell, data, link);
          return (
            <li key={link.id}>
              <div className="ws-stack-tight">
                <b>{words.title}</b>
                <span className="ws-muted ws-small">{words.text}</span>
              </div>
              <State name={words.sign}>
                <span className="ws-num">{words.value}</span>
              </State>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

/** Which command carries a step out; null when there is nothing to press. */
const commandOf: Readonly<Record<NextStep, string | null>> = {
  restore: 'result.restore',
  'restore-again': 'result.restore',
  accept: 'result.accept',
  'capture-again': 'result.capture',
  verify: 'result.verify',
  'look-at-missing': null,
  wait: 'result.openRun',
  nothing: null,
};

function nextText({ text }: Shell, step: NextStep, { row }: StateResultData): string {
  const values = { source: row.sourceName, destination: row.destinationName ?? '' };
  if (row.destinationName === null && step === 'restore') return text('user-state:result.next.restoreNoDestination');
  if (row.destinationName === null && step === 'nothing') return text('user-state:result.next.nothingNoDestination');
  return text(`user-state:result.next.${step}`, values);
}

/** What to do next, most useful first. */
export function NextSteps({ data }: ResultProps) {
  const shell = useShell();
  return (
    <Section title={shell.text('user-state:result.next.title')}>
      <ol className="ws-next">
        {nextSteps(data).map((step) => {
          const command = commandOf[step];
          return (
            <li key={step}>
              <span>{nextText(shell, step, data)}</span>
              {command === null ? null : <CommandButton id={command} size="small" />}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

export function StoreFacts({ data }: ResultProps) {
  const shell = useShell();
  const { text, format } = shell;
  const { row } = data;
  const rows: (readonly [string, ReactNode])[] = [
    [
      text('user-state:result.facts.location'),
      <span key="path" className="ws-mono ws-break">
        {row.path}
      </span>,
    ],
    [text('user-state:result.facts.point'), row.migrationPointName ?? text('user-state:result.facts.localStore')],
  ];
  const dates = [
    ['captured', row.capturedAt],
    ['released', row.releasedAt],
    ['restored', row.restoredAt],
    ['verified', data.verify?.timing.endedAt ?? null],
  ] as const;
  for (const [what, at] of dates) {
    if (at !== null) rows.push([text(`user-state:result.facts.${what}`), format.date(at)]);
  }
  if (row.captureRunId !== null) {
    rows.push([
      text('user-state:result.facts.captureRun'),
      <RunLink key="capture" runId={row.captureRunId} device={row.sourceName} />,
    ]);
  }
  if (row.restoreRunId !== null) {
    rows.push([
      text('user-state:result.facts.restoreRun'),
      <RunLink key="restore" runId={row.restoreRunId} device={row.destinationName ?? ''} />,
    ]);
  }
  if (data.accepted !== null) {
    const { by, at, reason } = data.accepted;
    rows.push([
      text('user-state:result.facts.accepted'),
      text('user-state:result.accept.by', { by, time: format.date(at), reason }),
    ]);
  }
  if (data.unreadable.length > 0) {
    rows.push([
      text('user-state:result.facts.unreadable'),
      text('user-state:result.unreadable', { results: data.unreadable.join(', ') }),
    ]);
  }
  rows.push([text('user-state:result.facts.kept'), storeNextWords(shell, row, Date.now())]);
  return (
    <Section title={text('user-state:result.facts.title')}>
      <div className="ws-pad">
        <Facts rows={rows} />
      </div>
    </Section>
  );
}

function RunLink({ runId, device }: { readonly runId: RunId; readonly device: string }) {
  const shell = useShell();
  const open = (): void => {
    const title = shell.text('runs:tab', { run: runId, device });
    shell.tabs.open({ kind: 'run', params: { runId }, title, key: String(runId) });
  };
  return (
    <Link as="button" onClick={open}>
      {shell.text('user-state:result.facts.run', { run: runId })}
    </Link>
  );
}
