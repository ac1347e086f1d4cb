import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { conflictingFields } from '#shared/model/change';
import type { DeviceId, PackageId } from '#shared/model/ids';
import { getAssociation } from '../store/tables/association.ts';
import { getFolder } from '../store/tables/folder.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { type Console, openTwoConsoles, type TwoConsoles } from './fakes/two-consoles.ts';

/** One thing that a person can change, and what it is now. */
interface Register {
  readonly name: string;
  read(on: Console): Promise<string>;
  /** False for what is set whatever is there: the last one counts. */
  readonly isConditional?: false;
  /** With `shown` it is a change by somebody who saw that value, without it one that is meant whatever is there. */
  write(on: Console, value: string, shown?: string): Promise<unknown>;
}

let two: TwoConsoles;
let registers: Register[];
let count = 0;

/** `{field: value}`, or nothing when nothing was shown. */
const only = <Name extends string, Value>(field: Name, shown: Value | undefined) =>
  shown === undefined ? undefined : ({ [field]: shown } as Record<Name, Value>);

function deviceRegisters(id: DeviceId): Register[] {
  const variable = async (on: Console, name: string): Promise<string> => {
    const { variables } = await on.devices.get(id);
    const found = variables.find((one) => one.name === name);
    return found?.isSecret === true
      ? ((await on.secrets.get(`device/${id}/${name.toLowerCase()}`)) ?? '')
      : (found?.value ?? '');
  };
  return [
    ...(['description', 'macAddress'] as const).map((field) => ({
      name: `device ${field}`,
      read: async (on: Console) => (await on.devices.get(id))[field],
      write: (on: Console, value: string, shown?: string) => on.devices.set(id, { [field]: value }, only(field, shown)),
    })),
    ...[false, true].map((isSecret) => ({
      name: isSecret ? 'secret variable' : 'variable',
      isConditional: false as const,
      read: (on: Console) => variable(on, isSecret ? 'Secret' : 'Plain'),
      write: (on: Console, value: string) =>
        on.devices.setVariables(id, [{ name: isSecret ? 'Secret' : 'Plain', value, isSecret }]),
    })),
  ];
}

function libraryRegisters(packageId: PackageId, folderId: string): Register[] {
  return [
    ...(['name', 'description'] as const).map((field) => ({
      name: `sequence ${field}`,
      read: async (on: Console) => (await on.library.get(packageId)).row[field],
      write: (on: Console, value: string, shown?: string) =>
        on.library.setProperties(packageId, { [field]: value }, only(field, shown)),
    })),
    {
      name: 'folder name',
      read: async (on) => (await getFolder(on.database.read, folderId)).name,
      write: (on, value, shown) => on.library.folders.rename(folderId, value, shown),
    },
  ];
}

function migrationRegisters(pointId: string, associationId: string): Register[] {
  const behavior = 'capture-specified-restore-specified';
  const deletion = (days: string) => ({ deletion: { kind: 'after-days' as const, days: Number(days) } });
  return [
    {
      name: 'point name',
      read: async (on) => (await on.points.list())[0]?.name ?? '',
      write: (on, value, shown) => on.points.set(pointId, { name: value }, only('name', shown)),
    },
    {
      name: 'point deletion',
      read: async (on) => {
        const policy = (await on.points.list())[0]?.deletion;
        return policy?.kind === 'after-days' ? String(policy.days) : '';
      },
      write: (on, value, shown) =>
        on.points.set(pointId, deletion(value), shown === undefined ? undefined : deletion(shown)),
    },
    {
      name: 'accounts',
      read: async (on) => (await getAssociation(on.database.read, associationId)).accounts.join(),
      write: (on, value, shown) =>
        on.associations.setAccounts(
          associationId,
          { behavior, accounts: [value] },
          only('accounts', shown === undefined ? undefined : [shown]),
        ),
    },
    ...['tree', 'details'].map((pane) => ({
      name: `pane ${pane}`,
      isConditional: false as const,
      read: async (on: Console) => String((await on.settings.get()).panes[pane] ?? ''),
      write: (on: Console, value: string) => on.settings.set({ panes: { [pane]: Number(value) } }),
    })),
  ];
}

