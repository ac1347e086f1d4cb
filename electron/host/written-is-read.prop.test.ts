import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Client } from '#shared/contract/client';
import { readAll } from '#shared/contract/read-all';
import { oddInteger, oddText, oddTime } from '#core/ports/odd-values.contract';
import { accepted, openClient, type OpenClient } from './fakes/open-client.ts';

let site: OpenClient;
let client: Client;
beforeAll(async () => {
  site = await openClient();
  client = site.client();
});
afterAll(() => site.remove());
afterEach(() => vi.useRealTimers());

/** The clock of this computer, as somebody set it. */
function setClock(at: number): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(at);
}

/** Mostly what is accepted, so that the rest of a value is looked at as well. */
const usualOr = (max: number) =>
  fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max }) }, { weight: 1, arbitrary: oddInteger });

const many = { numRuns: 150 } as const;

/** An object as it comes over a wire, `__proto__` included. */
function fromPairs<Value>(pairs: readonly (readonly [string, Value])[]): Record<string, Value> {
  const members = pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${members.join(',')}}`) as Record<string, Value>;
}

describe('what a site accepts, it gives back', () => {
  it('[STO-184] a device with its facts and drives', async () => {
    const facts = fc.array(fc.tuple(oddText(64), oddText(1000)), { maxLength: 4 }).map(fromPairs<string>);
    const device = fc.record({
      ...{ name: oddText(63), macAddress: oddText(17), smbiosGuid: oddText(36), description: oddText(1000), facts },
      connection: fc.oneof(
        fc.constant({ kind: 'none' as const }),
        oddText(300).map((path) => ({ kind: 'folder' as const, drives: { 'C:': path } })),
      ),
      ...{ allowHostCommands: fc.boolean(), environment: fc.constantFrom('FullOS' as const, 'WinPE' as const) },
    });
    await fc.assert(
      fc.asyncProperty(device, oddTime, async (input, at) => {
        setClock(at);
        const made = await accepted(client.call('device.create', input));
        if (made === undefined) return;
        const found = await client.call('device.get', made);
        expect(found).toMatchObject(input);
        expect(Object.keys(found.facts).sort()).toEqual(Object.keys(input.facts).sort());
        const [row] = (await client.call('device.list', { ids: [made.deviceId] })).rows;
        expect(row).toMatchObject({ name: input.name, description: input.description, createdAt: at });
        const byName = await client.call('device.list', { names: [input.name] });
        expect(byName.rows.map(({ id }) => id)).toEqual([made.deviceId]);
      }),
      many,
    );
  }, 120_000);

  it('[STO-184] a variable of a device', async () => {
    const deviceId = (
      await client.call('device.create', {
        ...{ name: 'Variables', macAddress: '', smbiosGuid: '', description: '', facts: {} },
        ...{ connection: { kind: 'none' }, allowHostCommands: false, environment: 'FullOS' },
      })
    ).deviceId;
    await fc.assert(
      fc.asyncProperty(oddText(4000), fc.boolean(), async (value, isSecret) => {
        const change = { deviceId, name: 'V', value, isSecret };
        if ((await accepted(client.call('device.setVariable', change))) === undefined) return;
        const { variables } = await client.call('device.get', { deviceId });
        expect(variables).toEqual([{ name: 'V', value: isSecret ? null : value, isSecret }]);
      }),
      many,
    );
  }, 120_000);

  it('[STO-184] a folder, at any time of the clock', async () => {
    await fc.assert(
      fc.asyncProperty(oddText(255), oddText(255), oddTime, async (name, other, at) => {
        setClock(at);
        const made = await accepted(client.call('folder.create', { parentId: null, name }));
        if (made === undefined) return;
        const show = async () => (await client.call('folder.list', { ids: [made.folderId] })).rows[0]?.name;
        expect(await show()).toBe(name);
        if ((await accepted(client.call('folder.rename', { ...made, name: other }))) !== undefined)
          expect(await show()).toBe(other);
      }),
      many,
    );
  }, 120_000);

  it('[STO-184] a migration point with its folders', async () => {
    const folder = fc.record({
      ...{ id: fc.constant(null), path: oddText(300) },
      ...{ maximumClients: usualOr(99_999), minimumFreeSpace: usualOr(100) },
      minimumFreeSpaceUnit: fc.constantFrom('MB' as const, 'GB' as const, 'percent' as const),
    });
    const deletion = fc.oneof(
      fc.constant({ kind: 'immediate' as const }),
      usualOr(365).map((days) => ({ kind: 'after-days' as const, days })),
    );
    const point = fc.record({
      ...{ name: oddText(255), restoreOnly: fc.boolean(), deletion },
      folders: fc.array(folder, { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(point, async (input) => {
        const made = await accepted(client.call('migrationPoint.create', input as never));
        if (made === undefined) return;
        const expected = {
          ...input,
          name: input.name.trim(),
          folders: input.folders.map(({ id: _id, ...rest }) => rest),
        };
        expect(await client.call('migrationPoint.get', made)).toMatchObject(expected);
        const [row] = (await client.call('migrationPoint.list', { ids: [made.migrationPointId] })).rows;
        expect(row).toMatchObject(expected);
      }),
      many,
    );
  }, 120_000);

  it('[STO-184] an association with its accounts', async () => {
    let count = 0;
    const device = async (): Promise<string> => {
      count += 1;
      const { deviceId } = await client.call('device.create', {
        ...{ name: `A${String(count)}`, macAddress: '', smbiosGuid: '', description: '', facts: {} },
        ...{ connection: { kind: 'none' }, allowHostCommands: false, environment: 'FullOS' },
      });
      return deviceId;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(oddText(256), { maxLength: 4 }), oddTime, async (accounts, at) => {
        const pair = { sourceDeviceId: await device(), destinationDeviceId: await device() };
        setClock(at);
        const behavior = 'capture-specified-restore-specified' as const;
        const made = await accepted(client.call('association.create', { ...pair, behavior, accounts }));
        if (made === undefined) return;
        const distinct = [...new Map(accounts.map((name) => [name.trim().toLowerCase(), name.trim()])).values()];
        const expected = { accounts: distinct, createdAt: at };
        expect(await client.call('association.get', made)).toMatchObject({ accounts: distinct });
        const [row] = (await client.call('association.list', { ids: [made.associationId] })).rows;
        expect(row).toMatchObject(expected);
      }),
      many,
    );
  }, 120_000);

  it('[STO-184] [STO-185] a task sequence with its name, whatever the clock says and however it jumps', async () => {
    await fc.assert(
      fc.asyncProperty(oddText(255), oddText(255), oddTime, oddTime, async (name, description, at, later) => {
        setClock(at);
        const made = await accepted(client.call('sequence.create', { name, description, folderId: null }));
        if (made === undefined) return;
        const [row] = (await client.call('sequence.list', { ids: [made.packageId] })).rows;
        expect(row).toMatchObject({ name, description, createdAt: at });
        setClock(later);
        const changed = { ...made, name: `${name}2`.slice(0, 255), description: name };
        if ((await accepted(client.call('sequence.setProperties', changed))) !== undefined) {
          const details = await client.call('sequence.get', made);
          expect(details).toMatchObject({ row: { name: changed.name.trim(), description: name, modifiedAt: later } });
        }
        const { deletedAt } = await client.call('sequence.delete', {
          sequences: { kind: 'ids', ids: [made.packageId] },
        });
        expect(deletedAt).toBe(later);
      }),
      many,
    );
  }, 120_000);

  it('[STO-184] settings, whatever their lists and panes are called', async () => {
    const record = <Value>(value: fc.Arbitrary<Value>) =>
      fc.array(fc.tuple(oddText(64), value), { maxLength: 4 }).map(fromPairs<Value>);
    const list = fc.record({
      widths: record(fc.integer({ min: 24, max: 2000 })),
      hidden: fc.array(oddText(64), { maxLength: 3 }),
      sort: fc.oneof(fc.constant(null), fc.record({ column: oddText(64), descending: fc.boolean() })),
    });
    await fc.assert(
      fc.asyncProperty(record(list), record(fc.integer({ min: 0, max: 10_000 })), async (lists, panes) => {
        if ((await accepted(client.call('setting.set', { lists, panes }))) === undefined) return;
        const settings = await client.call('setting.get', {});
        expect(settings.lists).toMatchObject(lists);
        expect(settings.panes).toMatchObject(panes);
      }),
      many,
    );
  }, 120_000);

  it('[STO-184] and all of it once more after the site was closed and opened', async () => {
    const read = async () => ({
      devices: await readAll(client, 'device.list', {}),
      associations: await readAll(client, 'association.list', {}),
      sequences: await readAll(client, 'sequence.list', {}),
      folders: (await client.call('folder.list', { limit: 1000 })).rows,
      points: (await client.call('migrationPoint.list', { limit: 1000 })).rows.map(({ folders, ...point }) => ({
        ...point,
        // What is free on the disk, and whether that is enough, is another thing at any moment.
        folders: folders.map(({ freeBytes: _free, state: _state, ...folder }) => folder),
      })),
    });
    const before = await read();
    await site.reopen();
    client = site.client();
    expect(await read()).toEqual(before);
    expect(
      (await client.call('site.check', {})).findings.filter(({ message }) =>
        JSON.stringify(message).includes('row-unreadable'),
      ),
    ).toEqual([]);
  }, 120_000);
});
