import { describe, expect, it } from 'vitest';
import { createTestShell } from '../../app/testing.tsx';
import { testCapture, testMissing, testRestore, testStore } from './fakes/user-state.ts';
import { userStateFeature } from './index.tsx';
import { deletePoint } from './point-actions.ts';
import { missingRows } from './result-rows.ts';

describe('rows of a result', () => {
  it('[UI-263] name cause and remedy, of the restore when there was one, else of the capture', () => {
    const { shell } = createTestShell();
    const restore = testRestore({ missing: [testMissing('C:\\a')], missingCount: 1 });
    expect(missingRows(shell, testCapture(), restore)).toEqual([
      { path: 'C:\\a', user: 'Anna', cause: 'Damaged in the store: another hash', remedy: 'Capture again.' },
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
        remedy: 'Give access to the file, then capture again',
      },
    ]);
  });
});

describe('a migration point with live stores', () => {
  it('[UI-281] is not removed; its stores are named', async () => {
    const { shell, client } = createTestShell({ 'stateStore.list': () => ({ stateStores: [testStore()] }) }, [
      userStateFeature,
    ]);
    void deletePoint(shell, {
      id: '5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a31' as never,
      name: 'SMP01',
      restoreOnly: false,
      deletion: { kind: 'immediate' },
      folders: [],
    });
    await new Promise<void>((resolve) => {
      shell.dialogs.store.subscribe(() => resolve());
    });
    const [dialog] = shell.dialogs.store.getState().open;
    expect(dialog?.dialog).toMatchObject({ kind: 'migrationPoint.refused', request: { name: 'SMP01' } });
    expect(client.callsOf('migrationPoint.delete')).toEqual([]);
  });
});
