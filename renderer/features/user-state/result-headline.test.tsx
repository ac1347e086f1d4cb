// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import { testMissing, testRestore, testStore } from './fakes/user-state.ts';
import { ResultHeadline } from './result-headline.tsx';
import type { StateResultData } from './state-result.ts';

afterEach(cleanup);

const restore = testRestore({ files: 9, missing: [testMissing('C:\\a')], missingCount: 1, isComplete: false });
const data: StateResultData = {
  ...{ row: testStore({ state: 'restored' }), capture: null, restore, verify: null },
  ...{ unreadable: [], accepted: null },
};

it('[UI-574] who accepted an incomplete restore, and why, stands under its headline', () => {
  renderWithShell(<ResultHeadline data={data} />, createTestShell());
  expect(screen.queryByText(/Accepted/)).toBeNull();
  cleanup();
  const accepted = { by: 'ada', at: 0, reason: 'Only a cache', missingCount: 1 };
  renderWithShell(<ResultHeadline data={{ ...data, accepted }} />, createTestShell());
  expect(screen.getByText(/^Accepted as it is by ada, .*1970.*: Only a cache$/)).not.toBeNull();
});
