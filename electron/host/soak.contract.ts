import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type ErrorCode, isAppError } from '#shared/contract/errors';
import type { DeviceId, PackageId } from '#shared/model/ids';
import { createRepeatable } from '#core/sample/random';
import { makeSite } from './cli/session.ts';
import { openProcess, openWindow, type SoakProcess, type SoakWindow } from './fakes/soak-window.ts';

/** What two that change one thing at once may be told. Anything else fails the run. */
const conflicts: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'REVISION_CONFLICT',
  'SESSION_RENEWED',
  'SESSION_NOT_OPEN',
  'EDIT_TARGET_MISSING',
  'NOTHING_TO_UNDO',
  'NOTHING_TO_REDO',
  'DEVICE_BUSY',
  'ASSOCIATION_EXISTS',
  'ASSOCIATION_SOURCE_TAKEN',
  'ASSOCIATION_NOT_FOUND',
]);

export interface SoakResult {
  readonly acts: number;
  /** How often each conflict was told. */
  readonly told: Readonly<Record<string, number>>;
  /** How often everything was compared. */
  readonly comparisons: number;
}

/** What was acknowledged: the last value of each field by the only one who writes it. */
type Acknowledged = Map<string, string>;

interface Random {
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Another number each time. */
  count(): number;
}

function createRandom(seed: number): Random {
  const { below } = createRepeatable(seed);
  let counted = 0;
  return { below, pick: (items) => items[below(items.length)] as never, count: () => (counted += 1) };
}

interface Soak {
  readonly random: Random;
  readonly windows: readonly SoakWindow[];
  readonly devices: readonly DeviceId[];
  readonly sequences: readonly PackageId[];
  readonly acknowledged: Acknowledged;
  readonly told: Record<string, number>;
}

const fieldOf = ['description', 'macAddress', 'smbiosGuid', 'facts'] as const;

/** A value that nobody else writes, for the field that belongs to this window alone. */
function ownField(index: number, count: number): { name: (typeof fieldOf)[number]; value: unknown; text: string } {
  const hex = count.toString(16).toUpperCase().padStart(8, '0');
  const name = fieldOf[index % fieldOf.length] ?? 'description';
  if (name === 'macAddress') {
    const mac = `02:00:${hex.match(/../g)?.join(':') ?? ''}`;
    return { name, value: mac, text: mac };
  }
  if (name === 'smbiosGuid') {
    const guid = `${hex}-0000-4000-8000-000000000000`;
    return { name, value: guid, text: guid };
  }
  return name === 'facts'
    ? { name, value: { counted: hex }, text: hex }
    : { name, value: `described ${hex}`, text: `described ${hex}` };
}

async function changeDevice({ random, devices, acknowledged }: Soak, window: SoakWindow): Promise<void> {
  const deviceId = random.pick(devices);
  const { name, value, text } = ownField(window.index, random.count());
  await window.client.call('device.set', { deviceId, [name]: value });
  acknowledged.set(`${deviceId} ${name}`, text);
}

async function changeVariable({ random, devices, acknowledged }: Soak, window: SoakWindow): Promise<void> {
  const deviceId = random.pick(devices);
  const value = `value ${String(random.count())}`;
  const name = `Own${String(window.index)}`;
  await window.client.call('device.setVariable', { deviceId, name, value, isSecret: false });
  acknowledged.set(`${deviceId} variable ${name}`, value);
}

async function changeSetting({ random, acknowledged }: Soak, window: SoakWindow): Promise<void> {
  const size = random.below(9000);
  const pane = `pane-${String(window.index)}`;
  await window.client.call('setting.set', { panes: { [pane]: size } });
  acknowledged.set(`setting ${pane}`, String(size));
}

async function changeSequence({ random, sequences, acknowledged }: Soak, window: SoakWindow): Promise<void> {
  const packageId = random.pick(sequences);
  if (window.index === 0) {
    const description = `described ${String(random.count())}`;
    await window.client.call('sequence.setProperties', { packageId, description });
    acknowledged.set(`${packageId} description`, description);
  } else {
    const enabled = random.below(2) === 0;
    await window.client.call('sequence.setEnabled', { sequences: { kind: 'ids', ids: [packageId] }, enabled });
  }
}

/** Both look at the same name and put another in its place: one of them is told. */
async function contend({ random, devices }: Soak, window: SoakWindow): Promise<void> {
  const deviceId = random.pick(devices);
  const { environment } = await window.client.call('device.get', { deviceId });
  const other = environment === 'FullOS' ? ('WinPE' as const) : ('FullOS' as const);
  await window.client.call('device.set', { deviceId, environment: other, shown: { environment } });
}

async function associate({ random, devices }: Soak, window: SoakWindow): Promise<void> {
  const [one, other] = [random.pick(devices), random.pick(devices)];
  if (one === other) return;
  const input = { sourceDeviceId: one, destinationDeviceId: other, accounts: [] };
  const behavior = 'capture-all-restore-all' as const;
  const { associationId } = await window.client.call('association.create', { ...input, behavior });
  if (random.below(3) === 0) return;
  await window.client.call('association.delete', {
    associations: { kind: 'ids', ids: [associationId] },
    stores: 'keep',
  });
}

