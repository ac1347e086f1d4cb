import { afterEach, describe, expect, it } from 'vitest';
import type { RunStepRow } from '#shared/model/run';
import { createFakeProcesses, fakeOwn } from '../ports/fakes/fake-processes.ts';
import { createHarness, deviceId, packageId, type Harness } from './fakes/harness.ts';
import { command, makeModel, setVariable } from './fakes/model.ts';
import { LEASE_MS, RENEW_MS } from './run-writer.ts';

const open: Harness[] = [];
/** Its commands last until they are cancelled. */
function harness(): Harness {
  const processes = createFakeProcesses(async (_request, signal) => {
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    return { kind: 'cancelled', left: [] };
  });
  const made = createHarness({ processes });
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

async function started(h: Harness) {
  const runId = await h.start(makeModel([command('x'), setVariable('A', '1')]));
  while (h.processes.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return runId;
}
const request = {
  ...{ packageId, deviceId, sequenceName: 'S', sequenceRevision: 1, startedBy: 'me' },
  variables: [{ name: 'Given', value: 'at the start' }],
};
const states = (steps: readonly RunStepRow[]) => steps.map(({ state }) => state);

describe('making, claiming and carrying out', () => {
  it('[ENG-141] a run that was made waits, holds no device, and is carried out later by another process', async () => {
    const h = harness();
    const model = makeModel([setVariable('B', '%Given%!')]);
    const runId = await h.service.create({ ...request, model });
    expect([(await h.service.view(runId)).row.state, h.runs.claims, h.service.listActive()]).toEqual([
      'waiting',
      [],
      [],
    ]);
    expect((await h.service.view(runId)).canResume).toBe(true);
    // The device does something else first.
    await h.carryOut(makeModel([]));
    const other = h.secondService();
    expect(await other.recover()).toEqual([]);
    await other.resume(runId);
    expect((await other.whenEnded(runId)).state).toBe('succeeded');
    const { variables } = await h.service.view(runId);
    expect(variables.find(({ name }) => name === 'B')?.value).toBe('at the start!');
    await expect(other.resume(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
  });

  it('[ENG-141] of two processes one carries a waiting run out', async () => {
    const h = harness();
    const runId = await h.service.create({ ...request, model: makeModel([command('x')]) });
    const both = [h.service, h.secondService()];
    const results = await Promise.allSettled(both.map((service) => service.resume(runId)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    while (h.processes.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect([h.processes.requests.length, h.runs.claims.length]).toEqual([1, 1]);
    for (const service of both) await service.close();
  });

  it('[ENG-141] a waiting run is cancelled without anybody having carried it out', async () => {
    const h = harness();
    const runId = await h.service.create({ ...request, model: makeModel([command('x')]) });
    expect(await h.service.cancel(runId)).toMatchObject({ state: 'cancelled' });
    expect((await h.service.view(runId)).row.state).toBe('cancelled');
    await expect(h.service.resume(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
    expect(h.processes.requests).toEqual([]);
  });
});

describe('ending a run that stands', () => {
  it('[ENG-97] a run that another process takes up while it is cancelled has ended there too, and no step of it acts', async () => {
    const h = harness();
    const runId = await h.service.create({ ...request, model: makeModel([command('x')]) });
    const other = h.secondService();
    const { claim, end } = h.runs;
    const [journalled, claimed] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    let cancelled: Promise<unknown> = Promise.resolve();
    // The other one has read the run as one that stands; then its journal ends, and its row is not yet written.
    h.runs.claim = async (...given) => {
      h.runs.claim = claim;
      cancelled = h.service.cancel(runId);
      await journalled.promise;
      const made = await claim(...given);
      claimed.resolve(null);
      return made;
    };
    h.runs.end = async (...given) => {
      h.runs.end = end;
      journalled.resolve(null);
      await claimed.promise;
      return end(...given);
    };
    await expect(other.resume(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
    expect(await cancelled).toMatchObject({ state: 'cancelled' });
    expect([h.processes.requests, h.runs.claims, other.listActive()]).toEqual([[], [], []]);
    expect((await other.view(runId)).row.state).toBe('cancelled');
  });
});

describe('leases', () => {
  it('[ENG-140] a process of another computer holds its run as long as its lease, and no longer', async () => {
    const h = harness();
    const runId = await started(h);
    h.moveClaim({ ownerId: 'other', computerId: 'another computer', processId: 5, processStart: 'x' });
    const second = h.secondService();
    expect(await second.recover()).toEqual([]);
    await expect(second.resume(runId)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    h.clock.move(LEASE_MS);
    expect(await second.recover()).toEqual([runId]);
    expect([(await second.view(runId)).row.state, h.runs.claims]).toEqual(['interrupted', []]);
    await h.service.close();
  });

  it('[ENG-140] on this computer a process that is gone has lost its run at once, one that lives keeps it', async () => {
    const h = harness();
    const runId = await started(h);
    h.moveClaim({ ownerId: 'other', processId: 999, processStart: 'start of 999' });
    h.processes.alive.set(999, 'start of 999');
    h.clock.move(10 * LEASE_MS);
    const second = h.secondService();
    expect(await second.recover()).toEqual([]);
    h.processes.alive.delete(999);
    expect(await second.recover()).toEqual([runId]);
    await h.service.close();
  });

  it('[ENG-140] where the system does not tell which process has the number, the lease decides', async () => {
    for (const processStart of ['', 'start of 999']) {
      const h = harness();
      const runId = await started(h);
      h.moveClaim({ ownerId: 'other', processId: 999, processStart });
      h.processes.alive.set(999, 'start of 999');
      h.processes.lifeOf = () => 'unknown';
      const second = h.secondService();
      expect(await second.recover()).toEqual([]);
      h.clock.move(LEASE_MS);
      expect(await second.recover()).toEqual([runId]);
      await h.service.close();
    }
  });

  it('[ENG-140] an earlier owner in this very process is one of another, and its lease decides', async () => {
    const h = harness();
    const runId = await started(h);
    expect(h.runs.claims).toMatchObject([{ processId: fakeOwn.id, processStart: fakeOwn.start }]);
    const second = h.secondService();
    expect(await second.recover()).toEqual([]);
    h.clock.move(LEASE_MS);
    expect(await second.recover()).toEqual([runId]);
    await h.service.close();
  });

  it('[ENG-140] a computer that slept keeps the runs it carries out, whatever is asked of it first', async () => {
    const h = harness();
    const runId = await started(h);
    h.clock.move(100 * LEASE_MS);
    expect(await h.service.recover()).toEqual([]);
    await expect(h.service.resume(runId)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    await expect(h.start(makeModel([]))).rejects.toMatchObject({ code: 'DEVICE_BUSY' });
    expect([(await h.service.view(runId)).row.state, h.runs.claims.length]).toEqual(['running', 1]);
    await h.service.close();
  });

  it('[ENG-142] leases are renewed every few seconds, not at every call, and with what is written anyway', async () => {
    const h = harness();
    await started(h);
    const renewals: number[] = [];
    const { renew } = h.runs;
    h.runs.renew = (claims, until) => (renewals.push(claims.length), renew(claims, until));
    for (let second = 0; second < 20; second += 1) {
      h.clock.move(1000);
      await h.service.keepClaims();
    }
    expect(renewals).toEqual(Array.from({ length: 20_000 / RENEW_MS }, () => 1));
    expect(h.runs.claims[0]?.leaseUntil).toBe(h.clock.now() + LEASE_MS);
    await h.service.close();
    await h.service.keepClaims();
    expect(renewals).toHaveLength(20_000 / RENEW_MS);
  });

  it('[ENG-142] who has lost the claim ends what he does and writes nothing more', async () => {
    const h = harness();
    const runId = await started(h);
    h.clock.move(LEASE_MS);
    const second = h.secondService();
    await second.resume(runId);
    await second.whenEnded(runId);
    const rows = h.journal.rows.get(runId)?.length;
    const before = await second.view(runId);
    expect(before.row.error?.code).toBe('INTERRUPTED_STEP_UNKNOWN');
    await h.service.keepClaims();
    await h.service.whenEnded(runId);
    expect([h.service.listActive(), h.journal.rows.get(runId)?.length]).toEqual([[], rows]);
    expect(await second.view(runId)).toEqual(before);
  });

  it('[ENG-142] who has lost the claim does not begin the next step', async () => {
    let release = (): void => undefined;
    const processes = createFakeProcesses(async () => {
      if (processes.requests.length === 1) await new Promise<void>((resolve) => (release = resolve));
      return { kind: 'exited', exitCode: 0 };
    });
    const h = createHarness({ processes });
    open.push(h);
    const runId = await h.start(makeModel([command('one'), command('two')]));
    while (h.processes.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    h.moveClaim({ ownerId: 'other', fence: 77, leaseUntil: Number.MAX_SAFE_INTEGER });
    release();
    await h.service.whenEnded(runId);
    const { steps } = await h.service.view(runId);
    expect([h.processes.requests.length, states(steps)]).toEqual([1, ['running', 'not-reached']]);
    expect(h.runs.claims).toMatchObject([{ fence: 77 }]);
  });

  it('[ENG-144] what the step under way has left is ended on this computer, by the mark of its try', async () => {
    for (const computerId of ['this computer', 'another computer']) {
      const h = harness();
      const runId = await started(h);
      h.moveClaim({ ownerId: 'gone', computerId, processId: 999, processStart: 'x', leaseUntil: 0 });
      await h.secondService().recover();
      expect(h.processes.requests[0]?.mark).toMatch(new RegExp(`\\.${String(runId)}\\.1\\.1$`));
      expect(h.processes.endedMarks).toEqual(computerId === 'this computer' ? [`gone.${String(runId)}.1.1`] : []);
      await h.service.close();
    }
  });

  it('[ENG-160] a cancel tries again to end what was left, and names what goes on', async () => {
    const h = harness();
    const runId = await started(h);
    h.moveClaim({ ownerId: 'gone', processId: 999, processStart: 'x', leaseUntil: 0 });
    const ended: string[] = [];
    h.processes.endMarked = (marks) =>
      Promise.resolve({ left: ended.push(...marks) > 1 ? [4711] : [4711, 4712], unread: [] });
    const second = h.secondService();
    await second.recover();
    expect((await second.view(runId)).row.state).toBe('interrupted');
    const left = [{ code: 'not-ended', processes: [4711] }];
    const [{ mark } = {}] = h.processes.requests;
    expect(await h.secondService().cancel(runId)).toEqual({ state: 'cancelled', left });
    const owners = [String(mark?.split('.')[0]), 'gone'].map((owner) => `${owner}.${String(runId)}.`);
    expect(ended).toEqual([`gone.${String(runId)}.1.1`, ...owners]);
    await h.service.close();
  });

  it('[ENG-170] a run is not taken up while a cancel ends what it left', async () => {
    const h = harness();
    const runId = await started(h);
    h.moveClaim({ ownerId: 'gone', processId: 999, processStart: 'x', leaseUntil: 0 });
    const second = h.secondService();
    await second.recover();
    const [asked, ended] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    h.processes.endMarked = async () => {
      asked.resolve(undefined);
      await ended.promise;
      return { left: [], unread: [] };
    };
    const cancelled = second.cancel(runId);
    await asked.promise;
    const refused = expect(second.resume(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
    await h.secondService().view(runId);
    ended.resolve(undefined);
    expect(await cancelled).toEqual({ state: 'cancelled', left: [] });
    await refused;
    await h.service.close();
  });

  it('[ENG-160] a cancel says that what was begun on another computer may go on there', async () => {
    const h = harness();
    const runId = await started(h);
    h.moveClaim({ ownerId: 'gone', computerId: 'another computer', processId: 999, processStart: 'x', leaseUntil: 0 });
    const left = [{ code: 'other-computer' }];
    expect(await h.secondService().cancel(runId)).toEqual({ state: 'cancelled', left });
    expect(h.processes.endedMarks).not.toContainEqual(expect.stringContaining('gone'));
    await h.service.close();
  });

  it('[ENG-161] who has lost the claim is told, by the next renewal', async () => {
    const h = harness();
    const runId = await started(h);
    const lost: number[] = [];
    h.service.onLost((id) => void lost.push(id));
    h.clock.move(LEASE_MS);
    h.moveClaim({ ownerId: 'other', fence: 77, leaseUntil: Number.MAX_SAFE_INTEGER });
    await h.service.keepClaims();
    await h.service.whenEnded(runId);
    expect([lost, h.service.listActive()]).toEqual([[runId], []]);
  });
});
