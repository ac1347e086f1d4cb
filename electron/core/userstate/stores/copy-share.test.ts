import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failingFiles } from '../../ports/fakes/faulty-files.ts';
import { realFiles } from '../../ports/files-real.ts';
import { copyWorkerUrl, createShare, sharedProgress, startCopyHelper, stopShare, takeJobs } from './copy-share.ts';
import type { CopyJob } from './copy-share.ts';

let folder: string;
let jobs: CopyJob[];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-share-'));
  jobs = Array.from({ length: 400 }, (_, index) => {
    fs.writeFileSync(path.join(folder, `s${index}`), 'x'.repeat(2048));
    return { source: path.join(folder, `s${index}`), target: path.join(folder, `t${index}`) };
  });
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('copying by two threads', () => {
  it('[UST-51] copies each file once, whoever asks first', () => {
    const helper = startCopyHelper(copyWorkerUrl);
    // The second time it is up already, and the answers are those of the second time.
    for (const round of ['t', 'u']) {
      const own = jobs.map(({ source, target }) => ({ source, target: `${target}${round}` }));
      const share = helper.start(own);
      const answers = [...takeJobs(realFiles, own, share, () => undefined), ...helper.finish()];
      expect([new Set(answers.map(([index]) => index)).size, answers.length]).toEqual([400, 400]);
      expect(answers.every(([, answer]) => answer.kind === 'copied')).toBe(true);
      expect(sharedProgress(share).files).toBe(400);
      expect(own.every(({ target }) => fs.existsSync(target))).toBe(true);
    }
    helper.end();
  });

  it('[UST-51] tries no further file after a failing disk', () => {
    const { files } = failingFiles(realFiles, ['writeSync'], 3, 'ENOSPC', true);
    const share = createShare();
    const answers = takeJobs(files, jobs, share, () => undefined);
    expect(answers.map(([, { kind }]) => kind)).toEqual(['copied', 'copied', 'failed']);
    expect(takeJobs(realFiles, jobs, share, () => undefined)).toEqual([]);
  });

  it('[UST-51] stops when it is called off', () => {
    const share = createShare();
    const answers = takeJobs(realFiles, jobs, share, (index) => {
      if (index === 5) stopShare(share);
    });
    expect(answers.length).toBe(6);
  });
});
