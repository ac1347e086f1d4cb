import type { RunId } from '#shared/model/ids';
import type { RunSelection } from '#shared/model/lists';
import type { RunRow } from '#shared/model/run';
import { leftMessage } from '#shared/text/left-of-run';
import type { Shell } from '../../app/types.ts';
import { removeChosen } from '../../app/use-chosen.ts';
import { runsModel, runsNode } from './model.ts';
import type { Chosen } from '../../stores/lists.ts';
import { currentStep, resultStore } from './run-model.ts';
import type { RunModel } from './run-model.ts';

/** Asks, naming what stays and what is lost, then cancels. */
export async function cancelRun(shell: Shell, row: RunRow, model: RunModel | null): Promise<void> {
  const step = model === null ? null : currentStep(model.steps);
  const values = { run: row.id, sequence: row.sequenceName, device: row.deviceName };
  const where =
    step === null
      ? shell.text('runs:question.cancelTextPlain', values)
      : shell.text('runs:question.cancelText', { ...values, step: `${String(step.number)} ${step.name}` });
  const answer = await shell.dialogs.ask('confirm', {
    title: shell.text('runs:question.cancelTitle', values),
    text: where,
    items: [
      shell.text('runs:question.cancelKept', { done: row.stepDone, count: row.stepTotal, device: row.deviceName }),
      shell.text('runs:question.cancelStep'),
    ],
    action: shell.text('runs:question.cancelRun'),
    keep: shell.text('runs:question.goOn'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  shell.announcer.say(shell.text('runs:said.cancelling', { run: row.id }));
  const { state, left } = await shell.model(runsModel).cancel(row.id);
  if (state !== 'cancelled' && state !== 'running') return;
  const said = state === 'running' ? 'runs:said.cancelAsked' : 'runs:said.cancelled';
  const goesOn = left.map((one) => shell.say(leftMessage(one)));
  const title = shell.text(said, { run: row.id });
  if (goesOn.length === 0) shell.toasts.show({ intent: 'info', title });
  else shell.toasts.show({ intent: 'warning', title, text: goesOn.join(' ') });
}

export async function resumeRun(shell: Shell, runId: RunId): Promise<void> {
  await shell.client.call('run.resume', { runId });
  shell.announcer.say(shell.text('runs:said.resumed', { run: runId }));
}

/** Ended runs only; asks first, because a journal cannot be brought back. */
export async function deleteRuns(shell: Shell, chosen: Chosen<RunRow>): Promise<void> {
  const { input, rows, count } = chosen;
  if (input === null) return;
  const values = { count, run: rows[0]?.id ?? 0 };
  const answer = await shell.dialogs.ask('confirm', {
    title: shell.text('runs:question.deleteTitle', values),
    text: shell.text('runs:question.deleteText', values),
    ...(rows.length < 2
      ? {}
      : { items: rows.map((row) => `${String(row.id)} ${row.sequenceName}, ${row.deviceName}`) }),
    action: shell.text('runs:question.delete', values),
    keep: shell.text('runs:question.keep', values),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  const deleted = await removeChosen(shell, runsNode, async () => {
    const done = await shell.client.call('run.delete', { runs: input as RunSelection });
    await Promise.all(rows.map((row) => shell.tabs.close(`run:${String(row.id)}`)));
    await shell.cache.change([{ kind: 'runs', ids: null }]);
    return done;
  });
  shell.toasts.show({ intent: 'success', title: shell.text('runs:said.deleted', { ...values, count: deleted.count }) });
}

export async function showLogFile(shell: Shell, runId: RunId): Promise<void> {
  const { path, transferId } = await shell.client.call('run.logFile', { runId });
  await shell.dialogs.ask('run.logFile', { runId, path, transferId });
}

/** From the list only the row is known: the steps are asked for. */
export async function findResult(shell: Shell, runId: RunId): Promise<ReturnType<typeof resultStore>> {
  const view = await shell.client.call('run.get', { runId });
  return resultStore(view.steps);
}