beforeEach(async () => {
  two = await openTwoConsoles();
  const { devices, library, associations, points } = two.use(0);
  const input = (name: string) => ({
    ...{ name, macAddress: '', smbiosGuid: '', description: '', connection: { kind: 'none' as const } },
    ...{ allowHostCommands: false, environment: 'FullOS' as const, facts: {} },
  });
  const [one, other] = [await devices.create(input('ONE')), await devices.create(input('OTHER'))];
  const packageId = await library.create({ name: 'Sequence', description: '', folderId: null });
  const association = await associations.create({
    ...{ sourceDeviceId: one, destinationDeviceId: other },
    ...{ behavior: 'capture-specified-restore-specified', accounts: ['0'] },
  });
  const folder = {
    id: null,
    path: '/smp',
    maximumClients: 1,
    minimumFreeSpace: 1,
    minimumFreeSpaceUnit: 'MB' as const,
  };
  const policy = { kind: 'after-days' as const, days: 1 };
  const point = await points.create({ name: 'SMP', restoreOnly: false, deletion: policy, folders: [folder] });
  registers = [
    ...deviceRegisters(one),
    ...libraryRegisters(packageId, await library.folders.create(null, 'Folder')),
    ...migrationRegisters(point.id, association.id),
  ];
});
afterEach(() => two.remove());

interface Command {
  readonly which: number;
  readonly register: number;
  readonly isShown: boolean;
  readonly failAt: number;
}
interface Outcome extends Command {
  readonly value: string;
  /** Null when it was acknowledged. */
  readonly error: unknown;
}

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    which: fc.nat(1),
    // Few things, so that they meet.
    register: fc.oneof(fc.nat(2), fc.nat(11)),
    isShown: fc.boolean(),
    failAt: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

const readAll = (): Promise<string[]> => Promise.all(registers.map((one) => one.read(two.use(0))));

/** All commands at once, each with a value that no other one has. */
function carryOut(all: readonly Command[], before: readonly string[]): Promise<Outcome[]> {
  return Promise.all(
    all.map(async (command) => {
      const value = String((count += 1));
      const shown = command.isShown ? before[command.register] : undefined;
      const error: unknown = await Promise.resolve()
        .then(() => registers[command.register]?.write(two.use(command.which, command.failAt), value, shown))
        .then(
          () => null,
          (reason: unknown) => reason,
        );
      return { ...command, value, error };
    }),
  );
}

function demandNamed({ error, failAt }: Outcome): void {
  if (error === null) return;
  const isMade = failAt > 0 && isAppError(error, 'STORE_FULL');
  if (!isMade) expect(conflictingFields(error)).toHaveLength(1);
}

/** What is there was acknowledged, or was there before; what was acknowledged to who saw the old value is not lost. */
function demandKept(outcomes: readonly Outcome[], before: readonly string[], after: readonly string[]): void {
  for (const [at, register] of registers.entries()) {
    const own = outcomes.filter((one) => one.register === at);
    const acknowledged = own.filter(({ error }) => error === null);
    const possible = acknowledged.length === 0 ? [before[at]] : acknowledged.map(({ value }) => value);
    expect({ [register.name]: possible }).toEqual({ [register.name]: expect.arrayContaining([after[at]]) as unknown });
    // Of several who saw the same value one at most was told that it has the new one.
    const seeing = acknowledged.filter(({ isShown }) => isShown && register.isConditional !== false);
    if (seeing.length === acknowledged.length) expect(seeing.length).toBeLessThanOrEqual(1);
  }
}

async function demandSecrets(): Promise<void> {
  const { database } = two.use(0);
  const named = database.read.native.prepare('SELECT secret_key FROM device_variable WHERE secret_key IS NOT NULL');
  expect(await listSealedKeys(database.read, 'device/')).toEqual(named.pluck().all());
  expect(database.read.native.pragma('foreign_key_check')).toEqual([]);
}

describe('two consoles on one site', () => {
  it('[STO-95] whatever they do at once and whichever write fails, what was acknowledged is what is there', async () => {
    const property = fc.asyncProperty(fc.array(commands, { minLength: 1, maxLength: 4 }), async (batches) => {
      let before = await readAll();
      for (const batch of batches) {
        const outcomes = await carryOut(batch, before);
        const after = await readAll();
        outcomes.forEach(demandNamed);
        demandKept(outcomes, before, after);
        await demandSecrets();
        before = after;
      }
      await two.restart();
      expect(await readAll()).toEqual(before);
    });
    await fc.assert(property, { numRuns: 25 });
  }, 120_000);
});
