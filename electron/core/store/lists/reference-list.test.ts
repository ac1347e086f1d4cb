import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainReference, type ReferenceKind, referenceKey } from '#shared/model/reference';
import { createTempSite, type TempSite } from '../../ports/fakes/temp-site.ts';
import { openNative } from '../connection.ts';
import { putImportedReferences } from '../tables/imported-reference.ts';
import { unreadableRows } from '../unreadable.ts';
import {
  explainedKeys,
  findReferences,
  importedReferences,
  listReferences,
  type ReferenceSource,
  siteSequences,
} from './reference-list.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

const from = { sourceFile: 'f.zip', at: 5 };
const tell = (...facts: ReturnType<typeof plainReference>[]) =>
  temp.site.database.write(async (transaction) => {
    putImportedReferences(transaction, facts, from);
    await Promise.resolve();
  });
const ask = (kinds: readonly ReferenceKind[], filter = '', offset = 0, limit = 50) => ({
  ...{ kinds: [...kinds], filter, offset, limit },
});

it('[STO-240] pages follow each other by name, numbers by value, and count all that matches', async () => {
  await tell(...[10, 9, 1].map((at) => plainReference('package', `LAB0000${String(at % 10)}`, `Tools ${String(at)}`)));
  await tell(plainReference('image', 'LAB0000F', 'Tools of Windows'));
  const page = async (offset: number) => {
    const { rows, total } = await listReferences(temp.site.database, ask(['package'], 'TOOLS', offset, 2));
    return [rows.map(({ name }) => name), total];
  };
  expect([await page(0), await page(2)]).toEqual([
    [['Tools 1', 'Tools 9'], 3],
    [['Tools 10'], 3],
  ]);
  expect((await listReferences(temp.site.database, ask(['package', 'image'], 'windows 0000f'))).rows).toMatchObject([
    { kind: 'image', id: 'LAB0000F' },
  ]);
});

/** As objects of the site will be one: what it knows is believed before what a file told. */
const objects: ReferenceSource = {
  origin: 'site',
  offers: ['package'],
  rows: `SELECT * FROM (SELECT 'package' AS kind, 'LAB00009' AS id, 'lab00009' AS idKey, 'Own tools' AS name,
    '' AS version, '' AS manufacturer, '[]' AS programs, '[]' AS images, '' AS sourceFile, NULL AS importedAt,
    'own tools' AS nameSort, 'own tools lab00009' AS search) WHERE 1 = 1`,
  isOneOf: 'idKey IN (SELECT value FROM json_each(?))',
};

it('[LIB-53] one more source is one more in the list: what it knows comes once, and from it', async () => {
  await tell(plainReference('package', 'lab00009', 'Told tools'), plainReference('package', 'LAB0000A', 'Other'));
  const sources = [siteSequences, objects, importedReferences];
  const { rows, total } = await listReferences(temp.site.database, ask(['package']), sources);
  expect([rows.map(({ name, source }) => [name, source]), total]).toEqual([
    [
      ['Other', 'import'],
      ['Own tools', 'site'],
    ],
    2,
  ]);
  const { read } = temp.site.database;
  expect(findReferences(read, ['LAB00009'], sources)).toMatchObject([{ name: 'Own tools', source: 'site' }]);
  expect(explainedKeys(read, ['LAB00009', 'LAB000FF'], sources)).toEqual(new Set(['lab00009']));
});

it('[LIB-53] whatever was told is found by its ID, in any case, and by every word of its name', async () => {
  const names = fc.stringMatching(/^[A-Za-zÄöß0-9'"%_-]{1,12}( [A-Za-z0-9]{1,6})?$/);
  const ids = fc.stringMatching(/^[A-Z]{3}[0-9A-F]{5}$/);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(ids, names), { minLength: 1, maxLength: 6 }), async (told) => {
      await tell(...told.map(([id, name]) => plainReference('driver-package', id, name)));
      const last = new Map(told);
      const { read } = temp.site.database;
      const asked = [...last.keys()].map((id) => id.toLowerCase());
      const found = new Map(findReferences(read, asked).map(({ id, name }) => [id, name]));
      expect(found).toEqual(last);
      expect(explainedKeys(read, asked)).toEqual(new Set([...last.keys()].map(referenceKey)));
      for (const [id, name] of last) {
        const { rows } = await listReferences(temp.site.database, ask(['driver-package'], `${name} ${id}`));
        expect(rows.map((row) => row.id)).toContain(id);
      }
    }),
    { numRuns: 25 },
  );
});

it('[LIB-53] more IDs than one statement takes are all asked for', async () => {
  await tell(plainReference('package', 'LAB00001', 'First'), plainReference('package', 'LAB0FFFF', 'Last'));
  const between = Array.from({ length: 6000 }, (_, at) => `XYZ${at.toString(16).padStart(5, '0')}`);
  const ids = ['LAB00001', ...between, 'LAB0FFFF'];
  const { read } = temp.site.database;
  expect(findReferences(read, ids).map(({ name }) => name)).toEqual(['First', 'Last']);
  expect(explainedKeys(read, ids)).toEqual(new Set(['lab00001', 'lab0ffff']));
});

it('[STO-241] what cannot be read is left out and named, and the next file writes it anew', async () => {
  await tell(plainReference('package', 'LAB00001', 'One'), plainReference('package', 'LAB00002', 'Two'));
  const native = openNative(temp.site.paths.database, {});
  native.exec("UPDATE imported_reference SET images = 'x' WHERE reference_id = 'LAB00001'");
  native.exec("UPDATE imported_reference SET kind = 'newer' WHERE reference_id = 'LAB00002'");
  native.close();
  const { database } = temp.site;
  expect(findReferences(database.read, ['LAB00001', 'LAB00002'])).toEqual([]);
  expect([...unreadableRows(database).keys()].sort()).toEqual([
    'imported_reference/LAB00001',
    'imported_reference/LAB00002',
  ]);
  await tell(plainReference('package', 'LAB00001', 'One again'));
  expect(findReferences(database.read, ['LAB00001'])).toMatchObject([{ name: 'One again', images: [] }]);
});

it('[STO-240] IDs are found along an index, however many things are known', () => {
  const { native } = temp.site.database.read;
  for (const { rows, isOneOf } of [siteSequences, importedReferences]) {
    const plan = native.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${rows} AND ${isOneOf}`).all('[]');
    const steps = plan.map(({ detail }) => detail).filter((detail) => !detail.includes('json_each'));
    expect(steps.some((detail) => /^SCAN [lr]\b/.test(detail))).toBe(false);
    expect(steps.some((detail) => /^SEARCH [lr] USING INDEX/.test(detail))).toBe(true);
  }
});
