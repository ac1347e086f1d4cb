import type { RunId } from '#shared/model/ids';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { toProblem, type Problem } from '../../api/problem.ts';
import { runFigures } from './run-figures.ts';
import { advanceModel, modelOfView, type RunAdvanced, type RunModel } from './run-model.ts';

/** Time as the run view needs it: a clock on the wall and a tick. */
export interface RunClock {
  now(): number;
  /** Calls back every `ms` until the returned function is called. */
  every(ms: number, tick: () => void): () => void;
}

/** What is worth saying aloud about a run. */
export type RunNews =
  { readonly kind: 'progress'; readonly percent: number } | { readonly kind: 'ended'; readonly model: RunModel };

export interface RunStoreState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: Problem | null;
  readonly model: RunModel | null;
  /** Grows once a second while the run is active, so that its times do. */
  readonly now: number;
  /** Chosen by the person; null follows the step that works. */
  readonly selectedNodeId: string | null;
}

export interface RunStore {
  readonly store: StoreApi<RunStoreState>;
  refresh(): Promise<void>;
  select(nodeId: string | null): void;
  stop(): void;
}

export interface RunStoreOptions {
  readonly runId: RunId;
  readonly client: Client;
  readonly clock: RunClock;
  readonly onReconnect?: (listener: () => void) => () => void;
  readonly onNews?: (news: RunNews) => void;
  /** The run goes on in another process: it was read again because the site says that it changed. */
  readonly onElsewhere?: () => void;
}

const tickMs = 1000;
/** A run that sent no event for so long goes on in another process, if it does. */
const ownMs = 2000;
/** A reader hears about progress in steps of ten. */
const percentStep = 10;

/** One open run: read once, then kept true by events; a gap means reading it again. */
export function createRunStore(options: RunStoreOptions): RunStore {
  const { client, clock, runId } = options;
  const store = createStore<RunStoreState>(() => ({
    status: 'loading',
    problem: null,
    model: null,
    now: clock.now(),
    selectedNodeId: null,
  }));
  /** Events that came while a read was under way; null when none is. */
  let early: RunAdvanced[] | null = null;
  let isStopped = false;

  const show = (model: RunModel): void => {
    const before = store.getState().model;
    store.setState({ status: 'ready', problem: null, model, now: clock.now() });
    tellNews(before, model, clock.now(), options.onNews);
  };
  const refresh = async (): Promise<void> => {
    const mine: RunAdvanced[] = [];
    early = mine;
    try {
      let model = modelOfView(await client.call('run.get', { runId }));
      for (const event of mine) model = advanceModel(model, event) ?? model;
      if (early === mine && !isStopped) show(model);
    } catch (error) {
      if (early === mine && !isStopped) store.setState({ status: 'failed', problem: toProblem(error) });
    } finally {
      if (early === mine) early = null;
    }
  };
  const take = (event: RunAdvanced): void => {
    if (event.row.id !== runId) return;
    if (early !== null) {
      early.push(event);
      return;
    }
    const { model } = store.getState();
    const next = model === null ? null : advanceModel(model, event);
    const hasEnded = model?.row.state === 'running' && event.row.state !== 'running';
    if (next !== null) show(next);
    // Whether an ended run can be resumed, and how long its log is, only the core knows.
    if (next === null || hasEnded) void refresh();
  };
  const stops = [
    client.on('run.advanced', take),
    followElsewhere(options, refresh),
    clock.every(tickMs, () => {
      if (store.getState().model?.row.state === 'running') store.setState({ now: clock.now() });
    }),
    options.onReconnect?.(() => void refresh()),
  ];
  void refresh();
  return {
    store,
    refresh,
    select: (selectedNodeId) => store.setState({ selectedNodeId }),
    stop: () => {
      isStopped = true;
      stops.forEach((stop) => stop?.());
    },
  };
}

/** Reads a run again that goes on in another process, at most once a second: the site says only that it changed. */
function followElsewhere(
  { runId, client, clock, onElsewhere }: RunStoreOptions,
  read: () => Promise<void>,
): () => void {
  let heardAt = -Infinity;
  let isOld = false;
  let isReading = false;
  const stops = [
    client.on('run.advanced', ({ row }) => {
      if (row.id === runId) heardAt = clock.now();
    }),
    client.on('site.changed', ({ changes }) => {
      const isMine = (ids: readonly string[] | null): boolean => ids === null || ids.includes(String(runId));
      isOld ||= changes.some((change) => change.kind === 'runs' && isMine(change.ids));
    }),
    clock.every(tickMs, () => {
      if (!isOld || isReading) return;
      isOld = false;
      // Its own events said it already.
      if (clock.now() - heardAt < ownMs) return;
      isReading = true;
      onElsewhere?.();
      void read().finally(() => (isReading = false));
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

function tellNews(before: RunModel | null, after: RunModel, now: number, tell: RunStoreOptions['onNews']): void {
  if (tell === undefined || before === null) return;
  if (before.row.state === 'running' && after.row.state !== 'running') {
    tell({ kind: 'ended', model: after });
    return;
  }
  if (after.row.state !== 'running') return;
  const from = runFigures(before.row, before.steps, now).percent;
  const to = runFigures(after.row, after.steps, now).percent;
  const reached = Math.floor(to / percentStep) * percentStep;
  if (reached > from) tell({ kind: 'progress', percent: reached });
}
