import { defineModel, type Shell } from '../../app/types.ts';
import { createRestartStore, type RestartClock, type RestartNews, type RestartStore } from './restart-store.ts';

const wallClock: RestartClock = {
  now: () => Date.now(),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};

export const restartModel = defineModel<RestartStore>('restart', (shell) => {
  const made = createRestartStore({ client: shell.client, clock: wallClock, onNews: (news) => tell(shell, news) });
  // Commands ask only whether there is one and whether it can be held: not at every second of it.
  shell.commands.watch({
    subscribe: (listener) =>
      made.store.subscribe((state, before) => {
        if (state.restart !== before.restart) listener();
      }),
  });
  return made;
});

function tell({ announcer, text, format }: Shell, news: RestartNews): void {
  if (news.kind === 'restarting') announcer.alert(text('restart:restarting'));
  else if (news.kind === 'left') announcer.say(text('restart:said.left', { time: timeLeft(format, news.seconds) }));
  else announcer.alert(text('restart:said.announced', { time: timeLeft(format, news.seconds) }));
}

/** Whole seconds in words; below ten no tenths, since a countdown that flickers is not read. */
export function timeLeft(format: Shell['format'], seconds: number): string {
  return seconds < 10 ? `${seconds.toString()} s` : format.duration(seconds * 1000);
}

/** Reads what is announced when the console opens, and again when a lost connection is back. */
export function followRestart(shell: Shell): () => void {
  const read = (): void => void shell.attempt(() => shell.model(restartModel).refresh());
  read();
  return shell.connection.onReconnect(read);
}
