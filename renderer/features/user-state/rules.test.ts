import { AssociationId, DeviceId, MigrationPointId } from '#shared/model/ids';
import type { DeviceRow } from '#shared/model/device';
import type { Association, StateStoreRow } from '#shared/model/state-migration';
import { describe, expect, it } from 'vitest';
import { createTestShell } from '../../app/testing.tsx';
import { isReadable } from './association-commands.tsx';
import { addAccount, closedBehavior, pairProblem, suggestedAccounts, tidyAccount } from './association-rules.ts';
import { journeyOf } from './association-state.ts';
import { emptyForm, inputOf, problemsOf } from './migration-point-form.ts';
import { testAssociation, testStore } from './fakes/user-state.ts';
import { associationWords, healthWords, storeWords } from './words.ts';

const id = (last: string): string => `5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a${last}`;
const device = (last: string, name: string): DeviceRow => ({
  id: DeviceId.parse(id(last)),
  name,
  macAddress: '',
  smbiosGuid: '',
  description: '',
  connection: { kind: 'none' },
  allowHostCommands: false,
  environment: 'FullOS',
  system: '',
  model: '',
  createdAt: 0,
  modifiedAt: 0,
});
const old = device('01', 'OLD-PC');
const next = device('02', 'NEW-PC');
const third = device('03', 'THIRD-PC');
const pair = testAssociation();

describe('what an association shows', () => {
  it('[UI-240] follows from its condition, its times and its store', () => {
    const states = (change: Partial<Association>, store: StateStoreRow | null) =>
      journeyOf(testAssociation(change), store).map((station) => station.state);
    expect(states({}, null)).toEqual(['done', 'ahead', 'ahead', 'ahead']);
    expect(states({ condition: 'capturing' }, testStore())).toEqual(['done', 'working', 'ahead', 'ahead']);
    expect(states({ condition: 'capture-failed' }, testStore())).toEqual(['done', 'failed', 'ahead', 'ahead']);
    const lossy = testStore({ missingCount: 2 });
    expect(states({ condition: 'captured', capturedAt: 5 }, lossy)).toEqual(['done', 'warning', 'ahead', 'ahead']);
    const restored = { capturedAt: 5, releasedAt: 6, restoredAt: 7 };
    expect(states({ ...restored, condition: 'completed' }, testStore())).toEqual(['done', 'done', 'done', 'done']);
    expect(states({ ...restored, condition: 'restored-incomplete' }, testStore())).toEqual([
      'done',
      'done',
      'done',
      'warning',
    ]);
  });
});

describe('a store that failed its verification', () => {
  const { shell } = createTestShell();
  const missing = { missingCount: 2, restoreMissing: 2 };

  it('[MIG-170] is damaged in lists, points and journeys, whatever else it is', () => {
    for (const state of ['captured', 'available', 'restored'] as const) {
      expect(storeWords(shell, testStore({ state, condition: 'damaged', ...missing }))).toEqual({
        state: 'error',
        text: 'Damaged',
      });
    }
    const one = testAssociation({ condition: 'damaged', storeCondition: 'damaged', capturedAt: 5 });
    expect(associationWords(shell, one)).toEqual({ state: 'error', text: 'Captured, store damaged' });
    expect(journeyOf(one, testStore())[1]?.state).toBe('failed');
    expect(isReadable('damaged')).toBe(true);
    const point = {
      id: MigrationPointId.parse(id('31')),
      name: 'SMP',
      restoreOnly: false,
      deletion: { kind: 'immediate' as const },
    };
    expect(healthWords(shell, { ...point, folders: [], storeCount: 2, damagedCount: 1 })).toEqual({
      state: 'error',
      text: 'Accepts captures, 1 store damaged',
    });
  });

  it('[MIG-171] is not green after a restore that was not complete, also where no file is missing', () => {
    const one = testAssociation({ condition: 'restored-unproven', restoredAt: 7, restoreMissing: 0 });
    expect(associationWords(shell, one).state).toBe('warning');
    expect(journeyOf(one, testStore())[3]?.state).toBe('warning');
    expect(storeWords(shell, testStore({ state: 'restored', condition: 'restored-unproven' })).state).toBe('warning');
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
