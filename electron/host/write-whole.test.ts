import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import type { WholeCallsLater } from '#core/ports/whole-file';
import { getSitePaths } from '#core/site/site';
import { writeNamed } from './write-whole.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-write-'));
  path = join(folder, 'export.zip');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const site = getSitePaths('/no/site/here');
const bytes = Buffer.alloc(300_000, 'x');

/** Call number `failAt` fails, and with it what was made by an open file; `refusal` is what a disk says without second names. */
function failingCalls(failAt: number, refusal: string | null): { calls: WholeCallsLater; count: () => number } {
  let count = 0;
  const fail = (name: string): void => {
    count += 1;
    if (count === failAt)
      throw Object.assign(new Error(`made by the test, ${name}`), { code: 'EIO', errno: -5, syscall: name });
  };
  const watch = <Of extends object>(of: Of): Of =>
    new Proxy(of, {
      get(target, name): unknown {
        const original: unknown = Reflect.get(target, name);
        if (typeof original !== 'function' || name === 'rm' || name === 'close') {
          return typeof original === 'function' ? original.bind(target) : original;
        }
        return async (...given: unknown[]): Promise<unknown> => {
          fail(String(name));
          if (name === 'link' && refusal !== null) throw Object.assign(new Error('no links'), { code: refusal });
          const made: unknown = await Reflect.apply(original, target, given);
          return name === 'open' ? watch(made as object) : made;
        };
      },
    });
  return { calls: watch<WholeCallsLater>(fs), count: () => count };
}

it.each([
  ['a new file', false, null],
  ['a new file on a disk without second names', false, 'EPERM'],
  ['a new file on a stick of Windows', false, 'EISDIR'],
  ['a new file on a share', false, 'ENOTSUP'],
  ['in the place of another', true, null],
])(
  '[HOST-61] %s is whole or not there, whichever call fails, and nothing lies beside it',
  async (_name, overwrite, refusal) => {
    let failAt = 1;
    for (; failAt < 50; failAt += 1) {
      if (overwrite) writeFileSync(path, 'old');
      const { calls, count } = failingCalls(failAt, refusal);
      let isWritten = true;
      try {
        await writeNamed(path, bytes, { site, overwrite, calls });
      } catch (error) {
        if (!isAppError(error, 'FILE_UNWRITABLE')) throw error;
        isWritten = false;
      }
      const there = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
      // The sync of the folder comes after the place was taken: then the file is whole, though nobody promised it.
      const expected = overwrite ? [Buffer.from('old')] : [];
      expect([expected, [bytes]].some((one) => Buffer.concat(one).equals(Buffer.concat(there)))).toBe(true);
      if (isWritten) expect(Buffer.concat(there).equals(bytes)).toBe(true);
      rmSync(path, { force: true });
      if (isWritten && count() < failAt) break;
    }
    // Open, write, sync, take the place; where folders are synced, that too.
    expect([failAt > 4, failAt < 50]).toEqual([true, true]);
  },
);

it.each([null, 'EPERM', 'EISDIR'])(
  '[HOST-61] an existing file stays when nobody agreed to replace it',
  async (refusal) => {
    writeFileSync(path, 'old');
    const { calls } = failingCalls(0, refusal);
    await expect(writeNamed(path, bytes, { site, overwrite: false, calls })).rejects.toMatchObject({
      code: 'FILE_EXISTS',
    });
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['export.zip']]);
  },
);

it('[HOST-302] what the system refuses to write is said as that, with its cause and what to do; a missing folder by its name', async () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC', errno: -28, syscall: 'open' });
  const calls = { ...fs, open: () => Promise.reject(full) } as unknown as WholeCallsLater;
  await expect(writeNamed(path, bytes, { site, overwrite: false, calls })).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    details: { file: path, reason: { say: 'reasons:system.ENOSPC' }, remedy: { say: 'reasons:system-remedy.space' } },
  });
  const missing = join(folder, 'none');
  await expect(writeNamed(join(missing, 'x.zip'), bytes, { site, overwrite: false })).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
    details: { file: missing },
  });
});
