import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { SequenceNode } from '#shared/model/sequence';
import { createHarness, type Harness } from '../fakes/harness.ts';
import { makeModel, step } from '../fakes/model.ts';

const open: Harness[] = [];
function harness(): Harness {
  const made = createHarness();
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

async function run(h: Harness, ...nodes: SequenceNode[]) {
  return h.service.view(await h.carryOut(makeModel(nodes)));
}
const request = (use: string): SequenceNode => step('request-state-store', { requestType: use });
const capture = (): SequenceNode => step('capture-user-state');
const release = (): SequenceNode => step('release-state-store', {});
const messages = (h: Harness): string => h.logSink.entries.map((entry) => entry.message).join('\n');

describe('what was left out', () => {
  it('[ENG-150] after a restore that left something out the store is kept, and the log says so', async () => {
    const h = harness();
    h.migrationPoints.keepsAfterRestore = true;
    h.userState.missingCount = 2;
    const { row } = await run(h, request('restore'), step('restore-user-state', { localAccounts: 'true' }), release());
    expect(row).toMatchObject({ state: 'succeeded', incomplete: true });
    expect(messages(h)).toContain('was not complete: its store is kept');
    expect(messages(h)).not.toContain('its retention time starts');
  });

  it('[ENG-151] the step that left something out says so itself, with its code', async () => {
    const h = harness();
    h.userState.missingCount = 2;
    const { steps } = await run(h, request('capture'), capture(), release());
    expect(steps.map(({ state, isIncomplete, returnCode }) => [state, isIncomplete, returnCode])).toEqual([
      ['succeeded', false, 0],
      ['succeeded', true, 3],
      ['succeeded', false, 0],
    ]);
  });

  it('[ENG-79] a capture whose store cannot be read again has failed, and is not being captured for ever', async () => {
    const h = harness();
    h.userState.describe = () => Promise.reject(new AppError('STATE_STORE_NOT_FOUND', { path: '/smp' }));
    const { row } = await run(h, request('capture'), capture());
    expect([row.state, h.migrationPoints.events.at(-1)]).toEqual(['failed', 'ended capture-failed']);
  });
});
