import { Button, Link } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RunError, RunStepRow, StepProgress } from '#shared/model/run';
import { leftMessage } from '#shared/text/left-of-run';
import { errorText } from '#shared/text/say';
import { useShell } from '../../app/shell-context.tsx';
import { CommandButton } from '../../commands/command-bar.tsx';
import { Callout } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { wholeSeconds } from './run-head.tsx';
import { currentStep, failedStep, resultStore, type RunModel } from './run-model.ts';
import { returnCodeText, runStateWords } from './run-words.ts';
import { CutText } from '../../components/cut-text.tsx';
import { IntentBar } from '../../components/intent-bar.tsx';

interface RunOutcomeProps {
  readonly model: RunModel;
  readonly onStep: (stepNumber: number) => void;
}

/** What the run does now, or how it ended and what to do. */
export function RunOutcome({ model, onStep }: RunOutcomeProps) {
  const { row } = model;
  if (row.state === 'running') return <RunNow step={currentStep(model.steps)} isCancelling={row.isCancelling} />;
  if (row.error !== null && row.state === 'failed') {
    return <RunExplain error={row.error} step={failedStep(model)} onStep={onStep} />;
  }
  return <RunEnd model={model} />;
}

function RunNow({ step, isCancelling }: { readonly step: RunStepRow | null; readonly isCancelling: boolean }) {
  const { text } = useShell();
  if (step === null) {
    return (
      <div className="ws-run-now">
        <State name="running">{text(isCancelling ? 'runs:side.cancellingBetween' : 'runs:side.between')}</State>
      </div>
    );
  }
  const fraction = step.progress?.fraction ?? null;
  const name = `${step.number.toString()} ${step.name}`;
  return (
    <section className="ws-run-now" aria-label={text('runs:side.now')}>
      <div className="ws-row">
        <State name="running">
          <b>{name}</b>
        </State>
        <span className="ws-grow" />
        {fraction === null ? null : (
          <span className="ws-num">{text('runs:side.percent', { percent: Math.floor(fraction * 100) })}</span>
        )}
      </div>
      <IntentBar state="running" {...(fraction === null ? {} : { value: fraction })} aria-label={name} />
      {isCancelling ? <p>{text('runs:side.cancelling')}</p> : null}
      {step.progress === null ? null : <Amounts progress={step.progress} />}
    </section>
  );
}

function Amounts({ progress }: { readonly progress: StepProgress }) {
  const { text, say, format } = useShell();
  const doing = say(progress.text);
  const { doneBytes, totalBytes, remainingMs } = progress;
  const parts = [
    doneBytes === null || totalBytes === null
      ? null
      : text('runs:side.amount', { done: format.bytes(doneBytes), total: format.bytes(totalBytes) }),
    remainingMs === null ? null : text('runs:side.remaining', { time: format.duration(wholeSeconds(remainingMs)) }),
  ].filter((part) => part !== null);
  return (
    <div className="ws-row ws-small ws-muted ws-num">
      <CutText>{doing}</CutText>
      <span className="ws-grow" />
      <span className="ws-nowrap">{parts.join(' · ')}</span>
    </div>
  );
}

interface RunExplainProps {
  readonly error: RunError;
  readonly step: RunStepRow | null;
  readonly onStep: (stepNumber: number) => void;
}

/** Why it failed, in a sentence; what to do; what it returned; the code small, to be copied. */
function RunExplain({ error, step, onStep }: RunExplainProps) {
  const shell = useShell();
  const { text } = shell;
  const words = errorText(text, error.code, error.details);
  const code =
    error.returnCode === null
      ? error.code
      : text('runs:side.returnCode', { code: error.code, returned: returnCodeText(error.returnCode) });
  const where = step === null ? '' : text('runs:side.failedAtStep', { step: step.number, name: step.name });
  const all = [where, words.sentence, words.remedy, code].filter((line) => line !== '').join('\n');
  return (
    <section className="ws-explain" aria-label={text('runs:side.failedTitle')}>
      <div className="ws-row">
        <State name="failed">
          <b>{words.sentence}</b>
        </State>
      </div>
      {step === null ? null : (
        <Link as="button" className="ws-explain-step" onClick={() => onStep(step.number)}>
          {where}
        </Link>
      )}
      <div className="ws-explain-todo">
        <b>{text('runs:side.remedy')}</b>
        <p>{words.remedy}</p>
        <CommandButton id="run.showInEditor" size="small" />
      </div>
      <div className="ws-row ws-small ws-muted ws-num">
        <span className="ws-break">{code}</span>
        <span className="ws-grow" />
        <Button
          size="small"
          appearance="transparent"
          icon={<Copy16Regular />}
          onClick={() => void shell.attempt(() => copyText(all))}
        >
          {text('runs:side.copy')}
        </Button>
      </div>
    </section>
  );
}

/** To the clipboard of the system. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

function RunEnd({ model }: { readonly model: RunModel }) {
  const { text, say } = useShell();
  const words = runStateWords({ text }, model.row);
  const [title, explanation] = endWords(model, text);
  const { error } = model.row;
  const cause = error === null ? null : errorText(text, error.code, error.details);
  return (
    <EndBox>
      <State name={words.state}>
        <b>{title}</b>
      </State>
      <p>{explanation}</p>
      {cause === null ? null : <Callout tone="warning">{`${cause.sentence} ${cause.remedy}`}</Callout>}
      {model.left.map((left) => {
        const sentence = say(leftMessage(left));
        return (
          <Callout key={sentence} tone="warning">
            {sentence}
          </Callout>
        );
      })}
      <div className="ws-row">
        {resultStore(model.steps) === null ? null : <CommandButton id="run.openResult" size="small" />}
        {model.canResume ? <CommandButton id="run.resume" size="small" appearance="primary" /> : null}
      </div>
    </EndBox>
  );
}

function EndBox({ children }: { readonly children: ReactNode }) {
  return <div className="ws-run-now">{children}</div>;
}

type Text = ReturnType<typeof useShell>['text'];

function endWords({ row, steps, canResume }: RunModel, text: Text): readonly [string, string] {
  switch (row.state) {
    case 'cancelled':
      return [text('runs:side.cancelledTitle'), text('runs:side.cancelledText')];
    case 'interrupted':
      return [
        text('runs:side.interruptedTitle'),
        text(canResume ? 'runs:side.interruptedResumable' : 'runs:side.interruptedFinal'),
      ];
    case 'unreadable':
      return [text('runs:side.unreadableTitle'), text('runs:side.unreadableText')];
    case 'waiting':
      return [text('runs:side.waitingTitle'), text('runs:side.waitingText')];
    case 'running':
    case 'failed':
    case 'succeeded':
      return row.incomplete
        ? [text('runs:side.endedIncomplete'), text('runs:side.endedIncompleteText')]
        : endedWell(steps, text);
  }
}

/** A run that ended well may have gone past steps: those that were skipped did not run, and those that failed did. */
function endedWell(rows: RunModel['steps'], text: Text): readonly [string, string] {
  const steps = rows.filter(({ kind }) => kind !== 'group');
  const total = steps.length;
  const skipped = steps.filter(({ state }) => state === 'skipped').length;
  // Below a group that continues on error a step may have failed that does not itself.
  const failed = steps.filter(({ state }) => state === 'failed-ignored' || state === 'failed').length;
  const ran =
    skipped === 0
      ? text('runs:side.endedWellAll', { count: total })
      : text('runs:side.endedWellText', { done: total - skipped, total, count: skipped });
  return [failed === 0 ? text('runs:side.endedWell') : text('runs:side.endedPast', { count: failed }), ran];
}
