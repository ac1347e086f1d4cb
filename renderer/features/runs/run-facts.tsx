import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { RunStepRow, RunVariable } from '#shared/model/run';
import { describeStepType } from '#shared/steps/catalog';
import type { MessageOrText } from '#shared/contract/message-shape';
import { errorText } from '#shared/text/say';
import { useListLayout, useListSelection, useShell } from '../../app/shell-context.tsx';
import { DataList } from '../../components/data-list.tsx';
import type { Column } from '../../components/list-model.ts';
import { EmptyState, Facts } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { tookMs } from './run-figures.ts';
import type { RunModel } from './run-model.ts';
import { returnCodeText, setByWords, stepStateWords } from './run-words.ts';
import { CutText } from '../../components/cut-text.tsx';

/** Variables of the run: those that changed last are marked, secret values are never here. */
export function RunVariables({ model }: { readonly model: RunModel }) {
  const { text } = useShell();
  const layout = useListLayout('run-variables');
  const selection = useListSelection('run-variables');
  const columns = useMemo<readonly Column<RunVariable>[]>(
    () => [
      {
        id: 'name',
        name: text('runs:variables.name'),
        width: 184,
        isName: true,
        text: (variable) => variable.name,
        cell: (variable) => <CutText className="ws-mono">{variable.name}</CutText>,
      },
      {
        id: 'value',
        name: text('runs:variables.value'),
        minWidth: 90,
        text: (variable) => (variable.isHidden ? text('runs:variables.hidden') : (variable.value ?? '')),
        cell: (variable) =>
          variable.isHidden ? (
            <span className="ws-secret">{text('runs:variables.hidden')}</span>
          ) : (
            <CutText className="ws-mono">{variable.value ?? ''}</CutText>
          ),
      },
      {
        id: 'setBy',
        name: text('runs:variables.setBy'),
        width: 96,
        text: (variable) => setByWords({ text }, variable),
      },
    ],
    [text],
  );
  return (
    <DataList
      {...layout}
      {...selection}
      label={text('runs:variables.label')}
      columns={columns}
      rows={model.variables}
      id={(variable) => variable.name}
      rowClass={(variable) => (model.changedVariables.has(variable.name) ? 'ws-changed' : '')}
      isMultiple={false}
      empty={<EmptyState title={text('runs:variables.none')} />}
    />
  );
}

interface StepFactsProps {
  readonly step: RunStepRow | null;
  readonly isOver: boolean;
  readonly now: number;
  readonly onResult: (stateStoreId: NonNullable<RunStepRow['stateStoreId']>) => void;
}

/** What one step did. */
export function StepFacts({ step, isOver, now, onResult }: StepFactsProps) {
  const { text, say, format } = useShell();
  if (step === null) return <p className="ws-muted ws-pad">{text('runs:detail.none')}</p>;
  const words = stepStateWords({ text }, step, isOver);
  const took = tookMs(step, now);
  const none = text('runs:detail.noTime');
  const error = step.error === null ? null : errorText(text, step.error.code, step.error.details);
  const store = step.stateStoreId;
  const rows: (readonly [string, React.ReactNode])[] = [
    [text('runs:detail.number'), `${step.number.toString()} ${step.name}`],
    [text('runs:detail.type'), say(typeName(step, text('runs:steps.group')))],
    [
      text('runs:detail.state'),
      <State key="state" name={words.state}>
        {words.text}
      </State>,
    ],
    [text('runs:detail.started'), step.startedAt === null ? none : format.seconds(step.startedAt)],
    [text('runs:detail.ended'), step.endedAt === null ? none : format.seconds(step.endedAt)],
    [text('runs:detail.took'), took === null ? none : format.duration(took)],
  ];
  if (step.attempts > 1) rows.push([text('runs:detail.attempts'), step.attempts]);
  if (step.returnCode !== null) rows.push([text('runs:detail.returnCode'), returnCodeText(step.returnCode)]);
  if (step.conditionText !== null) rows.push([text('runs:detail.condition'), say(step.conditionText)]);
  if (error !== null)
    rows.push([text('runs:detail.error'), error.sentence], [text('runs:detail.remedy'), error.remedy]);
  if (store !== null) {
    rows.push([
      text('runs:detail.result'),
      <Button key="result" size="small" onClick={() => onResult(store)}>
        {text('runs:detail.openResult')}
      </Button>,
    ]);
  }
  return (
    <div className="ws-pad ws-run-step-facts">
      <Facts rows={rows} />
    </div>
  );
}

function typeName(step: RunStepRow, group: string): MessageOrText {
  if (step.kind === 'group') return group;
  return describeStepType(step.type)?.label ?? step.type;
}
