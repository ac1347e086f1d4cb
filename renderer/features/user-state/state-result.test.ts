import { describe, expect, it } from 'vitest';
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
import { createObjectSearch } from './object-search.ts';
import { missingRows } from './result-rows.ts';
import type { RestoreMissingCause } from '#shared/model/user-state';
import { headlineOf, nextSteps, proofOf, userRows, type StateResultData } from './state-result.ts';

function result(change: Partial<StateResultData> = {}): StateResultData {
  return {
    row: testStore(),
    capture: testCapture(),
    restore: null,
    verify: null,
    unreadable: [],
    accepted: null,
    ...change,
  };
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

it('[UI-572] advises what helps against the causes: nothing that is not in the store comes by another restore', () => {
  const steps = (...causes: RestoreMissingCause[]) => {
    const missing = causes.map((cause, at) => ({ ...testMissing(`C:\\${String(at)}`), cause }));
    const restore = testRestore({ files: 10 - causes.length, missing, missingCount: causes.length, isComplete: false });
    return nextSteps(result({ restore })).filter((step) => step !== 'accept' && step !== 'look-at-missing');
  };
  expect(steps('damagedInStore', 'notCaptured')).toEqual(['capture-again']);
  expect(steps('writeFailed')).toEqual(['restore-again']);
  expect(steps('missingInStore', 'linkInTheWay')).toEqual(['restore-again', 'capture-again']);
  const cut = testRestore({ files: 7, missing: [testMissing('C:\\a')], missingCount: 3, isComplete: false });
  expect(nextSteps(result({ restore: cut }))).toContain('restore-again');
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

describe('what is missing', () => {
  const lost = (user: string, cause: 'writeFailed' | 'localAccount', files?: number) => ({
    ...{ path: `C:\\Users\\${user}`, user, targetPath: '', cause, detail: '', remedy: '' },
    ...(files === undefined ? {} : { files }),
  });

  it('[UST-121] is one number in headline, proof and table, also for an account that stayed behind', () => {
    const restore = testRestore({
      ...{ files: 7, isComplete: false, exitCode: 3, missingCount: 3, missing: [lost('Ben', 'localAccount', 3)] },
      perUser: [
        { ...testUser('Anna', 7), missing: 0 },
        { ...testUser('Ben', 0), missing: 3 },
      ],
    });
    const data = result({ restore });
    expect(headlineOf(data)).toEqual({ kind: 'restored-missing', total: 10, missing: 3 });
    expect(proofOf(data).find(({ id }) => id === 'missing')?.count).toBe(3);
    expect(userRows(data).map((row) => [row.user, row.missing, row.isAsked])).toEqual([
      ['Anna', 0, true],
      ['Ben', 3, true],
    ]);
    const words = { text: (key: string) => key } as unknown as Parameters<typeof missingRows>[0];
    expect(missingRows(words, null, restore).map((row) => row.files)).toEqual([3]);
  });

  it('[UST-121] leaves out files that the capture missed of accounts that were not asked for', () => {
    const capture = testCapture({
      ...{ isComplete: false, exitCode: 3, missingCount: 2 },
      perUser: [
        { ...testUser('Anna', 7), missing: 0 },
        { ...testUser('Ben', 3), missing: 2 },
      ],
    });
    const restore = testRestore({ files: 7, perUser: [{ ...testUser('Anna', 7), missing: 0 }] });
    expect(headlineOf(result({ capture, restore }))).toEqual({ kind: 'restored-complete', total: 7 });
  });

  it('[UST-121] is the same in a list that is cut, and read from results of earlier versions', () => {
    const missing = [lost('Anna', 'writeFailed'), lost('Anna', 'writeFailed')];
    const earlier = result({ restore: testRestore({ files: 8, isComplete: false, missingCount: 2, missing }) });
    expect(userRows(earlier).map((row) => row.missing)).toEqual([2, 0]);
    const perUser = [{ ...testUser('Anna', 7), missing: 20_000 }, testUser('Ben', 3)];
    const cut = result({ restore: testRestore({ isComplete: false, missingCount: 20_000, missing, perUser }) });
    expect(userRows(cut).map((row) => row.missing)).toEqual([20_000, 0]);
  });
});

describe('the search in a store', () => {
  it('[UI-264] shows the answer to the last question only', async () => {
    const slow = Promise.withResolvers<{ total: number; objects: [] }>();
    const client = createFakeClient({
      'stateStore.objects': ({ filter }) => (filter === 'a' ? slow.promise : { total: 2, objects: [] }),
    });
    const open = createObjectSearch(client, testStoreId);
    void open.search('a');
    await open.search('ab');
    slow.resolve({ total: 99, objects: [] });
    await slow.promise;
    expect(open.objects.getState()).toMatchObject({ filter: 'ab', total: 2, status: 'ready' });
    open.stop();
  });
});
