import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { RunId } from '#shared/model/ids';
import { systemError } from '../ports/system-reason.ts';
import { createHarness, type Harness } from './fakes/harness.ts';
import { makeModel, setVariable } from './fakes/model.ts';
import type { RunAdvanced } from './run-contract.ts';

let h: Harness;
afterEach(() => h.dispose());

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !condition(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  if (!condition()) throw new Error('the condition never held');
}

it('[STO-232] a run whose log finds no room stands with the cause, is told, and goes on without it', async () => {
  h = createHarness();
  const told: RunAdvanced[] = [];
  h.service.onAdvanced((payload) => told.push(payload));
  const { append } = h.logFiles;
  h.logFiles.append = () => Promise.reject(systemError('ENOSPC', 'write', ''));
  const runId = await h.carryOut(makeModel([setVariable('A', '1'), setVariable('B', '2')]));
  const stands = {
    state: 'interrupted',
    error: { code: 'SYSTEM_REFUSED', details: { reason: message('reasons:system.ENOSPC') } },
  };
  expect((await h.service.view(runId)).row).toMatchObject(stands);
  expect(told.at(-1)?.row).toMatchObject(stands);
  h.logFiles.append = append;
  await h.service.resume(runId);
  await until(() => h.runs.kept.get(runId)?.row.state === 'succeeded');
  expect((await h.service.view(runId)).row.error).toBeNull();
});

describe('a run that the store has no room for', () => {
  const full = (): Promise<never> => Promise.reject(new AppError('STORE_FULL', { file: 'site.db', reason: 'no room' }));
  const stopped = { state: 'interrupted', error: { code: 'STORE_FULL' }, isCancelling: false };

  /** Stops a run at its second step: from then on the store takes nothing. Gives how room is made. */
  async function stopRun(): Promise<{ readonly runId: RunId; readonly told: RunAdvanced[]; makeRoom(): void }> {
    const told: RunAdvanced[] = [];
    h.service.onAdvanced((payload) => told.push(payload));
    const { append } = h.journal;
    const { end } = h.runs;
    h.journal.append = async (runId, decision) => {
      if (decision.rows.some(({ kind }) => kind === 'step-succeeded')) {
        h.journal.append = full;
        h.runs.end = full;
        return full();
      }
      return append(runId, decision);
    };
    const runId = await h.carryOut(makeModel([setVariable('A', '1'), setVariable('B', '2')]));
    const makeRoom = (): void => {
      Object.assign(h.journal, { append });
      Object.assign(h.runs, { end });
    };
    return { runId, told, makeRoom };
  }

  it('[STO-233] is shown as stopped, with the cause, to whoever asks, waits or looks on', async () => {
    h = createHarness();
    const { runId, told } = await stopRun();
    const stored = h.runs.kept.get(runId)?.row;
    expect(stored?.state).toBe('running');
    expect((await h.service.view(runId)).row).toMatchObject(stopped);
    expect(await h.service.whenEnded(runId)).toMatchObject(stopped);
    expect(stored && h.service.show(stored)).toMatchObject(stopped);
    expect(told.at(-1)?.row).toMatchObject(stopped);
    expect(h.service.listActive()).toEqual([]);
  });

  it('[STO-233] can be neither resumed nor cancelled before there is room, which is what is said', async () => {
    h = createHarness();
    const { runId } = await stopRun();
    await expect(h.service.resume(runId)).rejects.toMatchObject({ code: 'STORE_FULL' });
    await expect(h.service.cancel(runId)).rejects.toMatchObject({ code: 'STORE_FULL' });
  });

  it('[STO-233] is written as soon as there is room, and goes on', async () => {
    h = createHarness();
    const { runId, makeRoom } = await stopRun();
    makeRoom();
    await h.service.recover();
    expect(h.runs.kept.get(runId)?.row).toMatchObject(stopped);
    await h.service.resume(runId);
    await until(() => h.runs.kept.get(runId)?.row.state === 'succeeded');
    expect((await h.service.view(runId)).row).toMatchObject({ state: 'succeeded', error: null });
  });

  it('[STO-233] is resumed at once by who has made room, without a look in between', async () => {
    h = createHarness();
    const { runId, makeRoom } = await stopRun();
    makeRoom();
    await h.service.resume(runId);
    await until(() => h.runs.kept.get(runId)?.row.state === 'succeeded');
  });

  it('[STO-233] another process that cannot write either shows what a killed one has left as interrupted', async () => {
    h = createHarness();
    const { runId } = await stopRun();
    h.moveClaim({ ownerId: 'gone', processId: 4711, processStart: 'then' });
    const second = h.secondService();
    await second.recover();
    expect((await second.view(runId)).row.state).toBe('interrupted');
  });
});
