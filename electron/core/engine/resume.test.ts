import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import type { RunView } from '#shared/model/run';
import type { SequenceModel } from '#shared/model/sequence';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { createHarness, type Harness } from './fakes/harness.ts';
import { wholeModel } from './fakes/whole-model.ts';

const open: Harness[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

/** A harness where the tool fails once and then asks for a restart, and the migration point refuses once. */
function harness(): Harness {
  const made = createHarness({
    processes: createFakeProcesses(() => ({
      kind: 'exited',
      exitCode: made.processes.requests.length === 1 ? 5 : 3010,
    })),
  });
  // A resumption needs what was sealed; here the same values serve many of them.
  made.secrets.forget = () => undefined;
  made.migrationPoints.refusals.push(new AppError('MIGRATION_POINT_CLIENT_LIMIT', {}));
  open.push(made);
  return made;
}

/** What has to be the same, however often the run was interrupted. */
function essence({ row, steps, variables, environment }: RunView): unknown {
  return {
    row: [row.state, row.error, row.stepDone, row.stepTotal, row.incomplete],
    steps: steps.map((one) => [one.number, one.state, one.skipReason, one.returnCode, one.error, one.stateStoreId]),
    variables,
    environment,
  };
}

/** A second machine's stores after the process died behind the first `length` rows of the journal. */
function cutOff(whole: Harness, runId: RunId, length: number): Harness {
  const cut = harness();
  const run = whole.runs.kept.get(runId);
  if (run === undefined) throw new Error('no run');
  const { row, ...rest } = run;
  cut.runs.kept.set(runId, { ...rest, row: { ...row, state: 'interrupted', endedAt: null, stepDone: 0, error: null } });
  cut.journal.rows.set(runId, (whole.journal.rows.get(runId) ?? []).slice(0, length));
  for (const [key, value] of whole.secrets.values) cut.secrets.values.set(key, value);
  for (const [key, value] of whole.userState.stores) cut.userState.stores.set(key, value);
  // The tool's first failure belongs to the journal only when its row is there.
  const failedAlready = cut.journal.rows.get(runId)?.some((one) => one.kind === 'attempt-failed') === true;
  if (failedAlready) cut.processes.requests.push({ command: '', workingFolder: '', environment: {}, timeoutMs: null });
  return cut;
}

async function carriedOut(model: SequenceModel): Promise<{ whole: Harness; runId: RunId; view: RunView }> {
  const whole = harness();
  const runId = await whole.carryOut(model);
  return { whole, runId, view: await whole.service.view(runId) };
}

describe('resumption', () => {
  it('[ENG-7] at every row of the journal a resumed run ends as the uninterrupted one', async () => {
    const { whole, runId, view } = await carriedOut(wholeModel());
    expect(view.row).toMatchObject({ state: 'succeeded' });
    const rows = whole.journal.rows.get(runId) ?? [];
    expect(rows.length).toBeGreaterThan(40);
    for (let length = 1; length < rows.length; length += 1) {
      const last = rows[length - 1];
      const isInCommand =
        last?.kind === 'step-started' &&
        last.nodeId === view.steps.find((one) => one.name === 'Run Command Line')?.nodeId;
      const cut = cutOff(whole, runId, length);
      await cut.service.resume(runId);
      await cut.service.whenEnded(runId);
      const resumed = await cut.service.view(runId);
      if (isInCommand) {
        expect(resumed.row).toMatchObject({ state: 'failed', error: { code: 'INTERRUPTED_STEP_UNKNOWN' } });
      } else expect({ length, ...(essence(resumed) as object) }).toEqual({ length, ...(essence(view) as object) });
      cut.dispose();
    }
  });

  it('[ENG-7] a capture whose store is there is taken up, one from before the step is not', async () => {
    const { whole, runId, view } = await carriedOut(wholeModel());
    const rows = whole.journal.rows.get(runId) ?? [];
    const nodeId = view.steps.find((one) => one.name === 'Capture User State')?.nodeId;
    const started = rows.findIndex((row) => row.kind === 'step-started' && row.nodeId === nodeId) + 1;
    const taken = cutOff(whole, runId, started);
    await taken.service.resume(runId);
    expect((await taken.service.whenEnded(runId)).state).toBe('succeeded');
    expect(taken.userState.captures).toEqual([]);
    const old = cutOff(whole, runId, started);
    for (const [key, store] of old.userState.stores) old.userState.stores.set(key, { ...store, takenAt: 5 });
    await old.service.resume(runId);
    expect((await old.service.whenEnded(runId)).state).toBe('succeeded');
    expect(old.userState.captures).toHaveLength(1);
  });

  it('[ENG-7] cancelled runs and runs that had not begun are not resumed', async () => {
    const { whole, runId } = await carriedOut(wholeModel());
    const cut = cutOff(whole, runId, 5);
    await cut.service.cancel(runId);
    expect((await cut.service.view(runId)).row.state).toBe('cancelled');
    await expect(cut.service.resume(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
    await expect(cutOff(whole, runId, 0).service.resume(runId)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
  });
});
