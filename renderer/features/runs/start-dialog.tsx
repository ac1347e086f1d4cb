import { Button, Field, Input } from '@fluentui/react-components';
import { Add16Regular, Delete16Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { DeviceRow } from '#shared/model/device';
import { hasShellCharacters } from '#shared/model/shell-characters';
import type { StatePurpose } from '#shared/model/lists';
import { errorText } from '#shared/text/say';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { DevicePicker } from '../../app/device-picker.tsx';
import { RowPicker, useRow } from '../../app/row-picker.tsx';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { DialogProps, Shell } from '../../app/types.ts';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Callout } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { devicesList } from '../devices/index.tsx';
import { runnableList } from './model.ts';
import { startInput, startProblems, type StartForm, type StartProblem, type VariableForm } from './start-form.ts';
import { openRun } from './tabs.ts';

/** Chooses what runs where, with which variables, and starts it. */
export function StartRunDialog({ request, close }: DialogProps<'run.start'>) {
  const shell = useShell();
  const { text } = shell;
  const { purpose } = request;
  const [entered, setForm] = useState<StartForm>({
    packageId: request.packageId,
    deviceId: request.deviceId,
    variables: [],
  });
  const fitting = useFitting(purpose ?? null, request.isInPlace ?? false);
  const form = { ...entered, packageId: entered.packageId ?? fitting };
  const [isTried, setIsTried] = useState(false);
  const work = useWork();
  const device = useRow(devicesList, form.deviceId);
  const sequence = useRow(runnableList, form.packageId);
  const problems = isTried ? startProblems(form) : [];
  const submit = (): void => {
    setIsTried(true);
    const input = startInput(form);
    if (input === null || device === null || device.connection.kind === 'none') return;
    work.run(async () => {
      if (await mayStart(shell, input, device)) close(await startRun(shell, input, device));
    });
  };
  return (
    <FormDialog
      title={text('runs:start.title')}
      action={device === null ? text('runs:start.run') : text('runs:start.runOn', { device: device.name })}
      width={640}
      isBusy={work.isBusy}
      problem={work.problem}
      onSubmit={submit}
      onClose={() => close()}
    >
      <SequencePicker
        purpose={purpose ?? null}
        value={form.packageId}
        onChange={(packageId) => setForm({ ...form, packageId })}
        problem={hasProblem(problems, 'sequence') ? text('runs:start.noSequence') : undefined}
      />
      <DevicePicker
        list={devicesList}
        label={text('runs:start.device')}
        placeholder={text('runs:start.devicePlaceholder')}
        value={form.deviceId}
        onChange={(deviceId) => setForm({ ...form, deviceId })}
        problem={hasProblem(problems, 'device') ? text('runs:start.noDevice') : undefined}
      />
      <StartNotes device={device} sequence={sequence} variables={form.variables} />
      <Variables
        variables={form.variables}
        problems={problems}
        onChange={(variables) => setForm({ ...form, variables })}
      />
    </FormDialog>
  );
}

/** So many steps are named one by one. */
const mostNamed = 12;

/** What cannot act on the device is named with what it needs, and the person decides. True when nothing is. */
async function mayStart(
  { client, dialogs, text }: Shell,
  input: NonNullable<ReturnType<typeof startInput>>,
  device: DeviceRow,
): Promise<boolean> {
  const { refusals } = await client.call('run.lookAhead', input);
  if (refusals.length === 0) return true;
  const named = refusals.slice(0, mostNamed).map(({ number, name, code, details, isConditional }) => {
    const reason = errorText(text, code, details).sentence;
    return text(isConditional ? 'runs:refused.maybe' : 'runs:refused.step', { number, name, reason });
  });
  const more = refusals.length - named.length;
  const answer = await dialogs.ask('confirm', {
    title: text('runs:refused.title', { count: refusals.length, device: device.name }),
    text: text('runs:refused.text'),
    items: more === 0 ? named : [...named, text('runs:refused.more', { count: more })],
    action: text('runs:refused.run'),
    keep: text('runs:refused.keep'),
  });
  return answer === 'action';
}

async function startRun(
  shell: Shell,
  input: NonNullable<ReturnType<typeof startInput>>,
  device: DeviceRow,
): Promise<Awaited<ReturnType<typeof shell.client.call<'run.start'>>>['runId']> {
  const { runId } = await shell.client.call('run.start', input);
  openRun(shell, runId, device.name);
  shell.announcer.say(shell.text('runs:start.started', { run: runId, device: device.name }));
  return runId;
}

function hasProblem(problems: readonly StartProblem[], field: StartProblem['field']): boolean {
  return problems.some((problem) => problem.field === field);
}

interface StartNotesProps {
  readonly device: DeviceRow | null;
  readonly sequence: TaskSequenceRow | null;
  readonly variables: readonly VariableForm[];
}

