import { afterEach, describe, expect, test } from 'vitest';
import type { CallOptions, Client } from './client.ts';
import type { HandlerOutput, MethodName, ParsedInput, PayloadInput, TopicName } from './contract.ts';
import { AppError } from './errors.ts';

export type ClientHandlers = {
  [K in MethodName]?: (
    input: ParsedInput<K>,
    context: { readonly signal: NonNullable<CallOptions['signal']> },
  ) => HandlerOutput<K> | Promise<HandlerOutput<K>>;
};

/** A client with the far end in the hands of a test. */
export interface OpenClient {
  readonly client: Pick<Client, 'call' | 'on' | 'onClose' | 'close'>;
  readonly publish: <K extends TopicName>(topic: K, payload: PayloadInput<K>) => void;
  readonly end?: () => void;
}

const transferId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const nothing = {};

/** What every client of the contract must do, whether a host answers it or a test. `rule` is the rule id in brackets. */
export function describeClient(name: string, rule: string, open: (handlers: ClientHandlers) => OpenClient): void {
  const opened: OpenClient[] = [];
  const start = (handlers: ClientHandlers = {}): OpenClient => {
    const made = open(handlers);
    opened.push(made);
    return made;
  };
  afterEach(() => {
    for (const { client, end } of opened.splice(0)) {
      client.close();
      end?.();
    }
  });

  describe(`client: ${name}`, () => {
    test(`${rule} gives what the contract makes of input and reply, with its defaults`, async () => {
      const asked: unknown[] = [];
      const { client } = start({
        'job.list': (input) => {
          asked.push(input);
          return { rows: [], offset: 0, total: 0 };
        },
      });
      expect(await client.call('job.list', nothing)).toEqual({ rows: [], offset: 0, total: 0 });
      expect(asked).toEqual([expect.objectContaining({ filter: '', offset: 0, limit: 100 })]);
    });

    test(`${rule} refuses input that does not fit, with its place, and asks nobody`, async () => {
      let calls = 0;
      const { client } = start({
        'transfer.begin': () => {
          calls += 1;
          return { transferId };
        },
      });
      await expect(client.call('transfer.begin', { fileName: 'a.zip', sizeBytes: -1 })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining('sizeBytes') as string,
      });
      expect(calls).toBe(0);
    });

    test(`${rule} calls a reply that does not fit INTERNAL`, async () => {
      const { client } = start({ 'transfer.begin': () => ({ transferId: 'not a uuid' }) });
      await expect(client.call('transfer.begin', { fileName: 'a', sizeBytes: 0 })).rejects.toMatchObject({
        code: 'INTERNAL',
      });
    });

    test(`${rule} keeps code and details of an expected error, and nothing of any other`, async () => {
      const { client } = start({
        'folder.delete': () => Promise.reject(new AppError('FOLDER_NOT_EMPTY', { name: 'Pilot' })),
        'site.summary': () => Promise.reject(new Error('secret path')),
      });
      const folder = client.call('folder.delete', { folderId: transferId });
      await expect(folder).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY', details: { name: 'Pilot' } });
      const failure: unknown = await client.call('site.summary', nothing).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'INTERNAL', details: {} });
      expect(JSON.stringify(failure)).not.toContain('secret');
    });

    test(`${rule} ends a call that is called off with CANCELLED, and its far end hears of it`, async () => {
      const started = Promise.withResolvers<undefined>();
      const { client } = start({
        'site.summary': (_input, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(new Error('called off'));
            });
            started.resolve(undefined);
          }),
      });
      const abort = new AbortController();
      const call = client.call('site.summary', nothing, { signal: abort.signal });
      await started.promise;
      abort.abort();
      await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
      const late = client.call('site.summary', nothing, { signal: abort.signal });
      await expect(late).rejects.toMatchObject({ code: 'CANCELLED' });
    });

    test(`${rule} shares nothing with the far end`, async () => {
      const kept = { rows: [], offset: 0, total: 0 };
      const { client } = start({ 'job.list': () => kept });
      const first = await client.call('job.list', nothing);
      first.rows.push({} as never);
      expect(await client.call('job.list', nothing)).toEqual(kept);
    });

    test(`${rule} tells events in order, between the answers, until nobody listens`, async () => {
      const { client, publish } = start({ 'job.list': () => ({ rows: [], offset: 0, total: 0 }) });
      await client.call('job.list', nothing);
      const seen: number[] = [];
      const stop = client.on('site.changed', ({ revision }) => seen.push(revision));
      for (const revision of [1, 2, 3]) publish('site.changed', { revision, changes: [{ kind: 'runs', ids: null }] });
      await client.call('job.list', nothing);
      stop();
      publish('site.changed', { revision: 4, changes: [{ kind: 'runs', ids: null }] });
      await client.call('job.list', nothing);
      expect(seen).toEqual([1, 2, 3]);
    });

    test(`${rule} rejects what waits when it closes, and what comes after`, async () => {
      const { client } = start({ 'site.summary': () => new Promise(() => undefined) });
      let closed = 0;
      client.onClose(() => (closed += 1));
      const call = client.call('site.summary', nothing);
      client.close();
      await expect(call).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
      await expect(client.call('site.summary', nothing)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
      expect(closed).toBe(1);
    });
  });
}
