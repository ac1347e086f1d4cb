import type { RunId } from '#shared/model/ids';
import type { LogSeverity } from '#shared/model/run';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { toProblem, type Problem } from '../../api/problem.ts';
import {
  allSeverities,
  appendLines,
  earlierAfter,
  emptyLog,
  logPageLines,
  prependLines,
  startWindow,
  type LogFilter,
  type LogWindow,
} from './log-window.ts';

export interface LogStoreState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: Problem | null;
  readonly window: LogWindow;
  readonly filter: LogFilter;
  /** The view stays at the last line. */
  readonly follows: boolean;
}

export interface LogStore {
  readonly store: StoreApi<LogStoreState>;
  /** Reads the end of the log again, with the filter as it is. */
  refresh(): Promise<void>;
  showEarlier(): Promise<void>;
  /** Asks for what came after the last line, when nobody tells of it. */
  catchUp(): void;
  /** At least one severity stays on. */
  toggleSeverity(severity: LogSeverity): void;
  setText(text: string): void;
  setFollows(follows: boolean): void;
  stop(): void;
}

export interface LogStoreOptions {
  readonly runId: RunId;
  readonly client: Client;
  readonly onReconnect?: (listener: () => void) => () => void;
}

/** The tail of a run's log: the core filters, this end keeps a window and asks only for what is new. */
export function createLogStore(options: LogStoreOptions): LogStore {
  const store = createStore<LogStoreState>(() => ({
    status: 'loading',
    problem: null,
    window: emptyLog,
    filter: { severities: allSeverities, text: '' },
    follows: true,
  }));
  const reader = createReader(options, store);
  const stops = [
    options.client.on('run.advanced', (event) => {
      if (event.row.id === options.runId) reader.follow(event.lastLogOrdinal);
    }),
    options.onReconnect?.(() => void reader.restart()),
  ];
  const filterBy = (change: Partial<LogFilter>): void => {
    store.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
    void reader.restart();
  };
  void reader.restart();
  return {
    store,
    refresh: reader.restart,
    showEarlier: reader.showEarlier,
    catchUp: () => reader.follow(store.getState().window.readTo + 1),
    toggleSeverity: (severity) => {
      const { severities } = store.getState().filter;
      const next = severities.includes(severity)
        ? severities.filter((one) => one !== severity)
        : allSeverities.filter((one) => one === severity || severities.includes(one));
      if (next.length > 0) filterBy({ severities: next });
    },
    setText: (text) => filterBy({ text }),
    setFollows: (follows) => store.setState({ follows }),
    stop: () => {
      reader.stop();
      stops.forEach((stop) => stop?.());
    },
  };
}

interface Reader {
  restart(): Promise<void>;
  follow(lastOrdinal: number): void;
  showEarlier(): Promise<void>;
  stop(): void;
}

/** One question at a time; an answer to a filter that was changed meanwhile is dropped. */
function createReader({ client, runId }: LogStoreOptions, store: StoreApi<LogStoreState>): Reader {
  let round = 0;
  let isFetching = false;
  let wanted = 0;
  const ask = (after: number | null): ReturnType<typeof client.call<'run.log'>> => {
    const { severities, text } = store.getState().filter;
    return client.call('run.log', { runId, after, limit: logPageLines, severities: [...severities], text });
  };
  const catchUp = async (mine: number): Promise<void> => {
    while (mine === round && wanted > store.getState().window.readTo) {
      const before = store.getState().window.readTo;
      const answer = await ask(before);
      if (mine !== round) return;
      const { window, isWhole } = appendLines(store.getState().window, answer);
      store.setState({ window, status: 'ready' });
      // The core may have said more than it can give yet: the next event asks again.
      if (isWhole && window.readTo <= before) return;
    }
  };
  const alone = async (mine: number, work: () => Promise<void>): Promise<void> => {
    isFetching = true;
    try {
      await work();
    } catch (error) {
      if (mine === round) store.setState({ status: 'failed', problem: toProblem(error) });
    } finally {
      if (mine === round) isFetching = false;
    }
  };
  return {
    restart: async () => {
      const mine = ++round;
      await alone(mine, async () => {
        const answer = await ask(null);
        if (mine !== round) return;
        store.setState({ status: 'ready', problem: null, window: startWindow(answer) });
        await catchUp(mine);
      });
    },
    follow: (lastOrdinal) => {
      wanted = Math.max(wanted, lastOrdinal);
      const mine = round;
      if (!isFetching) void alone(mine, () => catchUp(mine));
    },
    showEarlier: async () => {
      const mine = round;
      const after = earlierAfter(store.getState().window);
      if (after === null) return;
      await alone(mine, async () => {
        const answer = await ask(after);
        if (mine === round) store.setState(({ window }) => ({ window: prependLines(window, after, answer) }));
        await catchUp(mine);
      });
    },
    stop: () => {
      round += 1;
    },
  };
}
