import { AssociationId, DeviceId, StateStoreId } from '#shared/model/ids';
import type { Device } from '#shared/model/device';
import type { Association } from '#shared/model/state-migration';
import { describe, expect, it } from 'vitest';
import { addAccount, closedBehavior, pairProblem, suggestedAccounts, tidyAccount } from './association-rules.ts';
import { conditionOf, hasLiveStore, journeyOf } from './association-state.ts';
import { emptyForm, inputOf, problemsOf } from './migration-point-form.ts';
import { testAssociation, shownStore } from './fakes/user-state.ts';

const id = (last: string): string => `5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a${last}`;
const device = (last: string, name: string): Device => ({
  id: DeviceId.parse(id(last)),
  name,
  macAddress: '',
  smbiosGuid: '',
  description: '',
  connection: { kind: 'none' },
  allowHostCommands: false,
  environment: 'FullOS',
  facts: {},
  variables: [],
  createdAt: 0,
  modifiedAt: 0,
});
const old = device('01', 'OLD-PC');
const next = device('02', 'NEW-PC');
const third = device('03', 'THIRD-PC');
const pair = testAssociation();

describe('what an association shows', () => {
  it('[UI-240] follows from its times and its store', () => {
    const captured = { capturedAt: 5, stateStoreId: StateStoreId.parse(id('21')) };
    const cases: readonly (readonly [Partial<Association>, Parameters<typeof conditionOf>[1], string])[] = [
      [{}, null, 'not-started'],
      [{}, shownStore({ state: 'capturing' }), 'capturing'],
      [{}, shownStore({ state: 'incomplete' }), 'capture-failed'],
      [captured, shownStore({ state: 'captured' }), 'captured'],
      [{ ...captured, releasedAt: 6 }, shownStore({ state: 'available' }), 'waiting'],
      [
        { ...captured, releasedAt: 6, restoredAt: 7 },
        shownStore({ state: 'restored', restoreMissing: 0 }),
        'completed',
      ],
      [{ ...captured, restoredAt: 7 }, shownStore({ state: 'restored' }), 'restored'],
      [{ ...captured, restoredAt: 7 }, shownStore({ state: 'restored', restoreMissing: 2 }), 'restored-incomplete'],
      [{ ...captured, restoredAt: 7, missingCount: 3 }, shownStore({ state: 'restored' }), 'restored-incomplete'],
    ];
    expect(cases.map(([change, store]) => conditionOf(testAssociation(change), store).kind)).toEqual(
      cases.map(([, , kind]) => kind),
    );
    const journey = journeyOf(testAssociation({ capturedAt: 5, restoredAt: 7, missingCount: 3 }), shownStore());
    expect(journey.map((station) => station.state)).toEqual(['done', 'done', 'ahead', 'warning']);
  });

  it('[UI-244] has a live store until that is deleted', () => {
    const one = testAssociation({ stateStoreId: StateStoreId.parse(id('21')) });
    expect(hasLiveStore(pair, null)).toBe(false);
    expect(hasLiveStore(one, shownStore({ state: 'available' }))).toBe(true);
    expect(hasLiveStore(one, shownStore({ state: 'deleted' }))).toBe(false);
  });
});

describe('which associations are possible', () => {
  it('[UI-241] refuses a pair with its reason', () => {
    expect(pairProblem(null, next, [])?.kind).toBe('source-missing');
    expect(pairProblem(old, null, [])?.kind).toBe('destination-missing');
    expect(pairProblem(old, old, [])).toEqual({ kind: 'same-device', name: 'OLD-PC' });
    expect(pairProblem(old, next, [pair])?.kind).toBe('exists');
    expect(pairProblem(old, third, [pair])).toBeNull();
  });

  it('[UI-242] closes the choices that a source with another association cannot have', () => {
    expect(closedBehavior('capture-specified-restore-specified', old.id, [pair])).toEqual({ destination: 'NEW-PC' });
    expect(closedBehavior('capture-all-restore-all', old.id, [pair])).toBeNull();
    const named = testAssociation({ behavior: 'capture-specified-restore-specified', accounts: ['anna'] });
    expect(closedBehavior('capture-all-restore-all', old.id, [named])).toEqual({ destination: 'NEW-PC' });
    expect(closedBehavior('capture-all-restore-all', old.id, [named], AssociationId.parse(id('11')))).toBeNull();
  });

  it('[UI-243] tidies accounts, takes each once and suggests the others', () => {
    expect([' CONTOSO \\ anna ', 'anna', 'a\\b\\c', '\\x', 'a:b'].map(tidyAccount)).toEqual([
      'CONTOSO\\anna',
      'anna',
      '',
      '',
      '',
    ]);
    expect(addAccount(['Anna'], 'anna')).toEqual(['Anna']);
    expect(suggestedAccounts(['Anna', 'Ben', 'Zoë'], ['CONTOSO\\anna'])).toEqual(['Ben', 'Zoë']);
  });
});

describe('the form of a migration point', () => {
  const folder = {
    key: 'a',
    id: null,
    path: '/smp',
    maximumClients: '1',
    minimumFreeSpace: '100',
    unit: 'percent' as const,
  };
  const form = { ...emptyForm(), name: 'SMP01', folders: [folder] };

  it('[UI-280] takes the limits of the field and names each breach', () => {
    expect(problemsOf(form, ['SMP02'])).toEqual([]);
    expect(
      problemsOf(
        { ...form, folders: [{ ...folder, maximumClients: '99999', minimumFreeSpace: '99999', unit: 'GB' }] },
        [],
      ),
    ).toEqual([]);
    expect(
      problemsOf(
        {
          ...form,
          name: 'smp02',
          days: '366',
          folders: [
            { ...folder, maximumClients: '100000', minimumFreeSpace: '101' },
            { ...folder, key: 'b', maximumClients: '0' },
          ],
        },
        ['SMP02'],
      ),
    ).toEqual([
      { field: 'name', kind: 'taken' },
      { field: 'clients', folder: 'a', kind: 'range' },
      { field: 'free-space', folder: 'a', kind: 'range' },
      { field: 'path', folder: 'b', kind: 'twice' },
      { field: 'clients', folder: 'b', kind: 'range' },
      { field: 'days', kind: 'range' },
    ]);
    expect(problemsOf({ ...form, folders: [] }, [])).toEqual([{ field: 'folders', kind: 'none' }]);
    expect(inputOf(form).deletion).toEqual({ kind: 'after-days', days: 1 });
  });
});
