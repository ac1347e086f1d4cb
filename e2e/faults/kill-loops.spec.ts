import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '#shared/contract/client';
import type { PackageId } from '#shared/model/ids';
import { expect, test } from '../fixtures/app.ts';
import { Host, waystation, waystationDone } from '../fixtures/host.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';

/** The long loops are for the night: `npm run e2e -- --all faults`. */
const isLong = process.env['WAYSTATION_LONG'] === '1';
const rounds = (short: number, long: number): number => (isLong ? long : short);

test.setTimeout(isLong ? 3_600_000 : 180_000);

/** Calls until the connection ends under it; whatever else goes wrong is a fault. */
async function untilKilled(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await work();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'CONNECTION_LOST') return;
      throw error;
    }
  }
}

async function demandSound(site: string): Promise<void> {
  const check = await waystation('site', 'check', '--site', site);
  expect([check.exitCode, check.stdout.trim()]).toEqual([0, 'Nothing found.']);
}

test('[E2E-30] killed while importing: every file is there whole or not at all, and none that was answered is lost', async ({
  folder,
  site,
}) => {
  const zip = join(folder, 'all.zip');
  await waystationDone('sequence', 'export', 'WAY00001', 'WAY00002', 'WAY00003', '--out', zip, '--site', site);
  const answered: PackageId[] = [];
  const host = new Host(site);
  for (let round = 0; round < rounds(3, 40); round += 1) {
    await host.start();
    const client = await host.connect();
    let left = 2 + ((round * 7) % 11);
    const killed = untilKilled(async () => {
      const result = await client.call('sequence.import', { sources: [{ kind: 'path', path: zip }], folderId: null });
      answered.push(...result.imported.map(({ packageId }) => packageId));
      left -= 1;
      // Not awaited: the kill comes while the next import is on its way.
      if (left === 0) void host.kill();
    });
    await killed;
    await host.kill();
    await demandSound(site);
    const { sequences } = JSON.parse(await waystationDone('sequence', 'list', '--json', '--site', site)) as {
      sequences: { packageId: string; name: string; stepCount: number }[];
    };
    const there = new Set(sequences.map(({ packageId }) => packageId));
    expect(answered.filter((packageId) => !there.has(packageId))).toEqual([]);
    const counts = [
      'Replace computer: capture from the old one',
      'Replace computer: restore to the new one',
      'First look',
    ].map((name) => sequences.filter((sequence) => sequence.name === name && sequence.stepCount > 0).length);
    expect(counts, 'as many of each sequence of the file').toEqual([counts[0], counts[0], counts[0]]);
  }
  expect(answered.length).toBeGreaterThanOrEqual(rounds(3, 40) * 6);
});

test('[E2E-31] killed while editing and saving: every change that was answered is in the draft or in the sequence', async ({
  folder,
  site,
}) => {
  const file = writeSequence(join(folder, 'counting.xml'), countingSequence(40));
  const made = JSON.parse(await waystationDone('sequence', 'import', file, '--json', '--site', site)) as {
    imported: { packageId: PackageId }[];
  };
  const packageId = made.imported[0]?.packageId ?? ('' as PackageId);
  const host = new Host(site);
  /** The name that the group was last given, and what was asked for but not answered. */
  let answered = 'Count';
  let asked = answered;
  let savedRevision = 1;
  let names = 0;
  for (let round = 0; round < rounds(3, 40); round += 1) {
    await host.start();
    const client = await host.connect();
    const state = await client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
    expect([answered, asked]).toContain(state.rows[0]?.name);
    expect(state.revision).toBeGreaterThanOrEqual(savedRevision);
    const { sessionId, epoch } = state;
    const id = state.rows[0]?.id ?? '';
    let left = 3 + ((round * 13) % 17);
    await untilKilled(async () => {
      names += 1;
      asked = `Count ${String(names)}`;
      await client.call('editor.apply', { sessionId, epoch, edits: [{ kind: 'setName', id, name: asked }] });
      answered = asked;
      left -= 1;
      if (left === 0) void host.kill();
      if (names % 3 === 0) {
        const saved = await client.call('editor.save', { sessionId, epoch, overwrite: false });
        savedRevision = saved.revision;
      }
    });
    await host.kill();
    await demandSound(site);
  }
  await host.start();
  const client = await host.connect();
  const { sessionId, epoch, history } = await client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  expect(history.undoCount).toBeGreaterThan(0);
  await client.call('editor.undo', { sessionId, epoch, steps: history.undoCount });
  await client.call('editor.save', { sessionId, epoch, overwrite: false });
  await host.stop();
  const printed = await waystationDone('sequence', 'print', packageId, '--site', site);
  expect(printed, 'undone over all the kills, every byte is back').toBe(countingSequence(40));
});

