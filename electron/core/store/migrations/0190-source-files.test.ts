import { expect, it } from 'vitest';
import {
  buildVersion,
  readSameColumns,
  readTables,
  rowsOfVersion10,
  tablesOfVersion10,
} from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

it('[STO-20] a site of the version before keeps its task sequences, and of none a file is made up', () => {
  const native = buildVersion(10);
  native.exec(rowsOfVersion10);
  migrate(native, 180);
  const before = readTables(native, tablesOfVersion10);
  migrate(native, 190);
  expect(readVersion(native)).toBe(190);
  expect(readSameColumns(native, before)).toEqual(before);
  expect(native.prepare('SELECT source_file FROM sequence').pluck().all()).toEqual(['']);
  native.close();
});
