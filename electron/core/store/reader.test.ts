import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { Reader } from './reader.ts';

let temp: TempSite;

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const readerOf = (options: { hasThread: boolean; workerUrl?: URL; onRead?: (text: string) => void }) =>
  new Reader({ file: temp.site.database.file, here: temp.site.database.read.native, ...options });
const one = { text: 'SELECT count(*) AS total FROM site', values: [] };

describe('reader', () => {
  it('[STO-121] reads in a thread of its own and in this one alike, several statements as of one moment', async () => {
    for (const hasThread of [true, false]) {
      const seen: string[] = [];
      const reader = readerOf({ hasThread, onRead: (text) => void seen.push(text) });
      expect(await reader.read([one, { text: 'SELECT ? AS given', values: ['x'] }])).toEqual([
        [{ total: 1 }],
        [{ given: 'x' }],
      ]);
      await expect(reader.read([{ text: 'SELECT missing_column', values: [] }])).rejects.toThrow(/no such column/);
      expect(seen).toEqual(['SELECT count(*) AS total FROM site; SELECT ? AS given']);
      await reader.close();
    }
  });

  it('[STO-122] when its thread dies what waits is read in this one, and a thread that keeps dying is left', async () => {
    const file = join(temp.site.dir, 'dying-worker.js');
    writeFileSync(file, "require('node:worker_threads').parentPort.on('message', () => process.exit(1));");
    const reader = readerOf({ hasThread: true, workerUrl: pathToFileURL(file) });
    for (let count = 0; count < 5; count += 1) expect(await reader.read([one])).toEqual([[{ total: 1 }]]);
    await reader.close();
  });
});
