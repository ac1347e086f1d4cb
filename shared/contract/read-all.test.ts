import { expect, it } from 'vitest';
import { listPageMost } from '../model/list.ts';
import type { Client } from './client.ts';
import { readAll, readList } from './read-all.ts';

/** A list of so many rows of which one cannot be read. */
function clientOf(total: number, broken: number): Pick<Client, 'call'> {
  const ids = Array.from({ length: total }, (_, id) => id);
  const call = (_method: string, { offset, limit }: { offset: number; limit: number }) => {
    const asked = ids.slice(offset, offset + limit);
    const rows = asked.filter((id) => id !== broken).map((id) => ({ id }));
    const unreadable = asked.includes(broken) ? { unreadable: [{ row: `run/${String(broken)}`, place: 'state' }] } : {};
    return Promise.resolve({ rows, offset, total, ...unreadable });
  };
  return { call: call as unknown as Client['call'] };
}

it('[STO-224] a page with a row that could not be read is not taken for the last one', async () => {
  const total = 2 * listPageMost + 1;
  const { rows, unreadable } = await readList(clientOf(total, 3), 'run.list', {});
  expect([rows.length, unreadable]).toEqual([total - 1, [{ row: 'run/3', place: 'state' }]]);
  expect(await readAll(clientOf(total, -1), 'run.list', {})).toHaveLength(total);
});
