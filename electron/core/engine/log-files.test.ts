import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import { realFiles } from '../ports/files-real.ts';
import { failingFiles } from '../ports/fakes/faulty-files.ts';
import { createRunLogFiles } from './log-files.ts';

const runId = RunId.parse(118);

describe('files of a run', () => {
  it('[ENG-52] lie in a folder of the run and grow by appending', async () => {
    const logs = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-logs-'));
    const files = createRunLogFiles(realFiles, path.join(logs, 'logs'));
    expect(await files.size(runId, 'smsts.log')).toBe(0);
    await files.append(runId, 'smsts.log', 'één\n');
    await files.append(runId, 'smsts.log', 'two\n');
    expect(files.folder(runId)).toBe(path.join(logs, 'logs', '118'));
    expect(fs.readFileSync(path.join(logs, 'logs', '118', 'smsts.log'), 'utf8')).toBe('één\ntwo\n');
    expect(await files.size(runId, 'smsts.log')).toBe(10);
    await files.close(runId);
    fs.rmSync(logs, { recursive: true });
  });

  it('[ENG-52] are open while their run goes on, and no longer', async () => {
    const logs = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-logs-'));
    const calls: string[] = [];
    const files = createRunLogFiles(
      {
        ...realFiles,
        openSync: (...given) => (calls.push('open'), realFiles.openSync(...given)),
        closeSync: (handle) => {
          calls.push('close');
          realFiles.closeSync(handle);
        },
      },
      logs,
    );
    fs.mkdirSync(path.join(logs, '118'));
    for (const line of ['a', 'b', 'c']) await files.append(runId, 'smsts.log', line);
    await files.append(runId, 'scanstate.log', 'd');
    expect(calls).toEqual(['open', 'open']);
    await files.close(runId);
    await files.close(runId);
    expect(calls).toEqual(['open', 'open', 'close', 'close']);
    await files.append(runId, 'smsts.log', 'e');
    expect(fs.readFileSync(path.join(logs, '118', 'smsts.log'), 'utf8')).toBe('abce');
    await files.close(runId);
    fs.rmSync(logs, { recursive: true });
  });

  it('[ENG-52] a full disk is heard of, and the file is closed', async () => {
    const logs = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-logs-'));
    const faulty = failingFiles(realFiles, ['writeSync'], 1, 'ENOSPC');
    const files = createRunLogFiles(faulty.files, logs);
    await expect(files.append(runId, 'smsts.log', 'x')).rejects.toMatchObject({ code: 'ENOSPC' });
    await files.append(runId, 'smsts.log', 'y');
    expect(fs.readFileSync(path.join(logs, '118', 'smsts.log'), 'utf8')).toBe('y');
    await files.close(runId);
    fs.rmSync(logs, { recursive: true });
  });
});
