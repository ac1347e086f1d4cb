// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { JobId, StateStoreId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import { jobsFeature } from './index.tsx';
import { JobsPage } from './jobs-page.tsx';

const uuid = (end: string) => `5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2c${end}`;
const storeId = StateStoreId.parse(uuid('99'));
const job = (end: string, more: Partial<Job>): Job => ({
  id: JobId.parse(uuid(end)),
  kind: 'verify',
  title: 'OLD-PC',
  state: 'running',
  startedAt: 1000,
  endedAt: null,
  done: 25,
  total: 100,
  text: '',
  stateStoreId: storeId,
  error: null,
  ...more,
});

async function open(jobs: Job[]) {
  const test = createTestShell(
    {
      'job.list': (query) => {
        const rows = jobs.filter(({ id }) => query.ids?.includes(id) !== false);
        return { rows, offset: 0, total: rows.length };
      },
      'job.cancel': () => ({}),
    },
    [jobsFeature],
  );
  await test.shell.jobs.refresh();
  await test.shell.commands.run('jobs.open');
  renderWithShell(<JobsPage />, test);
  return test;
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

afterEach(cleanup);

describe('jobs', () => {
  it('[UI-72] shows the progress and cancels what runs', async () => {
    const { client } = await open([job('01', {}), job('02', { state: 'succeeded', endedAt: 6000, startedAt: 1 })]);
    expect(button('Cancel job').disabled).toBe(true);
    const bar = screen.getByRole('progressbar', { name: 'Progress of “Verify the state of OLD-PC”' });
    expect(bar.getAttribute('aria-valuenow')).toBe('0.25');
    fireEvent.click(screen.getByRole('row', { name: /Running/ }));
    await waitFor(() => expect(button('Cancel job').disabled).toBe(false));
    fireEvent.click(button('Cancel job'));
    await waitFor(() => expect(client.callsOf('job.cancel')).toEqual([{ jobId: uuid('01') }]));
    client.emit('job.advanced', job('01', { state: 'cancelled', endedAt: 2000 }));
    await waitFor(() => expect(button('Cancel job').disabled).toBe(true));
    expect(screen.getByText(/Nothing was changed/)).toBeDefined();
  });
  it('[UI-73] says why a job failed', async () => {
    const error = { code: 'STATE_STORE_NOT_FOUND' as const, details: { path: '/smp/1' }, traceId: 'trace-7' };
    await open([job('03', { state: 'failed', endedAt: 2000, error })]);
    fireEvent.click(screen.getByRole('row', { name: /Failed/ }));
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(/STATE_STORE_NOT_FOUND/).textContent).toContain('trace-7');
  });
  it('[MIG-173] says what came to its end without all of it', async () => {
    const more = { state: 'incomplete', endedAt: 2000 } as const;
    const { shell } = await open([job('04', more), job('05', { ...more, kind: 'import', title: 'all.xml' })]);
    fireEvent.click(screen.getByRole('row', { name: /all\.xml.*Not complete/ }));
    expect(await screen.findByText(/Some of the files were refused/)).toBeDefined();
    fireEvent.click(screen.getByRole('row', { name: /OLD-PC.*Damage found/ }));
    expect(await screen.findByText(/The store is damaged/)).toBeDefined();
    await waitFor(() => expect(button('Open result').disabled).toBe(false));
    fireEvent.click(button('Open result'));
    await waitFor(() => expect(shell.tabs.store.getState().activeId).toBe(`state-result:${storeId}`));
  });
  it('[UI-637] a verification that found damage has the sign of an error and says so; half an import warns', async () => {
    const more = { state: 'incomplete', endedAt: 2000 } as const;
    await open([job('04', more), job('05', { ...more, kind: 'import', title: 'all.xml' })]);
    fireEvent.click(screen.getByRole('row', { name: /OLD-PC/ }));
    await screen.findByText(/The store is damaged/);
    // In the list and in the details.
    const tones = screen.getAllByText('Damage found').map((one) => one.parentElement?.className);
    expect(tones).toEqual(Array(2).fill('ws-state ws-tone-error'));
    expect(screen.getByText('Not complete').parentElement?.className).toBe('ws-state ws-tone-warning');
  });
  it('[UI-74] opens the result of a verification that ended', async () => {
    const { shell } = await open([job('04', { state: 'succeeded', endedAt: 2000 })]);
    fireEvent.doubleClick(screen.getByRole('row', { name: /Success/ }));
    fireEvent.click(screen.getByRole('row', { name: /Success/ }));
    await waitFor(() => expect(button('Open result').disabled).toBe(false));
    fireEvent.click(button('Open result'));
    await waitFor(() => expect(shell.tabs.store.getState().activeId).toBe(`state-result:${storeId}`));
  });
  it('[UI-440] reads the jobs again that a change names, and shows those of other processes without waiting', async () => {
    const seen = [job('05', { done: 1 }), job('06', { done: 1 })];
    const { client, shell } = await open(seen);
    const shown = () =>
      shell.jobs.store.getState().jobs.map(({ id, state, done }) => `${id.slice(-2)} ${state} ${done}`);
    const change = async (ids: string[] | null) => {
      const calls = client.callsOf('job.list').length;
      client.emit('site.changed', { revision: 1, changes: [{ kind: 'jobs', ids }] });
      await waitFor(() => expect(client.callsOf('job.list').length).toBe(calls + 1));
    };
    seen.splice(0, 2, job('06', { done: 50 }), job('07', { startedAt: 2000 }));
    await change([uuid('06'), uuid('07')]);
    await waitFor(() => expect(shown()).toEqual(['07 running 25', '06 running 50', '05 running 1']));
    expect(client.callsOf('job.list').at(-1)).toMatchObject({ ids: [uuid('06'), uuid('07')] });
    client.emit('job.advanced', job('06', { state: 'succeeded', endedAt: 9, done: 100 }));
    await change([uuid('05'), uuid('06')]);
    await waitFor(() => expect(shown()).toEqual(['07 running 25', '06 succeeded 100']));
    await change(null);
    await waitFor(() => expect(shown()).toEqual(['07 running 25', '06 running 50']));
  });
  it('[UI-72] says what belongs here when there is nothing', async () => {
    await open([]);
    expect(screen.getByText('Nothing is going on')).toBeDefined();
  });
});
