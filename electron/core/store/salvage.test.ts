import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { salvageSequences } from './salvage.ts';
import { insertSequence } from './tables/sequence.ts';
import { nextPackageId } from './tables/site.ts';

let temp: TempSite;
let file: string;
const document = (number: number): Buffer => Buffer.from(`<sequence>${String(number).repeat(20_000)}</sequence>`);

beforeEach(async () => {
  temp = await createTempSite();
  file = temp.site.paths.database;
  await temp.site.database.write(async (transaction) => {
    const fixed = { folderId: null, description: '', dialect: 'cm' as const, carry: null, properties: {} };
    for (let number = 1; number <= 9; number += 1) {
      const packageId = await nextPackageId(transaction);
      const one = { ...fixed, packageId, name: `S${String(number)}`, document: document(number) };
      await insertSequence(transaction, { ...one, stepCount: 0, enabled: true, at: 1, by: 'x' });
    }
  });
});
afterEach(() => temp.remove());

const copies = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('waystation-salvage-'));

it('[STO-36] what is still in the log of an open site is read too, and nothing is left of the copy', () => {
  const before = copies();
  const { sequences, lost } = salvageSequences(file);
  expect([sequences.map(({ name }) => name).join(), lost]).toEqual(['S1,S2,S3,S4,S5,S6,S7,S8,S9', []]);
  expect(copies()).toEqual(before);
});

it('[STO-36] of a damaged database all that is readable comes, byte for byte, the rest is named, the file stays', async () => {
  await temp.site.close();
  const bytes = readFileSync(file);
  // The documents of the fifth and sixth sequence, and with them pages of whatever lies between.
  const [from, to] = [bytes.indexOf('5'.repeat(1000)), bytes.indexOf('6'.repeat(1000)) + 1000];
  bytes.fill(0xff, from - (from % 4096), to - (to % 4096) + 4096);
  writeFileSync(file, bytes);
  const { sequences, lost } = salvageSequences(file);
  const sound = sequences.filter(({ name, document: found }) => document(Number(name.slice(1))).equals(found));
  expect(sound.length).toBeGreaterThanOrEqual(6);
  // Some bytes of a damaged page may read as content: never a document under a name that is not in the site.
  expect([...new Set(sequences.map(({ packageId }) => packageId))].length).toBe(sequences.length);
  expect(sequences.length + lost.length).toBeLessThanOrEqual(9);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

it('[STO-36] what is no database, and what is not there, is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waystation-no-site-'));
  try {
    const other = join(folder, 'site.db');
    expect(() => salvageSequences(other)).toThrow(/SITE_NOT_FOUND/);
    writeFileSync(other, 'this is no database'.repeat(1000));
    expect(() => salvageSequences(other)).toThrow(/STORE_CORRUPT/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
