import { Desktop16Regular } from '@fluentui/react-icons';
import { useShell } from '../../app/shell-context.tsx';
import { IntentBar } from '../../components/intent-bar.tsx';
import { State } from '../../components/state.tsx';
import { runFigures } from './run-figures.ts';
import type { RunModel } from './run-model.ts';
import { runStateWords } from './run-words.ts';
import { CutText } from '../../components/cut-text.tsx';

interface RunHeadProps {
  readonly model: RunModel;
  readonly now: number;
}

/** What runs where, how far it is and how long it takes. */
export function RunHead({ model, now }: RunHeadProps) {
  const { text, format } = useShell();
  const { row } = model;
  const figures = runFigures(row, model.steps, now);
  const isRunning = row.state === 'running';
  const words = runStateWords({ text }, row);
  const stateText =
    isRunning && !row.isCancelling
      ? text('runs:runningIn', { environment: text(`runs:environment.${model.environment}`) })
      : words.text;
  const numbers = { done: figures.done, total: figures.total, percent: figures.percent };
  return (
    <header className="ws-run-summary">
      <div className="ws-row">
        <strong className="ws-run-title">
          <CutText>{row.sequenceName}</CutText>
        </strong>
        <span className="ws-badge">
          <Desktop16Regular />
          <CutText>{row.deviceName}</CutText>
        </span>
        <State name={words.state}>{stateText}</State>
        <span className="ws-grow" />
        <b className="ws-num">{text(isRunning ? 'runs:head.progress' : 'runs:head.progressEnded', numbers)}</b>
      </div>
      <IntentBar
        value={figures.fraction}
        state={words.state}
        aria-label={text('runs:head.progressLabel')}
        aria-valuetext={text('runs:head.progress', numbers)}
      />
      <div className="ws-row ws-muted ws-small ws-num">
        <span>{startText(model, text, format, figures.elapsedMs)}</span>
        <span className="ws-grow" />
        <span>{endText(model, text, format, figures)}</span>
      </div>
    </header>
  );
}

type Words = ReturnType<typeof useShell>;

function startText({ row }: RunModel, text: Words['text'], format: Words['format'], elapsedMs: number): string {
  const values = { time: format.seconds(row.startedAt), user: row.startedBy };
  return row.state === 'running'
    ? text('runs:head.elapsed', { ...values, elapsed: format.duration(wholeSeconds(elapsedMs)) })
    : text('runs:head.started', values);
}

function endText(
  { row }: RunModel,
  text: Words['text'],
  format: Words['format'],
  figures: ReturnType<typeof runFigures>,
): string {
  if (row.endedAt !== null) {
    return text('runs:head.ended', { time: format.seconds(row.endedAt), took: format.duration(figures.elapsedMs) });
  }
  return figures.stepRemainingMs === null
    ? ''
    : text('runs:head.remaining', { time: format.duration(wholeSeconds(figures.stepRemainingMs)) });
}

/** A tenth that changes once a second looks like noise. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
