import { reason } from '#shared/contract/message';
import { describe, expect, it } from 'vitest';
import { createTestShell, pageOf } from '../../app/testing.tsx';
import { testCapture, testMissing, testRestore, testStore } from './fakes/user-state.ts';
import { userStateFeature } from './index.tsx';
import { deletePoint } from './point-actions.ts';
import { missingRows, notCarriedKindCount, notCarriedSentences } from './result-rows.ts';

describe('rows of a result', () => {
  it('[UI-263] name cause and remedy, of the restore when there was one, else of the capture', () => {
    const { shell } = createTestShell();
    const restore = testRestore({ missing: [testMissing('C:\\a')], missingCount: 1 });
    expect(missingRows(shell, testCapture(), restore)).toEqual([
      { path: 'C:\\a', user: 'Anna', cause: 'Damaged in the store: another hash', remedy: 'Capture again.', files: 1 },
    ]);
    const capture = testCapture({
      leftOut: [
        { user: 'Ben', path: 'C:\\b', reason: 'unreadable', detail: '', ruleId: 'r' },
        { user: 'Ben', path: 'C:\\c', reason: 'excludedByRule', detail: '', ruleId: 'r' },
      ],
    });
    expect(missingRows(shell, capture, null)).toEqual([
      {
        path: 'C:\\b',
        user: 'Ben',
        cause: 'Could not be read',
        remedy: 'Give access to the file on the old computer, or start elevated, and capture again.',
        files: 1,
      },
    ]);
  });
});

it.each([
  [
    reason('link-leads-out'),
    'Copy what the link leads to by hand, or put it in the place of the link and capture again.',
  ],
  [reason('drive-not-mapped'), 'Map the drive in the properties of the old computer and capture again.'],
  [reason('system.EBUSY'), 'Close the program that uses it on the old computer and capture again.'],
])('[UI-661] gives the remedy of a restore for what could not be read: %j', (detail, remedy) => {
  const { shell } = createTestShell();
  const left = { user: 'Ben', path: 'C:\\Music', reason: 'unreadable' as const, detail, ruleId: 'r' };
  const [row] = missingRows(shell, testCapture({ leftOut: [left] }), null);
  expect(row?.cause).toContain('Could not be read');
  expect(row?.remedy).toBe(remedy);
});

describe('what was not carried', () => {
  it('[UI-263] is said by kind and number, of the restore when there was one', () => {
    const { shell } = createTestShell();
    const lost = {
      streams: 1,
      creationTimes: 0,
      permissions: 0,
      hardLinks: 2,
      shortNames: 0,
      encryption: 0,
      compression: 0,
      cloudMarks: 0,
    };
    const capture = testCapture({ notCarried: lost });
    expect(notCarriedSentences(shell, capture, null)).toEqual([
      '1 named stream beside a file’s content was not carried.',
      '2 files have a second name; each name becomes a file of its own.',
    ]);
    const restore = testRestore({ notCarried: { ...lost, streams: 0, creationTimes: 1200 } });
    expect(notCarriedSentences(shell, capture, restore)[0]).toMatch(/^The times of creation of 1.?200 files/);
    expect([notCarriedKindCount(capture, restore), notCarriedKindCount(testCapture(), null)]).toEqual([2, 0]);
  });
});

describe('a migration point with live stores', () => {
  it('[UI-281] is not removed; its stores are named', async () => {
    const { shell, client } = createTestShell({ 'stateStore.list': () => pageOf([testStore()]) }, [userStateFeature]);
    void deletePoint(shell, {
      id: '5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a31' as never,
      name: 'SMP01',
      restoreOnly: false,
      deletion: { kind: 'immediate' },
      folders: [],
      storeCount: 0,
      damagedCount: 0,
    });
    await new Promise<void>((resolve) => {
      shell.dialogs.store.subscribe(() => resolve());
    });
    const [dialog] = shell.dialogs.store.getState().open;
    expect(dialog?.dialog).toMatchObject({ kind: 'migrationPoint.refused', request: { name: 'SMP01' } });
    expect(client.callsOf('migrationPoint.delete')).toEqual([]);
  });
});
