import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createTempSite, type TempSite } from '../../ports/fakes/temp-site.ts';
import { unreadableRows } from '../unreadable.ts';
import { shownRow } from './shown-row.ts';

const Row = z.strictObject({
  id: z.string(),
  name: z.string().max(4),
  code: z.enum(['a', 'b']),
  label: z.string().max(3),
  count: z.int().min(0).max(100),
  size: z.number().max(10),
  word: z.string().regex(/^[a-z]*$/),
  inner: z.strictObject({ text: z.string().max(2) }),
});
type Row = z.infer<typeof Row>;
const whole: Row = { id: '1', name: 'n', code: 'a', label: 'l', count: 1, size: 1, word: 'w', inner: { text: 't' } };

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

function show(change: object, toRow: (stored: Row) => Row = (stored) => stored): Row[] {
  const place = { database: temp.site.database, table: 'thing', schema: Row };
  const fallbacks: Partial<Row> = { code: 'b', label: '-' };
  return shownRow({ ...place, fallbacks, leftOut: [] }, { ...whole, ...change }, toRow);
}
const noted = (): unknown => Object.fromEntries(unreadableRows(temp.site.database));

it('[MIG-178] a row that fits is shown as it is and named no more', () => {
  expect(show({ count: -1 })).toEqual([{ ...whole, count: 0 }]);
  expect(noted()).toEqual({ 'thing/1': 'count' });
  expect(show({})).toEqual([whole]);
  expect(noted()).toEqual({});
});

it.each([
  // As much of a text as fits; of a number nothing does.
  [{ name: 'longer' }, { name: 'long' }, 'name'],
  [{ count: 101 }, { count: 0 }, 'count'],
  [{ count: 1.5 }, { count: 0 }, 'count'],
  [{ size: 11 }, { size: 0 }, 'size'],
  // A column with a fallback has that, also where a part of the text would fit.
  [{ code: 'newer' }, { code: 'b' }, 'code'],
  [{ label: 'longer' }, { label: '-' }, 'label'],
  // Each column for itself.
  [{ name: 'longer', code: 7, count: -1 }, { name: 'long', code: 'b', count: 0 }, 'name, code, count'],
] as const)('[MIG-178] of a row with %j is shown what can be read: %j', (broken, shown, places) => {
  expect(show(broken)).toEqual([{ ...whole, ...shown }]);
  expect(noted()).toEqual({ 'thing/1': places });
});

it.each([
  // Nothing says what would be meant; a text is not made of what is none, nor a part of it of what is too short.
  [{ name: null }, 'name'],
  [{ name: ['longer'] }, 'name'],
  [{ count: 'x' }, 'count'],
  [{ word: 'W' }, 'word'],
  [{ inner: { text: 'longer' } }, 'inner.text'],
  [{ added: 1 }, ''],
])('[MIG-178] a row with %j is left out and named', (broken, places) => {
  expect(show(broken)).toEqual([]);
  expect(noted()).toEqual({ 'thing/1': places });
});

it('[MIG-178] a row whose text is no JSON is left out and named; a fault of ours is none of the row', () => {
  const parse = (text: string) => (): Row => JSON.parse(text) as Row;
  expect(show({}, parse('{'))).toEqual([]);
  expect(Object.keys(noted() as object)).toEqual(['thing/1']);
  expect(() =>
    show({}, () => {
      throw new TypeError('a bug');
    }),
  ).toThrow('a bug');
});
