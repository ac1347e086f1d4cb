import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { failingFiles, systemError } from '../ports/fakes/faulty-files.ts';
import { isWindows } from '../ports/fakes/on-windows.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { systemRefusal } from '../ports/system-reason.ts';
import { packFailure } from '../ports/worker-thread.ts';
import { capture, makePlace, plant, restore, testWork, verify } from './test-device.contract.ts';

const place = makePlace();

const calls = Object.entries(realFiles)
  .filter(([name, call]) => typeof call === 'function' && name.endsWith('Sync'))
  .map(([name]) => name as keyof Files);

/** Codes of the system are data to what is tried here: under Wine, where a round of them takes half a minute, two do. */
const codes = isWindows
  ? ['EACCES', 'ENOSPC']
  : ['EROFS', 'ENOSPC', 'EMFILE', 'EACCES', 'ENAMETOOLONG', 'ELOOP', 'EXDEV', 'EIO', 'ETXTBSY', 'ENOMEM'];

/** The code under which a failure comes to who asked for the work; null when there was none. */
function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    const failure = packFailure(error);
    return failure.kind === 'refused' ? failure.code : 'INTERNAL';
  }
}

describe('what the system refuses', () => {
  it('[PORT-131] has a code, a reason and a remedy, whatever it is', () => {
    const all = [...Object.keys(os.constants.errno), 'UNKNOWN'];
    for (const code of all) {
      const refusal = systemRefusal(new Error('outer', { cause: systemError(code, 'open') }));
      expect(refusal?.code, code).toBe('SYSTEM_REFUSED');
      expect(refusal?.details).toMatchObject({
        call: 'open',
        remedy: { say: expect.stringMatching(/^reasons:system-remedy\./) as string },
      });
    }
    expect(systemRefusal(new TypeError('a bug'))).toBeNull();
    expect(systemRefusal(Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' }))).toBeNull();
  });

  it.each(codes)(
    '[PORT-131] %s at any call of a capture, a verify or a restore is no fault of this program',
    { timeout: 120_000 },
    (code) => {
      plant(place.old, { 'Users/Anna/Documents/a.txt': 'a' });
      capture(place);
      const wrong: string[] = [];
      for (const call of calls) {
        const { files } = failingFiles(realFiles, [call], 1, code, true);
        const found = [
          codeOf(() => capture(place, { overwrite: true }, testWork(files).work)),
          codeOf(() => verify(place, testWork(files).work)),
          codeOf(() => restore(place, {}, testWork(files).work)),
        ];
        if (found.includes('INTERNAL')) wrong.push(`${call}: ${found.join(', ')}`);
        capture(place, { overwrite: true });
      }
      expect(wrong).toEqual([]);
    },
  );
});
