// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, pageOf, renderWithShell } from '../../app/testing.tsx';
import { AssociationDetails } from './association-details.tsx';
import { testAssociation, testStore, testStoreId } from './fakes/user-state.ts';
import { userStateFeature } from './index.tsx';

afterEach(cleanup);

it.each([
  [null, 'Not everything was captured.'],
  [5, 'Not everything came over.'],
])('[UI-666] restored at %j, what is missing is said as “%s”', async (restoredAt, words) => {
  const test = createTestShell({ 'stateStore.list': () => pageOf([testStore()]) }, [userStateFeature]);
  const one = testAssociation({ stateStoreId: testStoreId, missingCount: 2, restoredAt });
  renderWithShell(<AssociationDetails associations={[one]} />, test);
  expect(await screen.findByText(words)).not.toBeNull();
});
