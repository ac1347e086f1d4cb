import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import { realProcesses } from '../ports/processes-real.ts';
import { createRunService } from './run-service.ts';
import { createFileJournal, createFileRuns, createFileSecrets } from './fakes/file-stores.ts';
import { createHarness, type Harness } from './fakes/harness.ts';

let folder = '';
let harness: Harness;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-kill-'));
  harness = createHarness({ device: { drives: { 'C:': folder } } });
});
afterEach(() => {
  harness.dispose();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Starts the child and kills it when it is in the middle of its capture. */
async function killInTheMiddle(): Promise<void> {
  const script = fileURLToPath(new URL('./fakes/kill-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', script, folder], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('capturing')) child.kill('SIGKILL');
    });
    child.once('exit', () => (said.includes('capturing') ? resolve() : reject(new Error(complaints))));
  });
}

describe('a killed process', () => {
  it('[ENG-7] killed in the middle of a capture: finished steps are not repeated, the capture begins again', async () => {
    await killInTheMiddle();
    const service = createRunService({
      ...harness.ports,
      processes: realProcesses,
      journal: createFileJournal(path.join(folder, 'journal')),
      runs: createFileRuns(path.join(folder, 'run'), path.join(folder, 'journal'), createFileSecrets(folder)),
      secrets: createFileSecrets(folder),
    });
    const runId = RunId.parse(1);
    expect((await service.view(runId)).steps[4]?.state).toBe('running');
    await service.resume(runId);
    expect(await service.whenEnded(runId)).toMatchObject({ state: 'succeeded', stepDone: 7, error: null });
    expect(fs.readFileSync(path.join(folder, 'trace'), 'utf8').split(/\r?\n/)).toEqual([
      'before',
      'after k1ll-secret',
      '',
    ]);
    expect(harness.userState.captures.map((capture) => capture.overwrite)).toEqual([true]);
    expect(harness.migrationPoints.events).toEqual(['begun capture', 'ended captured', 'release published']);
    const { steps } = await service.view(runId);
    expect(steps.map((row) => row.attempts)).toEqual([1, 1, 0, 1, 2, 1, 1, 1]);
    expect(fs.readFileSync(path.join(folder, 'journal'), 'utf8')).not.toContain('k1ll-secret');
  });
});
