import { RunId } from '#shared/model/ids';
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
  /** An open run; it lives as long as its tab. */
  open(runId: RunId): OpenRun;
}

export const runsModel = defineModel<RunsModel>('runs', (shell) => {
  // A run that goes on moves ten times a second: its row comes with the event and is not asked for.
  shell.client.on('run.advanced', ({ row }) => shell.cache.putRow('run.list', (one) => one.id === row.id, row));
  return { now: createNow(shell), open: keepRuns(shell) };
});

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
  return `${status} ${model.row.state} ${String(model.canResume)} ${resultStore(model.steps) ?? ''}`;
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
  else shell.announcer.say(shell.text(row.incomplete ? 'runs:said.incomplete' : 'runs:said.succeeded', values));
}

function createNow({ cache }: Shell): RunsModel['now'] {
  const now = createStore(() => ({ now: browserClock.now() }));
  browserClock.every(1000, () => {
    const isActive = cache.known('run.list', activeRuns)?.rows.some((row) => row.state === 'running') ?? false;
    if (isActive) now.setState({ now: browserClock.now() });
  });
  return now;
}
