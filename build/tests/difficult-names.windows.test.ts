import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, toNamespacedPath } from 'node:path';
import koffi from 'koffi';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, makeCommandLine } from '#host/cli/fakes/command-line';

const documents = 'Users/anna.kovacs/Documents';

/** Names that Windows and its programs can use, however strange. */
const taken: readonly string[] = [
  'plain.txt',
  'blank in the middle.txt',
  '100% #1 [x] {y} & (z) ; = + !.txt',
  "Anna's.txt",
  'Überweisung ß.txt',
  'café.txt',
  'cafe\u0301 in two characters.txt',
  '😀 文書.txt',
  'наш/файл.txt',
  'no extension',
  '.begins with a dot',
  'COM10.txt',
  'read only.txt',
  'hidden.txt',
  ...Array.from({ length: 3 }, (_, depth) => `${'a folder with a rather long name/'.repeat(8 + 2 * depth)}deep.txt`),
  `${'x'.repeat(251)}.txt`,
];

/** Names that only a program makes which does not look at them; no Windows opens them in an ordinary way. */
const notTaken: readonly string[] = ['dot.', 'space ', 'nul.txt', 'con', 'folder./in.txt', 'locked.txt'];

const below = (name: string): string => join(documents, ...name.split('/'));
/** Not looked at by Windows: every character of it is meant, and it may be long. */
const literal = (root: string, name: string): string =>
  toNamespacedPath(root) + `\\${below(name).replaceAll('/', '\\')}`;

let line: CommandLine;
let old: string;
let fresh: string;
let exitCodes: number[];
let missing: string;

/** Opens a file so that nobody else can: what Outlook does with its file. Gives what closes it. */
function lock(path: string): () => void {
  const kernel = koffi.load('kernel32.dll');
  const open = kernel.func(
    'void *CreateFileW(str16 name, uint32 access, uint32 share, void *security, uint32 how, uint32 flags, void *template)',
  ) as (...words: unknown[]) => unknown;
  const close = kernel.func('int CloseHandle(void *handle)') as (handle: unknown) => number;
  const [readAndWrite, nobodyElse, existing] = [0xc0000000, 0, 3];
  const handle = open(path, readAndWrite, nobodyElse, null, existing, 0, null);
  return () => void close(handle);
}

beforeAll(async () => {
  line = await makeCommandLine();
  await line.done('site', 'sample');
  [old = '', fresh = ''] = ['OLD-PC', 'NEW-PC'].map((name) => join(line.siteDirectory, 'devices', name, 'C'));
  for (const name of [...taken, ...notTaken]) {
    mkdirSync(dirname(literal(old, name)), { recursive: true });
    writeFileSync(literal(old, name), `content of ${name}`);
  }
  execFileSync('attrib.exe', ['+r', join(old, below('read only.txt'))]);
  execFileSync('attrib.exe', ['+h', join(old, below('hidden.txt'))]);
  const unlock = lock(join(old, below('locked.txt')));
  try {
    const captured = await line.run('run', 'start', 'WAY00001', '--device', 'OLD-PC');
    const restored = await line.run('run', 'start', 'WAY00002', '--device', 'NEW-PC');
    exitCodes = [captured.code, restored.code];
  } finally {
    unlock();
  }
  const { stateStores } = (await line.done('state', 'list')) as { stateStores: { id: string }[] };
  missing = (await line.run('state', 'show', stateStores[0]?.id ?? '')).out;
}, 180_000);
afterAll(() => line.remove());

it.each(taken)('[BLD-13] %s comes over', (name) => {
  expect(readFileSync(literal(fresh, name), 'utf8')).toBe(`content of ${name}`);
});

it.each(notTaken)('[BLD-13] %s is left out by its name', (name) => {
  const first = name.split('/')[0] ?? '';
  expect(missing).toContain(`C:\\Users\\anna.kovacs\\Documents\\${first}`);
  expect(existsSync(literal(fresh, name))).toBe(false);
});

it('[BLD-13] what was left out makes the exit code 3', () => {
  expect(exitCodes).toEqual([3, 3]);
});

it('[BLD-13] read-only and hidden are what they were', () => {
  expect(statSync(join(fresh, below('read only.txt'))).mode & 0o200).toBe(0);
  expect(execFileSync('attrib.exe', [join(fresh, below('hidden.txt'))], { encoding: 'utf8' })).toMatch(/^[A ]*\s*H/);
});
