import { expect, it } from 'vitest';
import {
  buildVersion,
  readSameColumns,
  readTables,
  rowsOfVersion10,
  tablesOfVersion10,
} from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

it('[STO-20] a site of the version before keeps its task sequences, and nothing is known of what they refer to', () => {
  const native = buildVersion(10);
  native.exec(rowsOfVersion10);
  migrate(native, 190);
  const before = readTables(native, tablesOfVersion10);
  migrate(native, 200);
  expect(readVersion(native)).toBe(200);
  expect(readSameColumns(native, before)).toEqual(before);
  expect(native.prepare('SELECT count(*) FROM imported_reference').pluck().get()).toBe(0);
  native.close();
});
