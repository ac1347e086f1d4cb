import { describe, expect, test } from 'vitest';
import type { DeviceRow } from '../model/device.ts';
import type { ListPage } from '../model/list.ts';
import { DeviceListQuery } from '../model/lists.ts';

/** Answers `device.list` over devices of these names. */
export type OpenDeviceList = (
  names: readonly string[],
) => Promise<(query: DeviceListQuery) => ListPage<DeviceRow> | Promise<ListPage<DeviceRow>>>;

const names = ['PC-2', 'PC-10', 'pc-1', 'Lab 1', 'Lab 2'];

/** What every answer to a list is, from the database or from rows that a test holds. `rule` is the rule id in brackets. */
export function describeDeviceList(name: string, rule: string, open: OpenDeviceList): void {
  const start = async () => {
    const list = await open(names);
    const ask = (query: Readonly<Record<string, unknown>> = {}) => list(DeviceListQuery.parse(query));
    const found = async (query: Readonly<Record<string, unknown>>) => (await ask(query)).rows.map((row) => row.name);
    const idOf = async (wanted: string) => (await ask()).rows.find((row) => row.name === wanted)?.id ?? '';
    return { ask, found, idOf };
  };

  describe(`list of devices: ${name}`, () => {
    test(`${rule} goes by name as people sort it, either way`, async () => {
      const { found } = await start();
      const sorted = ['Lab 1', 'Lab 2', 'pc-1', 'PC-2', 'PC-10'];
      expect(await found({})).toEqual(sorted);
      expect(await found({ sort: { column: 'name', descending: true } })).toEqual(sorted.toReversed());
    });

    test(`${rule} has the rows of a page, its place, and how many match`, async () => {
      const { ask, idOf } = await start();
      const page = await ask({ offset: 3, limit: 1 });
      expect([page.rows.map((row) => row.name), page.offset, page.total]).toEqual([['PC-2'], 3, 5]);
      const near = await ask({ around: await idOf('PC-2'), limit: 2 });
      expect([near.rows.map((row) => row.name), near.offset, near.total]).toEqual([['pc-1', 'PC-2'], 2, 5]);
      const other = await ask({ around: await idOf('PC-2'), filter: 'lab', limit: 1 });
      expect([other.rows.map((row) => row.name), other.offset, other.total]).toEqual([['Lab 1'], 0, 2]);
    });

    test(`${rule} is narrowed by every word, by how names begin, by names and by ids`, async () => {
      const { found, idOf } = await start();
      expect(await found({ filter: 'LAB 2' })).toEqual(['Lab 2']);
      expect(await found({ filter: 'lab pc' })).toEqual([]);
      expect(await found({ startsWith: 'PC-1' })).toEqual(['pc-1', 'PC-10']);
      expect(await found({ names: ['PC-1', 'nobody'] })).toEqual(['pc-1']);
      const ids = [await idOf('PC-10'), '00000000-0000-4000-8000-0000000000ff', await idOf('Lab 1')];
      expect(await found({ ids })).toEqual(['Lab 1', 'PC-10']);
      expect(await found({ ids, startsWith: 'l' })).toEqual(['Lab 1']);
    });
  });
}