async function edit({ random, sequences }: Soak, window: SoakWindow): Promise<void> {
  const editor = await window.editorOf(random.pick(sequences));
  switch (random.below(8)) {
    case 0:
      return editor.undo();
    case 1:
      return editor.redo();
    case 2:
      return editor.save();
    case 3:
      return random.below(4) === 0 ? editor.discard() : editor.close();
    default:
      return editor.rename(random.below(1000), `named ${String(random.count())}`);
  }
}

const acts = [changeDevice, changeVariable, changeSetting, changeSequence, contend, associate, edit, edit, edit];

async function act(soak: Soak, window: SoakWindow): Promise<void> {
  try {
    await soak.random.pick(acts)(soak, window);
  } catch (error) {
    if (!isAppError(error) || !conflicts.has(error.code)) throw error;
    const { code } = error;
    soak.told[code] = (soak.told[code] ?? 0) + 1;
    await window.heed(error);
  }
}

/** What another process wrote is heard of twice a second. */
const waits = (message: string) => ({ timeout: 10_000, interval: 100, message });

/** Everything that was acknowledged is there, and every window shows what is there. */
async function compare(soak: Soak): Promise<void> {
  const { windows, devices, sequences, acknowledged } = soak;
  for (const window of windows) await window.settled();
  for (const { client } of windows) {
    const there: Acknowledged = new Map();
    for (const deviceId of devices) {
      const device = await client.call('device.get', { deviceId });
      for (const name of ['description', 'macAddress', 'smbiosGuid'] as const)
        there.set(`${deviceId} ${name}`, device[name]);
      there.set(`${deviceId} facts`, device.facts['counted'] ?? '');
      for (const { name, value } of device.variables) there.set(`${deviceId} variable ${name}`, value ?? '');
    }
    for (const [pane, size] of Object.entries((await client.call('setting.get', {})).panes))
      there.set(`setting ${pane}`, String(size));
    const { rows } = await client.call('sequence.list', {});
    for (const { packageId, description } of rows) there.set(`${packageId} description`, description);
    for (const [name, value] of acknowledged)
      expect(`${name} ${there.get(name) ?? '(nothing)'}`).toBe(`${name} ${value}`);
  }
  for (const window of windows) {
    for (const kind of ['devices', 'sequences', 'associations'] as const)
      await expect
        .poll(() => window.mirror(kind), waits(`${kind} of window ${String(window.index)}`))
        .toEqual(await window.readList(kind));
    for (const packageId of sequences)
      await expect
        .poll(() => window.differencesOf(packageId), waits(`${packageId} in window ${String(window.index)}`))
        .toEqual([]);
  }
}

async function fill(window: SoakWindow): Promise<Pick<Soak, 'devices' | 'sequences'>> {
  const devices: DeviceId[] = [];
  for (let number = 1; number <= 5; number += 1) {
    const none = { connection: { kind: 'none' as const }, macAddress: '', smbiosGuid: '', description: '' };
    const rest = { allowHostCommands: false, environment: 'FullOS' as const, facts: {} };
    const made = await window.client.call('device.create', { name: `PC-${String(number)}`, ...none, ...rest });
    devices.push(made.deviceId);
  }
  const sequences: PackageId[] = [];
  for (const name of ['One', 'Two']) {
    const { packageId } = await window.client.call('sequence.create', { name, description: '', folderId: null });
    const { sessionId, epoch } = await window.client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
    const place = { where: 'into' as const, parentId: null };
    const type = 'SMS_TaskSequence_RunCommandLineAction';
    const edits = Array.from({ length: 12 }, () => ({ kind: 'insert' as const, type, place }));
    await window.client.call('editor.apply', { sessionId, epoch, edits });
    await window.client.call('editor.save', { sessionId, epoch, overwrite: false });
    await window.client.call('editor.close', { sessionId });
    sequences.push(packageId);
  }
  return { devices, sequences };
}

/**
 * Two consoles, one of them with two windows, and a command line work on one site at once, at random, until `isOver`
 * says so; from time to time everything is compared, and once more after all have ended and one has opened again.
 */
export async function soak(seed: number, isOver: (acts: number) => boolean): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), 'waystation-soak-'));
  const site = join(folder, 'site');
  await makeSite(site, 'WAY', 'Soak');
  const processes: SoakProcess[] = [];
  const result = { acts: 0, comparisons: 0, told: {} as Record<string, number> };
  try {
    for (let number = 0; number < 3; number += 1) processes.push(await openProcess(site));
    const windows = await Promise.all([0, 0, 1, 2].map((at, index) => openWindow(processes[at] as SoakProcess, index)));
    const [first] = windows as [SoakWindow];
    const random = createRandom(seed);
    const shared = { ...(await fill(first)), acknowledged: new Map<string, string>(), told: result.told };
    while (!isOver(result.acts)) {
      const round = Array.from({ length: 40 }, () => 0);
      await Promise.all(
        windows.map(async (window) => {
          for (const _turn of round) await act({ ...shared, random, windows }, window);
        }),
      );
      result.acts += round.length * windows.length;
      await compare({ ...shared, random, windows });
      result.comparisons += 1;
    }
    for (const process of processes.splice(0)) await process.close();
    processes.push(await openProcess(site));
    const again = await openWindow(processes[0] as SoakProcess, 0);
    await compare({ ...shared, random, windows: [again] });
  } finally {
    for (const process of processes) await process.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { ...result, comparisons: result.comparisons + 1 };
}
