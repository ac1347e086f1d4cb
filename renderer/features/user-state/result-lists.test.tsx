// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import { testMissing, testRestore, testStore } from './fakes/user-state.ts';
import { createObjectSearch } from './object-search.ts';
import { ResultLists } from './result-lists.tsx';
import { ResultUsers } from './result-users.tsx';
import type { StateResultData } from './state-result.ts';

afterEach(cleanup);

const row = testStore({ state: 'restored' });
const restore = testRestore({ missing: [testMissing('C:\\a'), testMissing('C:\\b')], missingCount: 2 });
const data: StateResultData = {
  ...{ row, capture: null, restore, verify: null },
  ...{ unreadable: [], accepted: null },
};

it('[UI-664] the chosen missing file stands below the list with its cause and remedy in full', () => {
  const test = createTestShell({ 'stateStore.objects': () => ({ total: 0, objects: [] }) });
  const search = createObjectSearch(test.shell.client, row.id);
  renderWithShell(<ResultLists data={data} search={search} />, test);
  expect(screen.getByText('Choose a row to read its cause and what to do.')).not.toBeNull();
  fireEvent.click(screen.getByRole('row', { name: /C:\\b/ }));
  const whole = screen.getByRole('status').textContent;
  expect(whole).toContain('C:\\b');
  expect(whole).toContain('Damaged in the store: another hash');
  expect(whole).toContain('Capture again.');
});

it('[UI-664] a capture has no column of files that a restore would have renamed', () => {
  renderWithShell(<ResultUsers data={{ ...data, restore: null }} />, createTestShell());
  expect(screen.queryByRole('columnheader', { name: 'Renamed' })).toBeNull();
  cleanup();
  renderWithShell(<ResultUsers data={data} />, createTestShell());
  expect(screen.getByRole('columnheader', { name: 'Renamed' })).not.toBeNull();
});