/** What a person should know before it starts. */
function StartNotes({ device, sequence, variables }: StartNotesProps) {
  const { text } = useShell();
  const acting = variables.filter(({ value }) => hasShellCharacters(value)).map(({ name }) => name);
  if (device?.connection.kind === 'none') {
    return (
      <Callout tone="error">
        <State name="error">{text('runs:start.notRunnable', { device: device.name })}</State>
      </Callout>
    );
  }
  return (
    <>
      {sequence !== null && !sequence.enabled ? (
        <Callout tone="warning">
          <State name="warning">{text('runs:start.disabled')}</State>
        </Callout>
      ) : null}
      {device?.allowHostCommands === true ? (
        <Callout tone="warning">
          <State name="warning">{text('runs:start.hostCommands', { device: device.name })}</State>
        </Callout>
      ) : null}
      {device?.allowHostCommands === true && acting.length > 0 ? (
        <Callout tone="warning">
          <State name="warning">
            {text('runs:start.shellCharacters', { count: acting.length, names: acting.join(', ') })}
          </State>
        </Callout>
      ) : null}
    </>
  );
}

/** As many are looked at for the one that fits. */
const mostFitting = 200;

/** The sequence to begin with: for one device that which captures and restores, for two that which does only its part. */
function useFitting(purpose: StatePurpose | null, isInPlace: boolean): TaskSequenceRow['packageId'] | null {
  const ask = (holds: StatePurpose) => ({ holds, enabled: true, limit: mostFitting });
  const able = useAnswer('sequence.list', purpose === null ? null : ask(purpose)).data?.rows;
  const other = useAnswer('sequence.list', purpose === null ? null : ask(purpose === 'capture' ? 'restore' : 'capture'))
    .data?.rows;
  // Both answers first: a choice that changes by itself would be worse than none.
  if (able === undefined || other === undefined) return null;
  const both = new Set(other.map(({ packageId }) => packageId));
  return (able.find(({ packageId }) => both.has(packageId) === isInPlace) ?? able[0])?.packageId ?? null;
}

interface SequencePickerProps {
  readonly purpose: StatePurpose | null;
  readonly value: TaskSequenceRow['packageId'] | null;
  readonly onChange: (packageId: TaskSequenceRow['packageId']) => void;
  readonly problem: string | undefined;
}

function SequencePicker({ purpose, value, onChange, problem }: SequencePickerProps) {
  const { text } = useShell();
  const criteria = useMemo(() => (purpose === null ? {} : { holds: purpose }), [purpose]);
  return (
    <RowPicker
      list={runnableList}
      criteria={criteria}
      label={text('runs:start.sequence')}
      placeholder={text('runs:start.sequencePlaceholder')}
      value={value}
      onChange={(sequence) => onChange(sequence.packageId)}
      nameOf={(sequence) => sequence.name}
      hintOf={(sequence) => sequence.packageId}
      problem={problem}
    />
  );
}

interface VariablesProps {
  readonly variables: readonly VariableForm[];
  readonly problems: readonly StartProblem[];
  readonly onChange: (variables: readonly VariableForm[]) => void;
}

function Variables({ variables, problems, onChange }: VariablesProps) {
  const { text } = useShell();
  const change = (key: number, part: Partial<VariableForm>): void =>
    onChange(variables.map((variable) => (variable.key === key ? { ...variable, ...part } : variable)));
  const add = (): void => onChange([...variables, { key: (variables.at(-1)?.key ?? 0) + 1, name: '', value: '' }]);
  return (
    <Field label={text('runs:start.variables')} hint={text('runs:start.variablesHint')} size="small">
      <div className="ws-minilist" role="group" aria-label={text('runs:start.variables')}>
        {variables.map((variable, index) => {
          const number = index + 1;
          const problem = problems.find((one) => one.field === 'variable' && one.key === variable.key);
          return (
            <div key={variable.key} className="ws-variable-row">
              <Field
                size="small"
                {...(problem === undefined
                  ? {}
                  : {
                      validationMessage: text(problem.kind === 'twice' ? 'runs:start.twice' : 'runs:start.invalidName'),
                    })}
              >
                <Input
                  size="small"
                  className="ws-mono"
                  placeholder={text('runs:start.name')}
                  aria-label={text('runs:start.nameOf', { number })}
                  value={variable.name}
                  onChange={(_event, data) => change(variable.key, { name: data.value })}
                />
              </Field>
              <Input
                size="small"
                className="ws-mono"
                placeholder={text('runs:start.value')}
                aria-label={text('runs:start.valueOf', { number })}
                value={variable.value}
                onChange={(_event, data) => change(variable.key, { value: data.value })}
              />
              <Button
                size="small"
                appearance="subtle"
                icon={<Delete16Regular />}
                aria-label={text('runs:start.remove', { number })}
                onClick={() => onChange(variables.filter((one) => one.key !== variable.key))}
              />
            </div>
          );
        })}
        <div className="ws-row ws-minibar">
          <Button size="small" appearance="subtle" icon={<Add16Regular />} onClick={add}>
            {text('runs:start.add')}
          </Button>
        </div>
      </div>
    </Field>
  );
}
