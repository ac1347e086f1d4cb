import { describe, expect, it, vi } from 'vitest';
import { createFakeClient } from '../../api/fake-client.ts';
import {
  testCapture,
  testMissing,
  testRestore,
  testStore,
  testStoreId,
  testUser,
  testVerify,
} from './fakes/user-state.ts';
import { createResultStore } from './result-store.ts';
import { headlineOf, nextSteps, proofOf, userRows, type StateResultData } from './state-result.ts';

function result(change: Partial<StateResultData> = {}): StateResultData {
  return { row: testStore(), capture: testCapture(), restore: null, verify: null, ...change };
}

describe('the headline of a result', () => {
  it('[UI-260] says complete only where the numbers prove it', () => {
    expect(headlineOf(result({ restore: testRestore() }))).toEqual({ kind: 'restored-complete', total: 10 });
    expect(headlineOf(result({ restore: testRestore({ files: 9 }) }))).toEqual({
      kind: 'restored-unproven',
      written: 9,
      total: 10,
    });
    expect(headlineOf(result({ restore: testRestore({ isComplete: false }) })).kind).toBe('restored-unproven');
    const missing = testRestore({ files: 9, missing: [testMissing('C:\\a')], missingCount: 1, isComplete: false });
    expect(headlineOf(result({ restore: missing }))).toEqual({ kind: 'restored-missing', total: 10, missing: 1 });
  });

  it('[UI-260] tells captures, damage, and stores that never were', () => {
    const cases: readonly (readonly [Partial<StateResultData>, string])[] = [
      [{}, 'captured-complete'],
      [{ capture: testCapture({ files: 9, missingCount: 1, isComplete: false }) }, 'captured-missing'],
      [{ verify: testVerify({ isSound: false, damagedCount: 2 }) }, 'damaged'],
      [{ capture: null, row: testStore({ state: 'capturing' }) }, 'capturing'],
      [{ capture: null, row: testStore({ state: 'incomplete' }) }, 'not-finished'],
      [{ row: testStore({ state: 'deleted' }) }, 'deleted'],
    ];
    expect(cases.map(([change]) => headlineOf(result(change)).kind)).toEqual(cases.map(([, kind]) => kind));
    expect(nextSteps(result({ verify: testVerify({ isSound: false, damagedCount: 2 }) }))[0]).toBe('capture-again');
  });
});

describe('the proof of a result', () => {
  it('[UI-261] is a chain of equal numbers when nothing was lost', () => {
    const links = proofOf(result({ restore: testRestore(), verify: testVerify() }));
    expect(links.map((link) => [link.id, link.state, link.count])).toEqual([
      ['taken', 'proved', 10],
      ['stored', 'proved', 10],
      ['verified', 'proved', 10],
      ['restored', 'proved', 10],
      ['missing', 'proved', 0],
    ]);
    const before = proofOf(result()).map((link) => link.state);
    expect(before).toEqual(['proved', 'proved', 'not-done', 'not-done', 'proved']);
  });

  it('[UI-262] does not count accounts that were not asked for as missing', () => {
    const restore = testRestore({ files: 7, perUser: [testUser('Anna', 7)] });
    const data = result({ restore });
    expect(headlineOf(data)).toEqual({ kind: 'restored-complete', total: 7 });
    expect(proofOf(data).find((link) => link.id === 'not-asked')?.count).toBe(3);
    expect(userRows(data).map((row) => [row.user, row.files, row.isAsked])).toEqual([
      ['Anna', 7, true],
      ['Ben', 0, false],
    ]);
  });
});

describe('the search in a store', () => {
  it('[UI-264] shows the answer to the last question only', async () => {
    const slow = Promise.withResolvers<{ total: number; objects: [] }>();
    const client = createFakeClient({
      'stateStore.get': () => ({ row: testStore(), capture: null, restore: null, verify: null }),
      'stateStore.objects': ({ filter }) => (filter === 'a' ? slow.promise : { total: 2, objects: [] }),
    });
    const open = createResultStore({ stateStoreId: testStoreId, client });
    void open.search('a');
    await open.search('ab');
    slow.resolve({ total: 99, objects: [] });
    await vi.waitFor(() => expect(open.result.store.getState().status).toBe('ready'));
    expect(open.objects.getState()).toMatchObject({ filter: 'ab', total: 2, status: 'ready' });
    open.stop();
  });
});
