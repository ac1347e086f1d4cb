import { inEnglish } from '../ports/fakes/english.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { realIds } from '../ports/real.ts';
import { buildExport, smallSequence } from '../transfer/fakes/build-export.ts';
import { fileWorkersContract } from './file-workers.contract.ts';
import { createFileWorkers, createFileWorkersHere, fileWorkersHere } from './file-workers.ts';

fileWorkersContract('in a thread', createFileWorkers());
fileWorkersContract('in the caller’s thread', createFileWorkersHere({ files: realFiles, ids: realIds }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-file-workers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const step = (number: number): string =>
  `<step type="SMS_TaskSequence_SetVariableAction" name="Set ${String(number)}" description="" runIn="WinPEandFullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>tsenv.exe "A=b"</action><defaultVarList><variable name="VariableName" property="VariableName" hidden="true">A</variable><variable name="VariableValue" property="VariableValue" hidden="true">b</variable></defaultVarList></step>`;

/** An export of one sequence that takes a good second to read. */
function writeLarge(steps: number): string {
  const xml = `<sequence version="3.10">${Array.from({ length: steps }, (_, at) => step(at)).join('')}</sequence>\r\n`;
  const path = join(folder, 'large.zip');
  writeFileSync(path, buildExport([{ packageId: 'LAB00001', name: 'Large', xml }]));
  return path;
}

function writeWorker(text: string): URL {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'worker.mjs');
  writeFileSync(path, `import { parentPort } from 'node:worker_threads';\n${text}\n`);
  return pathToFileURL(path);
}

const threads = (): number =>
  process.getActiveResourcesInfo().filter((one) => one === 'Worker' || one === 'MessagePort').length;

describe('a thread for foreign files', () => {
  it('[LIB-17] one that needs too much memory ends as an error of its file, and the next file is read', async () => {
    const source = writeLarge(20_000);
    const small = join(folder, 'small.xml');
    writeFileSync(small, smallSequence);
    const work = createFileWorkers({ heapMb: 48 }).begin();
    await expect(work.do({ kind: 'read', fileName: 'large.zip', source })).rejects.toMatchObject({
      code: 'FILE_NEEDS_TOO_MUCH_MEMORY',
      details: { file: 'large.zip', limit: 48 },
    });
    const { sequences: facts } = await work.do({ kind: 'read', fileName: 'small.xml', source: small });
    expect(facts.map(({ name, stepCount }) => [name, stepCount])).toEqual([['small', 2]]);
    await work.end();
  });

  it.each([
    ['ends itself', "parentPort.on('message', () => process.exit(7));", 'exit code 7'],
    ['throws outside of its work', "parentPort.on('message', () => { throw new Error('oh'); });", 'oh'],
    ['cannot be loaded', "import './absent.mjs';", 'absent.mjs'],
  ])('[LIB-17] one that %s becomes an error with file and reason', async (_name, text, reason) => {
    const work = createFileWorkers({ workerUrl: writeWorker(text) }).begin();
    const failed = work.do({ kind: 'read', fileName: 'a.zip', source: 'a.zip' });
    await expect(failed).rejects.toMatchObject({ code: 'FILE_WORKER_FAILED', details: { file: 'a.zip' } });
    await expect(
      failed.catch((error: unknown) => inEnglish((error as { details: { reason: unknown } }).details.reason)),
    ).resolves.toContain(reason);
    await work.end();
  });

  it('[LIB-17] a fault of ours in the thread stays one, with the stack of the thread', async () => {
    const text =
      "parentPort.on('message', () => parentPort.postMessage({ kind: 'failed', message: 'm', stack: 'at x' }));";
    const work = createFileWorkers({ workerUrl: writeWorker(text) }).begin();
    const failed = work.do({ kind: 'read', fileName: 'a.zip', source: 'a.zip' });
    await expect(failed).rejects.toMatchObject({ code: 'INTERNAL', cause: { stack: 'at x' } });
    await work.end();
  });

  it('[LIB-16] called off in the middle it ends at once, and a later order is refused', async () => {
    const source = writeLarge(6000);
    const abort = new AbortController();
    const work = createFileWorkers().begin({ signal: abort.signal, onProgress: () => abort.abort() });
    const order = { kind: 'read', fileName: 'large.zip', source } as const;
    await expect(work.do(order)).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(work.do(order)).rejects.toMatchObject({ code: 'CANCELLED' });
    await work.end();
  });

  it('[LIB-15] no thread and no handle is left, whether it ended well, was refused or called off', async () => {
    const source = join(folder, 'small.xml');
    writeFileSync(source, smallSequence);
    const before = threads();
    for (const fault of ['none', 'refused', 'called off', 'unused']) {
      const abort = new AbortController();
      const work = createFileWorkers().begin({ signal: abort.signal });
      const path = fault === 'refused' ? folder : source;
      if (fault !== 'unused') {
        const asked = work.do({ kind: 'read', fileName: 'small.xml', source: path });
        if (fault === 'called off') abort.abort();
        if (fault === 'none') expect(threads()).toBeGreaterThan(before);
        await Promise.allSettled([asked]);
      }
      await work.end();
    }
    expect(threads()).toBe(before);
  });

  it('[LIB-15] the console goes on while a large file is read', async () => {
    const source = writeLarge(4000);
    const beat = async (workers: typeof fileWorkersHere): Promise<number> => {
      let beats = 0;
      let isReading = true;
      const count = (): void => {
        beats += 1;
        if (isReading) setImmediate(count);
      };
      setImmediate(count);
      const work = workers.begin();
      await work.do({ kind: 'read', fileName: 'large.zip', source });
      isReading = false;
      await work.end();
      return beats;
    };
    // Here the beats stop while a tree is made; beside a thread there are thousands of times as many.
    const [here, beside] = [await beat(fileWorkersHere), await beat(createFileWorkers())];
    expect(beside).toBeGreaterThan(here * 20);
  });
});
