import { Button, Input, ToggleButton } from '@fluentui/react-components';
import { ArrowDownload16Regular, ArrowDownload20Regular, Filter16Regular } from '@fluentui/react-icons';
import { useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import type { RunLogLine } from '#shared/model/run';
import { useShell } from '../../app/shell-context.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import { State } from '../../components/state.tsx';
import type { LogStore, LogStoreState } from './log-store.ts';
import { allSeverities } from './log-window.ts';
import { rowKeys } from './use-row-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import { CutText } from '../../components/cut-text.tsx';

const rowHeight = 21;

interface RunLogProps {
  readonly log: LogStore;
  readonly onStep: (stepNumber: number) => void;
}

/** The tail of smsts.log: filters, follows, and leads from a line to its step. */
export function RunLog({ log, onStep }: RunLogProps) {
  const { text } = useShell();
  const state = useStore(log.store);
  return (
    <section className="ws-logpane" aria-label={text('runs:log.region')} data-region="log">
      <LogBar log={log} state={state} />
      {state.problem === null ? null : <ErrorText problem={state.problem} />}
      {state.status === 'ready' && state.window.lines.length === 0 ? (
        <LogNothing isFiltered={isFiltered(state)} />
      ) : null}
      <LogLines log={log} state={state} onStep={onStep} />
    </section>
  );
}

function LogBar({ log, state }: { readonly log: LogStore; readonly state: LogStoreState }) {
  const shell = useShell();
  const { text } = shell;
  const { filter, window, follows } = state;
  return (
    <div className="ws-row ws-logbar">
      <strong>{text('runs:log.title')}</strong>
      {allSeverities.map((severity) => (
        <ToggleButton
          key={severity}
          size="small"
          appearance="subtle"
          checked={filter.severities.includes(severity)}
          onClick={() => log.toggleSeverity(severity)}
        >
          {text(`runs:log.${severity}`, { amount: window.counts[severity] })}
        </ToggleButton>
      ))}
      {window.readFrom > 1 ? (
        <Button size="small" appearance="subtle" onClick={() => void log.showEarlier()}>
          {text('runs:log.earlier')}
        </Button>
      ) : null}
      <span className="ws-grow" />
      <Input
        size="small"
        type="search"
        className="ws-log-filter"
        contentBefore={<Filter16Regular />}
        placeholder={text('runs:log.filter')}
        aria-label={text('runs:log.filter')}
        value={filter.text}
        onChange={(_event, data) => log.setText(data.value)}
      />
      <ToggleButton
        size="small"
        appearance="subtle"
        icon={<ArrowDownload16Regular />}
        checked={follows}
        onClick={() => log.setFollows(!follows)}
      >
        {text('runs:log.follow')}
      </ToggleButton>
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowDownload20Regular />}
        onClick={() => void shell.commands.run('run.downloadLog')}
      >
        {text('runs:log.download')}
      </Button>
    </div>
  );
}

interface LogLinesProps extends RunLogProps {
  readonly state: LogStoreState;
}

function LogLines({ log, state, onStep }: LogLinesProps) {
  const { text } = useShell();
  const uid = useId();
  const [activeOrdinal, setActiveOrdinal] = useState<number | null>(null);
  const { lines } = state.window;
  const active = activeOrdinal === null ? -1 : lines.findIndex((line) => line.ordinal === activeOrdinal);
  const rows = useVirtualRows(lines.length, rowHeight, active);
  const last = lines.at(-1)?.ordinal ?? 0;
  useEffect(() => {
    if (state.follows && lines.length > 0) rows.scrollTo(lines.length - 1, 'end');
    // A new last line scrolls, and so does turning Follow on; nothing else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [last, state.follows, state.status]);
  const jump = (line: RunLogLine | undefined): void => {
    if (line !== undefined && line.stepNumber !== null) onStep(line.stepNumber);
  };
  const move = (index: number): void => {
    log.setFollows(index === lines.length - 1 && state.follows);
    setActiveOrdinal(lines[index]?.ordinal ?? null);
  };
  return (
    <div
      ref={rows.scroller}
      className="ws-loglines"
      role="grid"
      tabIndex={0}
      aria-label={text('runs:log.label')}
      aria-rowcount={lines.length}
      {...(active >= 0 ? { 'aria-activedescendant': `${uid}-${active.toString()}` } : {})}
      onKeyDown={rowKeys({
        count: lines.length,
        index: active,
        rowHeight,
        onMove: move,
        onEnter: (index) => jump(lines[index]),
      })}
      onWheel={(event) => {
        if (event.deltaY < 0 && state.follows) log.setFollows(false);
      }}
    >
      <div role="rowgroup" style={{ height: rows.height, position: 'relative' }}>
        {rows.shown.map((index) => {
          const line = lines[index];
          return line === undefined ? null : (
            <LogLine
              key={line.ordinal}
              id={`${uid}-${index.toString()}`}
              line={line}
              top={index * rowHeight}
              isActive={index === active}
              onChoose={() => setActiveOrdinal(line.ordinal)}
              onStep={() => jump(line)}
            />
          );
        })}
      </div>
    </div>
  );
}

function isFiltered({ filter }: LogStoreState): boolean {
  return filter.text !== '' || filter.severities.length < allSeverities.length;
}

function LogNothing({ isFiltered: isCut }: { readonly isFiltered: boolean }) {
  const { text } = useShell();
  return <p className="ws-muted ws-log-nothing">{text(isCut ? 'runs:log.nothingMatches' : 'runs:log.none')}</p>;
}

interface LogLineProps {
  readonly id: string;
  readonly line: RunLogLine;
  readonly top: number;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly onStep: () => void;
}

function LogLine({ id, line, top, isActive, onChoose, onStep }: LogLineProps) {
  const { text, say, format } = useShell();
  const message = say(line.message);
  const tone = line.severity === 'information' ? '' : ` ws-log-${line.severity}`;
  const step = line.stepNumber;
  return (
    <div
      id={id}
      role="row"
      className={`ws-logline${tone}${isActive ? ' ws-current' : ''}`}
      style={{ top }}
      aria-selected={isActive}
      onClick={onChoose}
    >
      <span role="gridcell" className="ws-num ws-muted">
        {`${format.seconds(line.at)}.${String(line.at % 1000).padStart(3, '0')}`}
      </span>
      <span role="gridcell">{line.severity === 'information' ? null : <State name={line.severity} isIconOnly />}</span>
      <span
        role="gridcell"
        className="ws-log-step"
        {...(step === null ? {} : { title: text('runs:log.goToStep', { step }), onClick: onStep })}
      >
        {step ?? ''}
      </span>
      <span role="gridcell" className="ws-muted">
        <CutText>{line.component}</CutText>
      </span>
      <span role="gridcell" className="ws-ellipsis" title={message}>
        {message}
      </span>
    </div>
  );
}
