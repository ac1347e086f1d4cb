import { Spinner, Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useModel, usePaneSize, useShell } from '../../app/shell-context.tsx';
import { CommandBar } from '../../commands/command-bar.tsx';
import { ErrorPage } from '../../components/error-text.tsx';
import { EmptyState } from '../../components/parts.tsx';
import { Splitter } from '../../components/splitter.tsx';
import type { TabOf } from '../../stores/tabs.ts';
import { RestartOfRun } from '../restart/index.tsx';
import { asShown, runsModel, type OpenRun } from './model.ts';
import { StepFacts, RunVariables } from './run-facts.tsx';
import { RunHead } from './run-head.tsx';
import { RunLog } from './run-log.tsx';
import { currentStep, failedStep, type RunModel } from './run-model.ts';
import { RunOutcome } from './run-side.tsx';
import { RunSteps } from './run-steps.tsx';

/** One run as a tab: steps and their time axis, what it does now, variables, and the log. */
export function RunTab({ tab }: { readonly tab: TabOf<'run'> }) {
  const { text } = useShell();
  const runs = useModel(runsModel);
  const open = runs.open(tab.params.runId);
  const state = useStore(open.run.store);
  const asked = useStore(runs.asked, (store) => store.runs);
  if (state.model !== null) {
    return (
      <div className="ws-page">
        <CommandBar scope="run" />
        <RunBody
          open={open}
          model={{ ...state.model, row: asShown(state.model.row, asked) }}
          now={state.now}
          selectedNodeId={state.selectedNodeId}
        />
      </div>
    );
  }
  if (state.status === 'loading') return <Spinner label={text('runs:loading')} delay={400} />;
  if (state.problem?.code === 'RUN_NOT_FOUND') {
    return <EmptyState title={text('runs:gone.title')} text={text('runs:gone.text')} />;
  }
  return state.problem === null ? null : <ErrorPage problem={state.problem} onRetry={() => void open.run.refresh()} />;
}

interface RunBodyProps {
  readonly open: OpenRun;
  readonly model: RunModel;
  readonly now: number;
  readonly selectedNodeId: string | null;
}

/** Below this width of the window the pane beside the steps would leave their names no room. */
const tabsBelow = 1000;

function RunBody({ open, model, now, selectedNodeId }: RunBodyProps) {
  const { text } = useShell();
  const side = usePaneSize('run-side', 400);
  const log = usePaneSize('run-log', 212);
  const followed = currentStep(model.steps) ?? failedStep(model);
  const activeNodeId = selectedNodeId ?? followed?.nodeId ?? null;
  const goTo = (stepNumber: number): void => {
    const step = model.steps[stepNumber - 1] ?? model.steps.find((one) => one.number === stepNumber);
    if (step !== undefined) open.run.select(step.nodeId);
  };
  const upper = (
    <Splitter
      direction="row"
      side="end"
      size={side.size}
      minimum={280}
      maximum={640}
      tabsBelow={tabsBelow}
      onSize={side.setSize}
      name={text('runs:side.details')}
      restName={text('runs:steps.region')}
      start={
        <RunSteps
          model={model}
          now={now}
          activeNodeId={activeNodeId}
          onSelect={(nodeId) => open.run.select(nodeId === followed?.nodeId ? null : nodeId)}
        />
      }
      end={<RunSide model={model} now={now} activeNodeId={activeNodeId} onStep={goTo} />}
    />
  );
  return (
    <>
      <RunHead model={model} now={now} />
      <Splitter
        direction="column"
        side="end"
        size={log.size}
        minimum={90}
        maximum={480}
        onSize={log.setSize}
        name={text('runs:log.region')}
        restName={text('runs:steps.region')}
        start={upper}
        end={<RunLog log={open.log} onStep={goTo} />}
      />
    </>
  );
}

interface RunSideProps {
  readonly model: RunModel;
  readonly now: number;
  readonly activeNodeId: string | null;
  readonly onStep: (stepNumber: number) => void;
}

function RunSide({ model, now, activeNodeId, onStep }: RunSideProps) {
  const shell = useShell();
  const { text } = shell;
  const [tab, setTab] = useState('variables');
  const place = activeNodeId === null ? undefined : model.places.get(activeNodeId);
  const step = place === undefined ? null : (model.steps[place] ?? null);
  const openResult = (stateStoreId: NonNullable<NonNullable<typeof step>['stateStoreId']>): void => {
    shell.tabs.open({
      kind: 'state-result',
      params: { stateStoreId },
      title: text('user-state:result.tab'),
      key: stateStoreId,
    });
  };
  return (
    <aside className="ws-run-side" aria-label={text('runs:side.details')} data-region="details">
      <RestartOfRun runId={model.row.id} />
      <RunOutcome model={model} onStep={onStep} />
      <div className="ws-details-head">
        <TabList
          size="small"
          selectedValue={tab}
          aria-label={text('runs:side.details')}
          onTabSelect={(_event, data) => setTab(String(data.value))}
        >
          <Tab value="variables">{text('runs:variables.tab', { count: model.variables.length })}</Tab>
          <Tab value="step">{text('runs:detail.tab')}</Tab>
        </TabList>
      </div>
      <div className="ws-run-facts">
        {tab === 'variables' ? (
          <RunVariables model={model} />
        ) : (
          <StepFacts step={step} isOver={model.row.state !== 'running'} now={now} onResult={openResult} />
        )}
      </div>
    </aside>
  );
}
