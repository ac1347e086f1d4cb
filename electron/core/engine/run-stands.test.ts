import { afterEach, expect, it } from 'vitest';
import { message } from '#shared/contract/message';
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
