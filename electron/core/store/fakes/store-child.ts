import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { isAppError } from '#shared/contract/errors';
import { asOrdinaryUser } from '../../ports/fakes/ordinary-user.ts';
import { realClock } from '../../ports/real.ts';
import { openSite } from '../../site/site.ts';
import { putSetting } from '../tables/setting.ts';
import { nextPackageId } from '../tables/site.ts';
import { insertSequence, saveDocument } from '../tables/sequence.ts';

/** A second process on a site, for tests: it prints one JSON value per line. */
const storeChild: string = fileURLToPath(import.meta.url);

const say = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Saves for ever: each acknowledged write is printed after its transaction. */
async function writeForEver(dir: string): Promise<void> {
  const { database } = await openSite(dir, { clock: realClock });
  for (let round = 0; ; round += 1) {
    const text = `document ${String(round)} `.repeat(200 + (round % 50) * 40);
    const packageId = await database.write(async (transaction) => {
      const id = await nextPackageId(transaction);
      const fixed = {
        folderId: null,
        description: '',
        dialect: 'cm',
        carry: null,
        properties: {},
        at: 1,
        by: 'x',
      } as const;
      const sequence = { ...fixed, packageId: id, name: id, document: bytes(text), stepCount: 0, enabled: true };
      await insertSequence(transaction, sequence);
      await saveDocument(transaction, {
        packageId: id,
        baseRevision: 1,
        document: bytes(`${text}!`),
        stepCount: 1,
        at: 2,
        by: 'x',
      });
      return id;
    });
    say({ packageId, length: text.length + 1 });
  }
}

/** Holds the writer's lock until its standard input ends. */
async function holdLock(dir: string): Promise<void> {
  const { database } = await openSite(dir, { clock: realClock });
  const native = new SqliteDatabase(database.file);
  native.exec('BEGIN IMMEDIATE');
  say('locked');
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  native.exec('ROLLBACK');
  native.close();
  await database.close();
}

/** Opens the site and closes it; an older one is copied and migrated on the way. */
async function openAndClose(dir: string): Promise<void> {
  say('ready');
  await (await openSite(dir, { clock: realClock })).close();
  say('done');
}

/** Writes one setting; an expected error is an answer too. */
async function writeSetting(dir: string, key: string, value: string): Promise<void> {
  const site = await openSite(dir, { clock: realClock });
  try {
    await site.database.write((transaction) => putSetting(transaction, key, value));
  } finally {
    await site.close();
  }
  say('written');
}

/** Fills the site until writing fails, then tells what is there. */
async function fillUp(dir: string): Promise<void> {
  const { database } = await openSite(dir, { clock: realClock });
  let written = 0;
  try {
    for (; written < 5000; written += 1) {
      const value = 'x'.repeat(20_000);
      await database.write((transaction) => putSetting(transaction, `key${String(written)}`, value));
    }
  } finally {
    say({ written });
  }
}

async function main(): Promise<void> {
  const [command = '', dir = '', ...rest] = process.argv.slice(2);
  try {
    if (command === 'write-for-ever') await writeForEver(dir);
    if (command === 'open') await openAndClose(dir);
    if (command === 'hold-lock') await holdLock(dir);
    if (command === 'write-setting') await writeSetting(dir, rest[0] ?? '', rest[1] ?? '');
    if (command === 'fill-up') await fillUp(dir);
  } catch (error) {
    if (!isAppError(error)) throw error;
    say({ code: error.code, details: error.details });
  }
}

if (import.meta.main) await main();

export interface StoreChild {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  /** Lines as they come, parsed; ends with the process. A last line that was cut off is left out. */
  lines(): AsyncGenerator<unknown, void, void>;
  readonly ended: Promise<void>;
}

interface ChildOptions {
  /** Held to the bits of files, also when root runs the tests. */
  readonly isOrdinary?: boolean;
  /** Goes before it (`ulimit …`). */
  readonly shell?: string;
}

/** Starts the second process. */
export function startStoreChild(arguments_: readonly string[], options: ChildOptions = {}): StoreChild {
  const command = [process.execPath, '--conditions=source', storeChild, ...arguments_];
  const limited =
    options.shell === undefined ? command : ['bash', '-c', `${options.shell}; exec "$@"`, 'bash', ...command];
  const [program = '', ...words] = limited;
  const started = options.isOrdinary === true ? asOrdinaryUser(limited) : { program, words };
  const child = spawn(started.program, started.words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  async function* lines(): AsyncGenerator<unknown, void, void> {
    for await (const line of createInterface({ input: child.stdout })) {
      if (/^[{"].*[}"]$/.test(line)) yield JSON.parse(line) as unknown;
    }
  }
  return { process: child, lines, ended };
}

/** Runs the second process to its end and gives its lines. */
export async function runStoreChild(arguments_: readonly string[], options: ChildOptions = {}): Promise<unknown[]> {
  const child = startStoreChild(arguments_, options);
  const found: unknown[] = [];
  for await (const line of child.lines()) found.push(line);
  await child.ended;
  return found;
}
