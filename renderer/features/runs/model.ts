import { readAll } from '#shared/contract/read-all';
import type { RunId } from '#shared/model/ids';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createResource, type Resource } from '../../api/resource.ts';
import { defineModel, type Shell } from '../../app/types.ts';
import { browserClock } from './browser-clock.ts';
import { createLogStore, type LogStore } from './log-store.ts';
import { createRunStore, type RunNews, type RunStore, type RunStoreState } from './run-store.ts';
import { resultStore } from './run-model.ts';
import { createRunList, type RunList } from './runs-store.ts';

/** One open run: its steps and its log. */
export interface OpenRun {
  readonly run: RunStore;
  readonly log: LogStore;
}

export interface RunsModel {
  readonly list: RunList;
  /** Grows once a second while a run is active. */
  readonly now: StoreApi<{ readonly now: number }>;
  /** For the dialog that starts a run; read at first use. */
  sequences(): Resource<readonly TaskSequenceRow[]>;
  /** An open run; it lives as long as its tab. */
  open(runId: RunId): OpenRun;
}

export const runsModel = defineModel<RunsModel>('runs', (shell) => {
  const { client, connection } = shell;
  const list = createRunList(client, connection.onReconnect);
  shell.commands.watch(list.store);
  let sequences: Resource<readonly TaskSequenceRow[]> | null = null;
  return {
    list,
    now: createNow(list),
    open: keepRuns(shell),
    sequences: () =>
      (sequences ??= createResource<readonly TaskSequenceRow[]>({
        client,
        onReconnect: connection.onReconnect,
        areas: ['sequences'],
        load: async (one, signal) => readAll(one, 'sequence.list', {}, { signal }),
      })),
  };
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
    const made = {
      run: createRunStore({ runId, client, clock: browserClock, onReconnect, onNews: (news) => tell(shell, news) }),
      log: createLogStore({ runId, client, onReconnect }),
    };
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
        if (commandKey(state) !== commandKey(before)) listener(state, before);
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

function createNow(list: RunList): RunsModel['now'] {
  const now = createStore(() => ({ now: browserClock.now() }));
  browserClock.every(1000, () => {
    const isActive = list.store.getState().data?.some((row) => row.state === 'running') ?? false;
    if (isActive) now.setState({ now: browserClock.now() });
  });
  return now;
}
