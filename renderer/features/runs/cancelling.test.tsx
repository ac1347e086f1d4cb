// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { AppError } from '#shared/contract/errors';
import type { RunRow } from '#shared/model/run';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, pageOf, renderWithShell } from '../../app/testing.tsx';
import { devicesFeature } from '../devices/index.tsx';
import { testAdvance, testRow, testStep, testView } from './fakes/runs.ts';
import { runsFeature } from './index.tsx';
import { cancelRun } from './run-actions.ts';
import { runStateWords } from './run-words.ts';
import { RunTab } from './run-tab.tsx';
import { RunsPage } from './runs-page.tsx';
import { RunsStatus } from './status.tsx';
import { openRun } from './tabs.ts';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

type Ended = { readonly state: 'cancelled'; readonly left: never[] };

/** The list, the page and the status bar of a run that goes on; what the core says of it can be changed. */
function open(first: RunRow = testRow()) {
  const core: { row: RunRow; end: (ended: Ended) => void; fail: (error: AppError) => void } = {
    row: first,
    end: () => undefined,
    fail: () => undefined,
  };
  const steps = [1, 2, 3, 4].map((number) => testStep(number, { state: number < 3 ? 'running' : 'not-reached' }));
  const test = createTestShell(
    {
      'run.list': () => pageOf([core.row]),
      'run.get': () => testView({ row: core.row, steps }),
      'run.log': () => ({ lines: [], lastOrdinal: 0, counts: { information: 0, warning: 0, error: 0 } }),
      'run.cancel': () =>
        new Promise<Ended>((resolve, reject) => {
          core.end = resolve;
          core.fail = reject;
        }),
    },
    [devicesFeature, runsFeature],
  );
  openRun(test.shell, core.row.id, core.row.deviceName);
  const tab = test.shell.tabs.store.getState().tabs.find((one) => one.kind === 'run');
  if (tab?.kind !== 'run') throw new Error('The run has no tab.');
  renderWithShell(
    <>
      <div data-testid="list">
        <RunsPage />
      </div>
      <div data-testid="page">
        <RunTab tab={tab} />
      </div>
      <footer data-testid="status">
        <RunsStatus />
      </footer>
    </>,
    test,
  );
  return { ...test, core };
}

/** Which places say that the run is being cancelled. */
async function saying(): Promise<Record<string, boolean>> {
  const inside = (place: string) => within(screen.getByTestId(place));
  const row = (await inside('list').findAllByRole('row')).at(-1);
  const [button] = inside('page').queryAllByRole<HTMLButtonElement>('button', { name: /^Cancel/ });
  return {
    list: /Cancelling…/.test(row?.textContent ?? ''),
    head: /Cancelling…/.test(document.querySelector('.ws-run-summary')?.textContent ?? ''),
    side: inside('page').queryByText(/is being cancelled/) !== null,
    button: button?.textContent === 'Cancelling…' && button.disabled,
    status: /Cancelling run 7/.test(screen.getByTestId('status').textContent),
  };
}

const everywhere = { list: true, head: true, side: true, button: true, status: true };
const nowhere = { list: false, head: false, side: false, button: false, status: false };

describe('a run that is being cancelled', () => {
  it('[UI-631] says so from the answer of the person on, before the core does, and until it has ended', async () => {
    const { shell, core } = open();
    await waitFor(async () => expect(await saying()).toEqual(nowhere));
    const done = cancelRun(shell, core.row, null);
    fireEvent.click(await screen.findByText('Cancel run', { selector: '.ws-danger' }));
    await waitFor(async () => expect(await saying()).toEqual(everywhere));
    act(() => core.end({ state: 'cancelled', left: [] }));
    await done;
    await waitFor(async () => expect(await saying()).toEqual(nowhere));
  });

  it('[UI-632] is shown as before when the cancel failed', async () => {
    const { shell, core } = open();
    const done = cancelRun(shell, core.row, null);
    fireEvent.click(await screen.findByText('Cancel run', { selector: '.ws-danger' }));
    await waitFor(async () => expect(await saying()).toEqual(everywhere));
    act(() => core.fail(new AppError('CONNECTION_LOST')));
    await expect(done).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    await waitFor(async () => expect(await saying()).toEqual(nowhere));
  });

  it('[UI-631] says so when somebody else has asked, and in a window that is opened later', async () => {
    const { client, core } = open();
    await waitFor(async () => expect(await saying()).toEqual(nowhere));
    core.row = testRow({ isCancelling: true });
    act(() => {
      client.emit('run.advanced', testAdvance({ row: core.row }));
      client.emit('site.changed', { revision: 2, changes: [{ kind: 'runs', ids: ['7'] }] });
    });
    await waitFor(async () => expect(await saying()).toEqual(everywhere));
    cleanup();
    open(testRow({ isCancelling: true }));
    await waitFor(async () => expect(await saying()).toEqual(everywhere));
  });

  it('[UI-638] one that went on past a step that failed has the colour of a warning, and says so', () => {
    const { shell } = createTestShell({}, [runsFeature]);
    const ended = (change: Partial<RunRow>) => runStateWords(shell, testRow({ state: 'succeeded', ...change }));
    expect(ended({})).toEqual({ state: 'success', text: 'Success' });
    expect(ended({ failedSteps: 2 })).toEqual({ state: 'warning', text: 'Completed with errors' });
    expect(ended({ failedSteps: 2, incomplete: true })).toEqual({ state: 'warning', text: 'Not complete' });
    expect(ended({ state: 'failed', failedSteps: 1 }).state).toBe('failed');
  });
});
