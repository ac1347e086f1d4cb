import { inEnglish } from '../../ports/fakes/english.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeProcesses } from '../../ports/fakes/fake-processes.ts';
import type { Files } from '../../ports/files.ts';
import { realFiles } from '../../ports/files-real.ts';
import type { ProcessResult } from '../../ports/processes.ts';
import { createHarness, type Harness } from '../fakes/harness.ts';
import { makeModel, step } from '../fakes/model.ts';
import { checkCommandLength, findFolderProblem } from './command-shell.ts';

describe('limits of shells', () => {
  const lengthOf = (shell: 'sh' | 'cmd', command: string) => {
    try {
      checkCommandLength(shell, command);
      return null;
    } catch (error) {
      return (error as { details: unknown }).details;
    }
  };

  it('[ENG-100] a command that the shell would not take is refused with its length', () => {
    const limit = 8191 - 'C:\\Windows\\system32\\cmd.exe /d /s /c ""'.length;
    expect(lengthOf('cmd', 'x'.repeat(limit))).toBeNull();
    expect(lengthOf('cmd', 'x'.repeat(limit + 1))).toEqual({ length: limit + 1, limit });
    expect(lengthOf('sh', 'é'.repeat(65_535))).toBeNull();
    expect(lengthOf('sh', 'é'.repeat(65_536))).toEqual({ length: 131_072, limit: 131_071 });
  });

  it('[ENG-101] shares and too long folders are none for cmd.exe, in whichever form they are written', () => {
    const shares = ['\\\\server\\share', '\\\\server\\share\\a b', '\\\\?\\UNC\\server\\share\\x'];
    expect(shares.map((folder) => inEnglish(findFolderProblem('cmd', folder)))).toEqual(
      shares.map(() => 'cmd.exe has no folders on shares'),
    );
    const fitting = ['C:\\', 'Z:\\é ü\\%x%', `C:\\${'x'.repeat(255)}`, `\\\\?\\C:\\${'x'.repeat(255)}`];
    expect(fitting.map((folder) => findFolderProblem('cmd', folder))).toEqual(fitting.map(() => null));
    expect(inEnglish(findFolderProblem('cmd', `C:\\${'x'.repeat(256)}`))).toContain('259 characters');
    expect(findFolderProblem('sh', '//server/share')).toBeNull();
  });
});

describe('Run Command Line in cmd.exe', () => {
  const share = '\\\\server\\share';
  const open: Harness[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.dispose();
  });

  /** Drive C: of the device is a folder of a server. */
  async function runOnShare(properties: Record<string, string>, result?: ProcessResult) {
    const processes = createFakeProcesses(() => result ?? { kind: 'exited', exitCode: 0 }, 'cmd');
    const files = {
      ...realFiles,
      realpathSync: () => share,
      readdirSync: () => [{ name: 'App', isSymbolicLink: () => false }],
    } as unknown as Files;
    const h = createHarness({ processes, files });
    open.push(h);
    const node = step('run-command-line', { commandLine: 'x', ...properties }, { timeoutSeconds: 60 });
    const { row } = await h.service.view(await h.carryOut(makeModel([node])));
    const error = row.error === null ? null : [row.error.code, inEnglish(row.error.details)];
    return { processes, error, log: h.logSink.entries.map((entry) => entry.message).join('\n') };
  }

  it('[ENG-101] without “Start in” it starts in an empty folder and says so; the variable holds the share', async () => {
    const { processes, error, log } = await runOnShare({});
    expect(error).toBeNull();
    expect(processes.requests).toMatchObject([{ workingFolder: null, environment: { WAYSTATION_DRIVE_C: share } }]);
    expect(log).toContain(`an empty folder, because ${share} is none: cmd.exe has no folders on shares`);
  });

  it('[ENG-101] with “Start in” on the share nothing is started', async () => {
    const { processes, error } = await runOnShare({ workingDirectory: 'C:\\App' });
    expect(error).toMatchObject(['COMMAND_FOLDER_UNUSABLE', { reason: 'cmd.exe has no folders on shares' }]);
    expect(processes.requests).toEqual([]);
  });

  it('[ENG-100] a command line that is too long is not started, and is measured with its variables', async () => {
    const long = { commandLine: 'echo %OSDComputerName%'.repeat(390) };
    const { processes, error } = await runOnShare(long);
    expect([error?.[0], processes.requests]).toEqual(['COMMAND_TOO_LONG', []]);
  });

  it('[ENG-102] a command that could not be ended is told with the numbers of its processes', async () => {
    expect((await runOnShare({}, { kind: 'timed-out', left: [17, 18] })).error).toEqual([
      'COMMAND_NOT_ENDED',
      { limit: '60 seconds', processes: '17, 18' },
    ]);
  });
});
