import { RunId } from '#shared/model/ids';
import type { Output } from '#shared/contract/contract';
import type { RunRow } from '#shared/model/run';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { chosenOf, type ServerList } from '../../app/server-list.ts';
import { defineModel, type Shell } from '../../app/types.ts';
import type { Chosen } from '../../stores/lists.ts';
import { browserClock } from './browser-clock.ts';
import { createLogStore, type LogStore } from './log-store.ts';
import { createRunStore, type RunNews, type RunStore, type RunStoreState } from './run-store.ts';
import { resultStore } from './run-model.ts';
import { runCodes } from './run-words.ts';

export const runsNode = 'runs';

/** All runs of the site, newest first. */
export const runsList: ServerList<'run.list'> = {
  id: runsNode,
  method: 'run.list',
  idOf: (row) => String(row.id),
  parseId: (id) => RunId.parse(Number(id)),
  codes: runCodes,
};

/** Task sequences as the dialog that starts a run offers them. */
export const runnableList: ServerList<'sequence.list'> = {
  id: 'run-sequences',
  method: 'sequence.list',
  idOf: (row) => row.packageId,
};

/** What runs now: more than these at a time are only counted. */
export const activeRuns = { states: ['running'] as 'running'[], limit: 100 };

/** The runs that are selected in the list and shown. */
export function selectedRuns(shell: Pick<Shell, 'lists'>): Chosen<RunRow> {
  return chosenOf(shell, runsList);
}

/** One open run: its steps and its log. */
export interface OpenRun {
  readonly run: RunStore;
  readonly log: LogStore;
}

export interface RunsModel {
  /** Grows once a second while a run is active. */
  readonly now: StoreApi<{ readonly now: number }>;
  /** Runs that this window asks to end: from the answer of the person until the core has answered. */
  readonly asked: StoreApi<{ readonly runs: ReadonlySet<RunId> }>;
  /** Asks the core to end a run; it is shown as being cancelled meanwhile, and as before when that failed. */
  cancel(runId: RunId): Promise<Output<'run.cancel'>>;
  /** An open run; it lives as long as its tab. */
  open(runId: RunId): OpenRun;
}

export const runsModel = defineModel<RunsModel>('runs', (shell) => {
  // A run that goes on moves ten times a second: its row comes with the event and is not asked for.
  shell.client.on('run.advanced', ({ row }) => shell.cache.putRow('run.list', (one) => one.id === row.id, row));
  const asked = createStore<{ runs: ReadonlySet<RunId> }>(() => ({ runs: new Set() }));
  shell.commands.watch(asked);
  const cancel = async (runId: RunId): Promise<Output<'run.cancel'>> => {
    asked.setState(({ runs }) => ({ runs: new Set([...runs, runId]) }));
    try {
      return await shell.client.call('run.cancel', { runId });
    } finally {
      asked.setState(({ runs }) => ({ runs: new Set([...runs].filter((one) => one !== runId)) }));
    }
  };
  return { now: createNow(shell), asked, cancel, open: keepRuns(shell) };
});

/** A run as it is shown: being cancelled from when this window asked for it, before the core says so. */
export function asShown(row: RunRow, asked: ReadonlySet<RunId>): RunRow {
  return asked.has(row.id) && !row.isCancelling ? { ...row, isCancelling: true } : row;
}

/** Whether somebody, here or elsewhere, has asked for the end of a run that goes on. */
export function isBeingCancelled(shell: Shell, row: RunRow): boolean {
  return row.state === 'running' && asShown(row, shell.model(runsModel).asked.getState().runs).isCancelling;
}

function keepRuns(shell: Shell): RunsModel['open'] {
  const open = new Map<RunId, OpenRun>();
  shell.tabs.store.subscribe(({ tabs }) => {
    for (const [id, one] of open) {
      if (tabs.some((tab) => tab.kind === 'run' && tab.params.runId === id)) continue;
      one.run.stop();
      one.log.stop();
      open.delete(id);
    }
  });
  return (runId) => {
    const known = open.get(runId);
    if (known !== undefined) return known;
    const { client, connection } = shell;
    const onReconnect = connection.onReconnect;
    const log = createLogStore({ runId, client, onReconnect });
    const run = createRunStore({
      runId,
      client,
      clock: browserClock,
      onReconnect,
      onNews: (news) => tell(shell, news),
      onElsewhere: log.catchUp,
    });
    const made = { run, log };
    watchRun(shell, made.run);
    open.set(runId, made);
    return made;
  };
}

/** Commands look at a run again only when what they ask for changed, not ten times a second. */
function watchRun(shell: Shell, run: RunStore): void {
  shell.commands.watch({
    subscribe: (listener) =>
      run.store.subscribe((state, before) => {
        if (commandKey(state) !== commandKey(before)) listener();
      }),
  });
}

function commandKey({ status, model }: RunStoreState): string {
  if (model === null) return status;
  return `${status} ${model.row.state} ${String(model.row.isCancelling)} ${String(model.canResume)} ${resultStore(model.steps) ?? ''}`;
}

function tell(shell: Shell, news: RunNews): void {
  if (news.kind === 'progress') {
    shell.announcer.say(shell.text('runs:said.progress', { percent: news.percent }));
    return;
  }
  const { row } = news.model;
  const values = { run: row.id, device: row.deviceName };
  if (row.state === 'failed') shell.announcer.alert(shell.text('runs:said.failed', values));
  else if (row.state === 'interrupted') shell.announcer.alert(shell.text('runs:said.interrupted', values));
  else if (row.state === 'cancelled') shell.announcer.say(shell.text('runs:said.cancelled', { run: row.id }));
  else if (row.incomplete) shell.announcer.say(shell.text('runs:said.incomplete', values));
  else if (row.failedSteps > 0)
    shell.announcer.say(shell.text('runs:said.withErrors', { ...values, count: row.failedSteps }));
  else shell.announcer.say(shell.text('runs:said.succeeded', values));
}

function createNow({ cache }: Shell): RunsModel['now'] {
  const now = createStore(() => ({ now: browserClock.now() }));
  browserClock.every(1000, () => {
    const isActive = cache.known('run.list', activeRuns)?.rows.some((row) => row.state === 'running') ?? false;
    if (isActive) now.setState({ now: browserClock.now() });
  });
  return now;
}
