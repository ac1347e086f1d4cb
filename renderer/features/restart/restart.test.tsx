// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { RunId } from '#shared/model/ids';
import type { PendingRestart } from '#shared/model/local-computer';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeClient } from '../../api/fake-client.ts';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import { secondsLeft } from './countdown.ts';
import { restartFeature, RestartOfRun } from './index.tsx';
import { RestartNotice } from './restart-notice.tsx';
import { createRestartStore, type RestartNews } from './restart-store.ts';

const runId = RunId.parse(7);
const pending = (change: Partial<PendingRestart> = {}): PendingRestart => ({
  runId,
  sequenceName: 'Refresh this computer',
  message: '',
  announcedAt: 0,
  restartsAt: 90_000,
  state: 'counting',
  ...change,
});

/** The store with a clock that a test moves. */
function counting(restart: PendingRestart | null) {
  const client = createFakeClient({ 'restart.pending': () => ({ restart }) });
  let now = 0;
  let tick: (() => void) | null = null;
  const news: RestartNews[] = [];
  const store = createRestartStore({
    client,
    clock: {
      now: () => now,
      every: (_ms, then) => {
        tick = then;
        return () => {
          tick = null;
        };
      },
    },
    onNews: (one) => news.push(one),
  });
  const pass = (seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      tick?.();
    }
  };
  return { client, store, news, pass, isTicking: () => tick !== null };
}

async function open(restart: PendingRestart | null) {
  const test = createTestShell(
    {
      'restart.pending': () => ({ restart }),
      'restart.now': () => ({}),
      'restart.stop': () => ({}),
    },
    [restartFeature],
  );
  await waitFor(() => expect(test.client.callsOf('restart.pending')).toHaveLength(1));
  renderWithShell(
    <>
      <RestartNotice />
      <RestartOfRun runId={runId} />
    </>,
    test,
  );
  return test;
}
const soon = (change: Partial<PendingRestart> = {}): PendingRestart =>
  pending({ announcedAt: Date.now(), restartsAt: Date.now() + 59_500, ...change });

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('an announced restart', () => {
  it('[UI-254] stands in every window with its seconds, what goes on, and the two ways', async () => {
    const { client } = await open(soon({ message: 'Save your work.' }));
    expect(await screen.findByRole('region', { name: 'Restart of this computer' })).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toMatch(/^This computer restarts in (5\d s|1 min 0 s)\./);
    expect(screen.getByText(/“Refresh this computer” goes on after the restart/)).toBeTruthy();
    expect(screen.getByText('The task sequence says: Save your work.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Restart now' }));
    await waitFor(() => expect(client.callsOf('restart.now')).toEqual([{ runId }]));
    act(() => client.emit('restart.changed', { restart: soon({ state: 'restarting' }) }));
    expect(screen.getByRole('timer').textContent).toBe('This computer restarts now.');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull());
  });

  it('[UI-254] is held by Stop, which says what becomes of the run', async () => {
    const { client, shell } = await open(soon());
    fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(client.callsOf('restart.stop')).toEqual([{ runId }]));
    act(() => client.emit('restart.changed', { restart: null }));
    expect(screen.queryByRole('region', { name: 'Restart of this computer' })).toBeNull();
    await waitFor(() =>
      expect(shell.toasts.store.getState().toasts.map((toast) => toast.text)).toEqual([
        'Run 7 is interrupted before it. Resume the run and the restart is announced again.',
      ]),
    );
  });

  it('[UI-254] counts whole seconds down to nothing, and ticks only while it counts', async () => {
    const { store, client, pass, isTicking } = counting(pending());
    await store.refresh();
    expect(store.store.getState().left).toBe(90);
    pass(89);
    expect(store.store.getState().left).toBe(1);
    pass(5);
    expect(store.store.getState().left).toBe(0);
    client.emit('restart.changed', { restart: null });
    expect([isTicking(), store.store.getState().restart]).toEqual([false, null]);
    expect(secondsLeft(pending({ restartsAt: 1 }), 0)).toBe(1);
  });

  it('[UI-255] is spoken once when it is announced and at sensible times', async () => {
    const { store, client, news, pass } = counting(pending());
    await store.refresh();
    await store.refresh();
    pass(89);
    client.emit('restart.changed', { restart: pending({ state: 'restarting' }) });
    client.emit('restart.changed', { restart: pending({ state: 'restarting' }) });
    expect(news).toEqual([
      { kind: 'announced', seconds: 90 },
      { kind: 'left', seconds: 60 },
      { kind: 'left', seconds: 30 },
      { kind: 'left', seconds: 10 },
      { kind: 'restarting' },
    ]);
  });

  it('[UI-255] is an alert when it is announced', async () => {
    const { shell } = await open(soon());
    await waitFor(() =>
      expect(shell.announcer.store.getState().assertive).toMatch(/^This computer restarts in .*or stop the restart/),
    );
  });

  it('[UI-256] is said on the page of its run', async () => {
    await open(soon());
    expect(await screen.findByText(/The run goes on when Waystation next starts/)).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Waits for the restart' })).toBeTruthy();
  });
});
