import { describe, expect, it } from 'vitest';
import { systemError } from './fakes/faulty-files.ts';
import { patientRename } from './held-files.ts';

/** A rename that is refused so many times, and time that only passes by pauses. */
function rehearse(refusals: number, code: string) {
  let time = 5000;
  let tries = 0;
  const rename = patientRename(
    () => {
      tries += 1;
      if (tries <= refusals) throw systemError(code, 'rename');
    },
    { now: () => time, pause: (milliseconds) => (time += milliseconds) },
  );
  let thrown = '';
  try {
    rename('a', 'b');
  } catch (error) {
    thrown = String((error as NodeJS.ErrnoException).code);
  }
  return { tries, thrown, waitedMs: time - 5000 };
}

describe('a rename on Windows', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('[PORT-36] waits for who holds the file: %s', (code) => {
    expect(rehearse(3, code)).toEqual({ tries: 4, thrown: '', waitedMs: 150 });
  });

  it('[PORT-36] gives up after a second, with what was said', () => {
    expect(rehearse(Infinity, 'EPERM')).toEqual({ tries: 21, thrown: 'EPERM', waitedMs: 1000 });
  });

  it('[PORT-36] throws every other error at once', () => {
    expect(rehearse(Infinity, 'ENOENT')).toEqual({ tries: 1, thrown: 'ENOENT', waitedMs: 0 });
  });
});
