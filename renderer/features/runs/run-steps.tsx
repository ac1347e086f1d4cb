import { useId, type CSSProperties } from 'react';
import type { RunStepRow } from '#shared/model/run';
import { useShell } from '../../app/shell-context.tsx';
import { SpanBar } from '../../components/intent-bar.tsx';
import { State, type StateName } from '../../components/state.tsx';
import { tookMs } from './run-figures.ts';
import { wholeSeconds } from './run-head.tsx';
import type { RunModel } from './run-model.ts';
import { stepStateWords } from './run-words.ts';
import { StepIcon } from '../../components/step-icon.tsx';
import { laneOf, timeAxis, type TimeAxis } from './time-axis.ts';
import { rowKeys } from './use-row-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import { CutText } from '../../components/cut-text.tsx';

const rowHeight = 26;
const indent = 16;

interface RunStepsProps {
  readonly model: RunModel;
  readonly now: number;
  /** The row the person is on, or the one that works. */
  readonly activeNodeId: string | null;
  readonly onSelect: (nodeId: string) => void;
}

/** One row per step: number, name, state, start, length, and the same as a bar on one time axis. Rows are virtual. */
export function RunSteps({ model, now, activeNodeId, onSelect }: RunStepsProps) {
  const { text } = useShell();
  const uid = useId();
  const active = activeNodeId === null ? -1 : (model.places.get(activeNodeId) ?? -1);
  const axis = timeAxis(model.row, now);
  const rows = useVirtualRows(model.steps.length, rowHeight, active);
  const onKeyDown = rowKeys({
    count: model.steps.length,
    index: active,
    rowHeight,
    onMove: (index) => {
      const step = model.steps[index];
      if (step !== undefined) onSelect(step.nodeId);
    },
  });
  return (
    <section className="ws-run-steps" aria-label={text('runs:steps.region')} data-region="steps">
      <StepsHeader axis={axis} />
      <div
        ref={rows.scroller}
        className="ws-run-rows"
        role="treegrid"
        tabIndex={0}
        aria-label={text('runs:steps.label')}
        aria-rowcount={model.steps.length}
        {...(active >= 0 ? { 'aria-activedescendant': `${uid}-${active.toString()}` } : {})}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" style={{ height: rows.height, position: 'relative' }}>
          {rows.shown.map((index) => {
            const step = model.steps[index];
            return step === undefined ? null : (
              <StepLine
                key={step.nodeId}
                id={`${uid}-${index.toString()}`}
                step={step}
                top={index * rowHeight}
                isActive={index === active}
                isOver={model.row.state !== 'running'}
                axis={axis}
                now={now}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** In the middle of its time, and within the axis at both ends of it. */
function tickStyle(at: number): CSSProperties {
  const shift = at === 0 ? 0 : at > 0.85 ? 100 : 50;
  return { left: `${(at * 100).toString()}%`, transform: `translateX(-${shift.toString()}%)` };
}

function StepsHeader({ axis }: { readonly axis: TimeAxis }) {
  const { text, format } = useShell();
  return (
    <div className="ws-run-head" aria-hidden="true">
      <span>{text('runs:steps.step')}</span>
      <span>{text('runs:steps.state')}</span>
      <span className="ws-run-start">{text('runs:steps.start')}</span>
      <span className="ws-run-took ws-end">{text('runs:steps.took')}</span>
      <span className="ws-run-time ws-axis">
        {axis.ticks.map((tick) => (
          <i key={tick.ms} style={tickStyle(tick.at)}>
            {tick.ms === 0 ? '0' : format.duration(tick.ms).replace(/ 0 (s|min)$/, '')}
          </i>
        ))}
      </span>
    </div>
  );
}

interface StepLineProps {
  readonly id: string;
  readonly step: RunStepRow;
  readonly top: number;
  readonly isActive: boolean;
  readonly isOver: boolean;
  readonly axis: TimeAxis;
  readonly now: number;
  readonly onSelect: (nodeId: string) => void;
}

function StepLine(props: StepLineProps) {
  const { id, step, top, isActive, isOver, axis, now } = props;
  const { say, text, format } = useShell();
  const words = stepStateWords({ text }, step, isOver);
  const took = tookMs(step, now);
  const isQuiet = step.state === 'skipped' || step.state === 'not-reached';
  const shownTook = took === null ? '' : format.duration(step.state === 'running' ? wholeSeconds(took) : took);
  return (
    <div
      id={id}
      role="row"
      className={`ws-run-row${isActive ? ' ws-current' : ''}${isQuiet ? ' ws-quiet' : ''}`}
      style={{ top }}
      aria-level={step.depth + 1}
      aria-selected={isActive}
      aria-rowindex={step.number}
      onClick={() => props.onSelect(step.nodeId)}
    >
      <span role="gridcell" className={`ws-run-name${step.kind === 'group' ? ' ws-is-group' : ''}`}>
        <span className="ws-step-no">{step.number}</span>
        <span className="ws-step-icon" style={{ marginLeft: step.depth * indent }}>
          <StepIcon step={step} />
        </span>
        <CutText>{step.name}</CutText>
      </span>
      <span
        role="gridcell"
        title={step.conditionText === null ? words.text : `${words.text}: ${say(step.conditionText)}`}
      >
        <State name={words.state}>{words.text}</State>
      </span>
      <span role="gridcell" className="ws-run-start ws-num ws-muted">
        {step.startedAt === null ? '' : format.seconds(step.startedAt)}
      </span>
      <span role="gridcell" className="ws-run-took ws-num ws-end">
        {shownTook}
      </span>
      <span role="gridcell" className="ws-run-time ws-lane">
        <LaneBar step={step} state={words.state} axis={axis} now={now} />
      </span>
    </div>
  );
}

interface LaneBarProps {
  readonly step: RunStepRow;
  readonly state: StateName;
  readonly axis: TimeAxis;
  readonly now: number;
}

function LaneBar({ step, state, axis, now }: LaneBarProps) {
  const lane = laneOf(step, axis, now);
  return lane === null ? null : (
    <SpanBar state={state} isThin={step.kind === 'group'} left={lane.left} width={lane.width} />
  );
}
