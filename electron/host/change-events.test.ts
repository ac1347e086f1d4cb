import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PayloadInput } from '#shared/contract/contract';
import { createTempSite, type TempSite } from '#core/ports/fakes/temp-site';
import type { Changes } from '#core/store/connection';
import { putSetting } from '#core/store/tables/setting';
import { changedIdsMost } from '#shared/model/site';
import { tellChanges } from './change-events.ts';
import { EventHub } from './event-hub.ts';

let temp: TempSite;
let stop: () => void;
const heard: PayloadInput<'site.changed'>[] = [];

beforeEach(async () => {
  heard.length = 0;
  temp = await createTempSite();
  const hub = new EventHub();
  hub.subscribe((topic, payload) => {
    if (topic === 'site.changed') heard.push(payload as PayloadInput<'site.changed'>);
  });
  stop = tellChanges(temp.site.database, hub);
});
afterEach(async () => {
  stop();
  await temp.remove();
});

const put = (key: string) => temp.site.database.write((transaction) => putSetting(transaction, key, 1));

test('[HOST-160] the first change is told at once, those that follow closely together, and nothing after the end', async () => {
  await put('a');
  expect(heard.map(({ changes }) => changes)).toEqual([[{ kind: 'settings', ids: ['a'] }]]);
  await put('b');
  await put('c');
  await put('b');
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard[1]?.changes).toEqual([{ kind: 'settings', ids: ['b', 'c'] }]);
  expect(heard[1]?.revision).toBeGreaterThan(heard[0]?.revision ?? NaN);
  stop();
  await put('d');
  expect(heard).toHaveLength(2);
});

test('[HOST-160] more ids than an event names, told together, are many', async () => {
  stop();
  let tell: (changes: Changes) => void = () => undefined;
  const hub = new EventHub();
  hub.subscribe((topic, payload) => {
    if (topic === 'site.changed') heard.push(payload as PayloadInput<'site.changed'>);
  });
  stop = tellChanges(
    {
      onChanged: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    hub,
  );
  const keys = Array.from({ length: changedIdsMost }, (_, at) => `key ${String(at)}`);
  for (const [revision, ids] of [['first'], keys, ['last'], ['later']].entries()) {
    tell({ revision, changes: [{ kind: 'settings', ids }] });
  }
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard.map(({ changes }) => changes)).toEqual([
    [{ kind: 'settings', ids: ['first'] }],
    [{ kind: 'settings', ids: null }],
  ]);
});