interface Killed {
  readonly runId: number;
  readonly finished: ReadonlyMap<string, number | null>;
}

/** Starts the capture and kills the host after so many reports of the capturing step. */
async function killInCapture(host: Host, client: Client, reports: number): Promise<Killed> {
  const [device] = (await client.call('device.list', { names: ['OLD-PC'] })).rows;
  const deviceId = device?.id;
  if (deviceId === undefined) throw new Error('The sample has no OLD-PC.');
  const finished = new Map<string, number | null>();
  let left = reports;
  const killed = new Promise<void>((resolve) => {
    client.on('run.advanced', ({ steps }) => {
      for (const step of steps) if (step.state === 'succeeded') finished.set(step.nodeId, step.startedAt);
      const isCapturing = steps.some(({ name, state }) => name.startsWith('Capture User Files') && state === 'running');
      if (isCapturing) left -= 1;
      if (left === 0) resolve(host.kill());
    });
  });
  const packageId = 'WAY00001' as PackageId;
  const { runId } = await client.call('run.start', { packageId, deviceId, variables: [] });
  await killed;
  return { runId, finished };
}

test('[E2E-32] killed while capturing: nothing half is offered, and the resumed run repeats no finished step', async ({
  site,
}) => {
  const host = new Host(site);
  for (let round = 0; round < rounds(2, 20); round += 1) {
    await host.start();
    const { runId, finished } = await killInCapture(host, await host.connect(), 1 + round);
    expect(finished.size).toBeGreaterThanOrEqual(2);

    await host.start();
    const client = await host.connect();
    const view = await client.call('run.get', { runId: runId });
    expect([view.row.state, view.canResume]).toEqual(['interrupted', true]);
    const { rows } = await client.call('stateStore.list', { runId });
    const mine = rows.filter(({ captureRunId }) => captureRunId === runId);
    expect(mine.filter(({ state }) => state === 'captured' || state === 'available')).toEqual([]);

    const ended = new Promise<void>((resolve) => {
      client.on('run.advanced', ({ row }) => {
        if (row.id === runId && row.state !== 'running' && row.state !== 'interrupted') resolve();
      });
    });
    await client.call('run.resume', { runId: runId });
    await ended;
    const after = await client.call('run.get', { runId: runId });
    expect([after.row.state, after.row.incomplete]).toEqual(['succeeded', false]);
    const again = after.steps.filter(
      ({ nodeId, startedAt, attempts }) => finished.has(nodeId) && (finished.get(nodeId) !== startedAt || attempts > 1),
    );
    expect(again, 'finished steps are not repeated').toEqual([]);
    await host.stop();

    const stores = JSON.parse(await waystationDone('state', 'list', '--json', '--site', site)) as {
      stateStores: { id: string; captureRunId: number | null; path: string; fileCount: number }[];
    };
    const store = stores.stateStores.find(({ captureRunId }) => captureRunId === runId);
    expect(store?.fileCount).toBeGreaterThan(300);
    await waystationDone('state', 'verify', store?.id ?? '', '--site', site);
    const partial = readdirSync(join(site, 'smp'), { recursive: true }).filter((name) =>
      String(name).endsWith('.partial'),
    );
    expect(partial, 'nothing half is left behind').toEqual([]);
    await demandSound(site);
  }
});
