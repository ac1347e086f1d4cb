import { DeviceId } from '#shared/model/ids';
import type { DeviceListQuery } from '#shared/model/lists';
import type { DeviceRow } from '#shared/model/device';
import { testDevice } from '../testing.tsx';

/** Many devices made for tests: `PC-0000`, `PC-0001` … */
export function manyDevices(count: number): DeviceRow[] {
  return Array.from({ length: count }, (_, at) => ({
    ...testDevice,
    id: DeviceId.parse(`5f0c6f3e-6a3c-4c1e-9a55-${at.toString(16).padStart(12, '0')}`),
    name: `PC-${at.toString().padStart(4, '0')}`,
    model: at % 2 === 0 ? 'even' : 'odd',
  }));
}

const asPeopleSort = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Answers `device.list` from rows as the core does: filter, names, ids, order by name and pages. */
export function listDevices(rows: readonly DeviceRow[], asked: DeviceListQuery) {
  const words = asked.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const names = asked.names === null ? null : new Set(asked.names.map((name) => name.toLowerCase()));
  const ids = asked.ids === null ? null : new Set(asked.ids);
  const matching = rows
    .filter((row) => words.every((word) => `${row.name} ${row.model}`.toLowerCase().includes(word)))
    .filter((row) => row.name.toLowerCase().startsWith(asked.startsWith.toLowerCase()))
    .filter((row) => ids?.has(row.id) ?? true)
    .filter((row) => names?.has(row.name.toLowerCase()) ?? true);
  const sorted = matching.toSorted((one, other) => asPeopleSort.compare(one.name, other.name));
  if (asked.sort?.descending === true) sorted.reverse();
  const place = asked.around === null ? -1 : sorted.findIndex((row) => row.id === asked.around);
  const offset = asked.around === null ? asked.offset : Math.max(0, place - (place % asked.limit));
  return { rows: sorted.slice(offset, offset + asked.limit), offset, total: sorted.length };
}
