// @vitest-environment jsdom
import { QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import type { Input } from '#shared/contract/contract';
import { DeviceId, RunId, StateStoreId } from '#shared/model/ids';
import { pageOf, testDevice } from '../app/testing.tsx';
import { testRow } from '../features/runs/fakes/runs.ts';
import { createConnection } from '../stores/connection.ts';
import { answerParts, type QueryName } from './answer-parts.ts';
import { createFakeClient, type FakeHandlers } from './fake-client.ts';
import { createSiteCache } from './site-cache.ts';

const other = DeviceId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a02');
const whole = { ...testDevice, facts: {}, variables: [] };
const { system: _system, model: _model, ...device } = whole;

function open(handlers: FakeHandlers = {}) {
  const client = createFakeClient({
    'device.list': () => pageOf([testDevice]),
    'device.get': ({ deviceId }) => ({ ...device, id: deviceId }),
    'run.list': () => pageOf([testRow()]),
    'site.summary': () => ({
      taskSequences: 0,
      devices: 1,
      associations: 0,
      stateStores: 0,
      migrationPoints: 0,
      runs: 1,
      activeRuns: 0,
    }),
    ...handlers,
  });
  const connection = createConnection();
  const cache = createSiteCache(client, connection.onReconnect);
  /** Shows an answer, as a component does. */
  const show = async <K extends QueryName>(method: K, input: Input<K>) => {
    const observer = new QueryObserver(cache.queries, { ...cache.question(method, input) });
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(cache.known(method, input)).toBeDefined());
    return { stop, data: () => observer.getCurrentResult().data };
  };
  const changed = (...changes: { kind: 'devices' | 'runs'; ids: string[] | null }[]) =>
    client.emit('site.changed', { revision: 1, changes });
  return { client, cache, connection, show, changed };
}
const settled = async (test: ReturnType<typeof open>) => {
  await vi.waitFor(() => expect(test.cache.queries.isFetching()).toBe(0));
};

describe('what the window knows', () => {
  it('[UI-320] is asked once, whoever wants it, and is there for commands', async () => {
    const test = open();
    const [one, two] = await Promise.all([test.cache.get('device.list', {}), test.cache.get('device.list', {})]);
    expect(one).toBe(two);
    await test.show('device.list', {});
    expect(test.client.callsOf('device.list')).toHaveLength(1);
    expect(test.cache.known('device.list', {})?.rows).toEqual([testDevice]);
    expect(test.cache.known('device.get', { deviceId: other })).toBeUndefined();
  });

  it('[UI-321] is read again by kind and id: details of the ids named, lists of the kind, nothing else', async () => {
    const test = open();
    await test.show('device.get', { deviceId: testDevice.id });
    await test.show('device.get', { deviceId: other });
    await test.show('device.list', {});
    await test.show('run.list', {});
    const before = test.client.calls.length;
    test.changed({ kind: 'devices', ids: [other] });
    await settled(test);
    expect(test.client.calls.slice(before)).toEqual([
      { method: 'device.get', input: { deviceId: other } },
      { method: 'device.list', input: expect.objectContaining({ offset: 0 }) as unknown },
    ]);
  });

  it('[UI-321] is read again whole when it is not known which rows changed', async () => {
    const test = open();
    await test.show('device.get', { deviceId: testDevice.id });
    test.changed({ kind: 'devices', ids: null });
    await settled(test);
    expect(test.client.callsOf('device.get')).toHaveLength(2);
  });

  it('[UI-322] is read at the same time when several things change at once', async () => {
    const gate = Promise.withResolvers<undefined>();
    const test = open();
    await test.show('device.list', {});
    await test.show('run.list', {});
    const wait = async <T>(answer: T): Promise<T> => {
      await gate.promise;
      return answer;
    };
    test.client.handle({
      'device.list': () => wait(pageOf([])),
      'run.list': () => wait(pageOf([])),
    });
    test.changed({ kind: 'devices', ids: [other] }, { kind: 'runs', ids: ['7'] });
    await vi.waitFor(() => {
      expect(test.client.callsOf('device.list')).toHaveLength(2);
      expect(test.client.callsOf('run.list')).toHaveLength(2);
    });
    gate.resolve(undefined);
    await settled(test);
    expect(test.cache.known('device.list', {})?.total).toBe(0);
    expect(test.cache.known('run.list', {})?.total).toBe(0);
  });

  it('[UI-323] is not aborted by changes that come while it is read, and is read once more after them', async () => {
    const gates: PromiseWithResolvers<undefined>[] = [];
    let names = ['first'];
    const test = open({
      'device.list': async () => {
        const rows = names.map((name) => ({ ...testDevice, name }));
        const gate = Promise.withResolvers<undefined>();
        gates.push(gate);
        await gate.promise;
        return pageOf(rows);
      },
    });
    const shown = test.show('device.list', {});
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    names = ['second'];
    for (let change = 0; change < 5; change += 1) test.changed({ kind: 'devices', ids: [other] });
    gates[0]?.resolve(undefined);
    await shown;
    await vi.waitFor(() => expect(gates).toHaveLength(2));
    gates[1]?.resolve(undefined);
    await settled(test);
    expect(test.client.callsOf('device.list')).toHaveLength(2);
    expect(test.cache.known('device.list', {})?.rows.map((row) => row.name)).toEqual(['second']);
  });

  it('[UI-324] is all read again after a gap or a lost connection', async () => {
    const test = open();
    await test.show('device.list', {});
    await test.show('run.list', {});
    test.connection.set({ status: 'lost', attempt: 0 });
    test.connection.set({ status: 'connected' });
    await settled(test);
    expect(test.client.callsOf('device.list')).toHaveLength(2);
    expect(test.client.callsOf('run.list')).toHaveLength(2);
  });

  it('[UI-325] is not read again while nobody looks, and is when somebody does', async () => {
    const test = open();
    const { stop } = await test.show('device.list', {});
    stop();
    test.changed({ kind: 'devices', ids: [other] });
    await settled(test);
    expect(test.client.callsOf('device.list')).toHaveLength(1);
    await test.show('device.list', {});
    await vi.waitFor(() => expect(test.client.callsOf('device.list')).toHaveLength(2));
  });

  it('[UI-326] takes a row from an event without asking, and reads only runs when a run changes elsewhere', async () => {
    const test = open();
    await test.show('run.list', {});
    await test.show('device.list', {});
    test.cache.putRow('run.list', (row) => row.id === RunId.parse(7), testRow({ stepDone: 3 }));
    expect(test.cache.known('run.list', {})?.rows[0]?.stepDone).toBe(3);
    expect(test.client.callsOf('run.list')).toHaveLength(1);
    test.changed({ kind: 'runs', ids: ['7'] });
    await settled(test);
    expect(test.client.callsOf('run.list')).toHaveLength(2);
    expect(test.client.callsOf('device.list')).toHaveLength(1);
  });
});

it('[UI-320] a detail is as old as the names of others that it shows, and as its own row only', () => {
  const stateStoreId = StateStoreId.parse(other);
  expect(answerParts('stateStore.get', { stateStoreId })).toEqual([
    { kind: 'state-stores', id: other },
    { kind: 'associations' },
    { kind: 'devices' },
    { kind: 'migration-points' },
  ]);
});
