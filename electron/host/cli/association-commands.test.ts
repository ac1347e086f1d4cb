import { expect, it } from 'vitest';
import type { Client } from '#shared/contract/client';
import { AppError } from '#shared/contract/errors';
import type { Message } from '#shared/contract/message-shape';
import { associationCommands } from './association-commands.ts';
import type { CommandContext } from './command.ts';

const times = { requestedAt: 1, capturedAt: 1, releasedAt: 1, restoredAt: null, deleteAfter: null, deletedAt: null };
const storeOf = (id: string) => ({ ...times, id, path: `/stores/${id}`, sourceName: 'OLD', destinationName: 'NEW' });

type Answers = Readonly<Record<string, (input: { stateStoreId: string; ids: string[] }) => unknown>>;

/** A site whose list was read before the stores `late-…` came, one of which is in use and one of which is not deleted. */
const answers = (inUse: string[], deletions: string[]): Answers => ({
  'device.list': () => ({ rows: [{ id: 'device' }], total: 1 }),
  'device.get': () => ({ id: 'device' }),
  'association.list': () => ({ rows: [{ id: 'pair', sourceName: 'OLD', destinationName: 'NEW' }], total: 1 }),
  'stateStore.list': () => ({ rows: [storeOf('listed')], total: 1 }),
  'association.delete': () => ({
    count: 1,
    deletions: deletions.map((id) => ({ stateStoreId: id, jobId: id })),
    inUse: inUse.map((id) => ({ id, path: `/stores/${id}` })),
  }),
  'stateStore.get': ({ stateStoreId }) => ({ row: storeOf(stateStoreId) }),
  'job.list': ({ ids: [id = ''] }) => {
    const { code, details } = new AppError('STATE_STORE_HOLDS', { path: `/stores/${id}`, store: '/stores/x' });
    const error = id === 'late-refused' ? { code, details } : null;
    return { rows: [{ id, state: error === null ? 'succeeded' : 'failed', error }], total: 1 };
  },
});

async function remove(given: Answers): Promise<{ code: number; result: unknown; lines: number }> {
  const client = {
    call: (name: string, input: never) => Promise.resolve(given[name]?.(input)),
    on: () => () => undefined,
  } as unknown as Client;
  let said: { result: unknown; lines: number } = { result: null, lines: 0 };
  const result = (value: unknown, lines: readonly Message[]): void =>
    void (said = { result: value, lines: lines.length });
  const context = {
    ...{ words: ['OLD', 'NEW'], options: { stores: 'delete' }, output: { result } },
    ...{ signal: new AbortController().signal, site: (work: (one: Client) => unknown) => work(client) },
  } as unknown as CommandContext;
  const code = await associationCommands['association delete'].run(context);
  return { code, ...said };
}

it.each([
  ['in use', ['late-used'], ['listed'], 'late-used', 'STATE_STORE_IN_USE'],
  ['not deleted', [], ['listed', 'late-refused'], 'late-refused', 'STATE_STORE_HOLDS'],
])('[MIG-204] a store that came after the list was read and is %s is told, and ends with 3', async (...given) => {
  const [, inUse, deletions, id, code] = given;
  const said = await remove(answers(inUse, deletions));
  expect(said).toMatchObject({ code: 3, lines: 3, result: { stayed: [{ id, error: { code } }] } });
});

it('[MIG-204] a store that came after the list was read and went is told with the others', async () => {
  const said = await remove(answers([], ['listed', 'late']));
  expect(said).toMatchObject({
    code: 0,
    lines: 3,
    result: { stateStores: [{ id: 'listed' }, { id: 'late' }], stayed: [] },
  });
});
