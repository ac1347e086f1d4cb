import { describe, expect, it } from 'vitest';
import { systemError } from './fakes/faulty-files.ts';
import { patientRename, patientRenameLater } from './held-files.ts';

/** A rename that is refused so many times, and time that only passes by pauses. */
async function rehearse(form: string, refusals: number, code: string) {
  let time = 5000;
  let tries = 0;
  const refuse = (): void => {
    tries += 1;
    if (tries <= refusals) throw systemError(code, 'rename');
  };
  const now = (): number => time;
  const pause = (milliseconds: number): void => {
    time += milliseconds;
  };
  const renameNow = patientRename(refuse, { now, pause });
  const renameLater = patientRenameLater(
    (): Promise<void> =>
      new Promise((resolve) => {
        refuse();
        resolve();
      }),
    {
      now,
      pause: (milliseconds) =>
        new Promise<void>((resolve) => {
          pause(milliseconds);
          resolve();
        }),
    },
  );
  let thrown = '';
  try {
    if (form === 'at once') renameNow('a', 'b');
    else await renameLater('a', 'b');
  } catch (error) {
    thrown = String((error as NodeJS.ErrnoException).code);
  }
  return { tries, thrown, waitedMs: time - 5000 };
}

describe.each(['at once', 'later'])('a rename on Windows, %s', (form) => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('[PORT-36] waits for who holds the file: %s', async (code) => {
    expect(await rehearse(form, 3, code)).toEqual({ tries: 4, thrown: '', waitedMs: 150 });
  });

  it('[PORT-36] gives up after a second, with what was said', async () => {
    expect(await rehearse(form, Infinity, 'EPERM')).toEqual({ tries: 21, thrown: 'EPERM', waitedMs: 1000 });
  });

  it('[PORT-36] throws every other error at once', async () => {
    expect(await rehearse(form, Infinity, 'ENOENT')).toEqual({ tries: 1, thrown: 'ENOENT', waitedMs: 0 });
  });
});
