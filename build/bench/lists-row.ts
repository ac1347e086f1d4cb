import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import SqliteDatabase from 'better-sqlite3';
import { createClient, type Client } from '#shared/contract/client';
import { contract } from '#shared/contract/contract';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import type { ListMethod } from '#shared/contract/read-all';
import type { Log } from '#core/ports/log';
import type { Statement } from '#core/store/connection';
import { composeHost, readVersion } from '#host/compose';
import { createServer } from '#host/serve';
import { createMemoryPair } from '#host/transports/memory';
import { fillSite } from './large-site.ts';
import { median, quantile, ratiosOf, type Row, takePairs, time } from './measure.ts';
import { benchFolder } from './product.ts';

/** Made once; another one may be put there with `npm run make-site -- --out out/bench/large-site …`. */
const siteFolder = join(benchFolder, 'large-site');
const usualSize = { devices: 20_000, sequences: 5000, runs: 2000, logRows: 20_000 };

interface Ask {
  readonly name: string;
  readonly method: ListMethod | 'site.summary';
  readonly input: object;
}

const sortedBy: readonly (readonly [ListMethod, column: string, filter: string])[] = [
  ['device.list', 'model', 'lab-1 latitude'],
  ['sequence.list', 'modified', 'capture 77'],
  ['association.list', 'missing', 'pc-4'],
  ['stateStore.list', 'size', 'pc-12'],
  ['run.list', 'sequence', 'deploy 9'],
];
const asks: readonly Ask[] = [
  ...sortedBy.flatMap(([method, column, filter]): Ask[] => {
    const what = method.replace('.list', '');
    return [
      { name: `${what}: first rows`, method, input: {} },
      { name: `${what}: sorted`, method, input: { sort: { column, descending: true } } },
      { name: `${what}: filtered`, method, input: { filter } },
    ];
  }),
  { name: 'counts', method: 'site.summary', input: {} },
];

const silent: Log = { info: () => undefined, warning: () => undefined, error: () => undefined };

interface OpenCore {
  readonly client: Client;
  /** What the core does for a call: its input and output are parsed, no transport is between. */
  answer(ask: Ask): Promise<unknown>;
  asked(): readonly Statement[];
  close(): Promise<void>;
}

interface Parses {
  parse(value: unknown): unknown;
}

/** The console's core with its client in this process, and the statements that its lists ask. */
async function openCore(): Promise<OpenCore> {
  const host = await composeHost({ siteDirectory: siteFolder, host: 'browser', log: silent });
  const { database } = host.core.site;
  const readAside = database.readAside.bind(database);
  const readHere = database.readHere.bind(database);
  let statements: readonly Statement[] = [];
  Object.assign(database, {
    readAside: (given: readonly Statement[]) => {
      statements = given;
      return readAside(given);
    },
    readHere: (given: readonly Statement[]) => {
      statements = given;
      return readHere(given);
    },
  });
  const build = readVersion();
  const server = createServer({ handlers: host.handlers, events: host.events, build, log: silent });
  const { left, right } = createMemoryPair<ClientMessage, ServerMessage>();
  server.connect(right);
  const client = createClient(left, { build, onFault: (what) => process.stderr.write(`${what}\n`) });
  await client.ready;
  const close = async (): Promise<void> => {
    client.close();
    server.close();
    await host.close();
  };
  const context = { signal: new AbortController().signal, connection: 'bench' };
  const answer = async ({ method, input }: Ask): Promise<unknown> => {
    const { input: wanted, output } = contract[method] as { input: Parses; output: Parses };
    const handler = host.handlers[method] as (given: unknown, context: unknown) => Promise<unknown>;
    return output.parse(await handler(wanted.parse(input), context));
  };
  return { client, answer, asked: () => statements, close };
}

const call = (client: Client, { method, input }: Ask): Promise<unknown> => client.call(method, input);

/** So many times each, so that one disturbed call does not decide. */
const repeats = 5;

async function medianOf(work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < repeats; count += 1) taken.push(await time(work));
  return median(taken);
}

/** 100 calls a second, of all kinds in turn, for so long; the 99th part of a hundred of the loop's delays. */
async function measureDelay(client: Client, seconds: number): Promise<{ p99: number; slowestCall: number }> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const calls: Promise<number>[] = [];
  delays.enable();
  for (let count = 0; count < seconds * 100; count += 1) {
    const ask = asks[count % asks.length];
    if (ask !== undefined) calls.push(time(() => call(client, ask)));
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  const taken = await Promise.all(calls);
  delays.disable();
  return { p99: delays.percentile(99) / 1e6, slowestCall: quantile(taken, 0.99) };
}

/** Bytes in use after so many calls, and after as many again. */
async function measureMemory(client: Client, calls: number): Promise<{ before: number; after: number }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = async (): Promise<number> => {
    for (let count = 0; count < calls; count += 1) {
      const ask = asks[count % asks.length];
      if (ask !== undefined) await call(client, ask);
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  await used();
  const before = await used();
  return { before, after: await used() };
}

/** What a call asks, as SQL, prepared once on a connection of this process. */
function prepareAll(native: SqliteDatabase.Database, statements: readonly Statement[]): () => unknown {
  const made = statements.map(({ text, values }) => ({ statement: native.prepare(text), values }));
  return () => made.map(({ statement, values }) => statement.all(...values));
}

export const listsRow: Row = {
  name: 'lists',
  against: 'the same SQL with the same LIMIT in process',
  async run(pairs) {
    mkdirSync(benchFolder, { recursive: true });
    if (!existsSync(siteFolder)) await fillSite(siteFolder, usualSize);
    const { client, answer, asked, close } = await openCore();
    const native = new SqliteDatabase(join(siteFolder, 'site.db'), { readonly: true });
    try {
      const sizes = await client.call('site.summary', {});
      const direct = new Map<string, () => unknown>();
      for (const ask of asks) {
        await call(client, ask);
        direct.set(ask.name, prepareAll(native, asked()));
      }
      const each = async (work: (ask: Ask) => unknown): Promise<Record<string, number>> => {
        const sample: Record<string, number> = {};
        for (const ask of asks) sample[ask.name] = await medianOf(() => work(ask));
        return sample;
      };
      const taken = await takePairs(
        pairs,
        () => each(answer),
        () => each((ask) => direct.get(ask.name)?.()),
      );
      const { p99, slowestCall } = await measureDelay(client, 10);
      const { before, after } = await measureMemory(client, 2000);
      const rest = [
        { ours: { 'event loop delay p99 of 20 ms': p99 }, theirs: { 'event loop delay p99 of 20 ms': 20 } },
      ];
      const memory = [
        {
          ours: { 'heap after 2,000 calls more': after / 1e6 },
          theirs: { 'heap after 2,000 calls more': before / 1e6 },
        },
      ];
      return {
        notes: [
          `${sizes.devices} devices, ${sizes.taskSequences} task sequences, ${sizes.runs} runs, ${sizes.associations} associations, ${sizes.stateStores} state stores`,
          `under 100 mixed calls a second 99 of 100 calls took at most ${slowestCall.toFixed(1)} ms`,
          'what a filter matches is counted once here and each time by the SQL beside it',
          'the last measure is in megabytes',
        ],
        ratios: [...ratiosOf(taken, 2), ...ratiosOf(rest, 1), ...ratiosOf(memory, 1.1)],
      };
    } finally {
      native.close();
      await close();
    }
  },
};
