// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { RunId } from '#shared/model/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, pageOf, renderWithShell } from '../../app/testing.tsx';
import { devicesFeature } from '../devices/index.tsx';
import { testAdvance, testRow } from './fakes/runs.ts';
import { runsFeature } from './index.tsx';
import { RunsPage } from './runs-page.tsx';

afterEach(cleanup);

describe('the list of runs', () => {
  it('[UI-208] shows the newest first, takes rows from events and adds runs it did not know', async () => {
    const rows = [testRow(), testRow({ id: RunId.parse(3), state: 'failed' })];
    const test = createTestShell({ 'run.list': ({ states }) => pageOf(states === null ? rows : [testRow()]) }, [
      devicesFeature,
      runsFeature,
    ]);
    renderWithShell(<RunsPage />, test);
    const numbers = () => screen.getAllByRole('row').map((row) => row.querySelector('[role=gridcell]')?.textContent);
    await waitFor(() => expect(numbers().slice(1)).toEqual(['7', '3']));
    const asked = test.client.callsOf('run.list').length;
    act(() => test.client.emit('run.advanced', testAdvance({ row: testRow({ stepDone: 3 }) })));
    await screen.findByText('3 of 4');
    expect(test.client.callsOf('run.list')).toHaveLength(asked);
    rows.unshift(testRow({ id: RunId.parse(9) }));
    act(() => test.client.emit('site.changed', { revision: 2, changes: [{ kind: 'runs', ids: ['9'] }] }));
    await waitFor(() => expect(numbers().slice(1)).toEqual(['9', '7', '3']));
  });
});
