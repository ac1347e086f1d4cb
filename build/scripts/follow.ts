import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onEndRequest } from '#host/signals';

/** Asks a child to end that listens for the end of its channel. It works on Windows too, where no signal is gentle. */
export function tellByChannel(child: ChildProcess): void {
  if (child.connected) child.disconnect();
}

/** Asks a child to end that has no channel: a browser, which loses nothing. */
export function tellBySignal(child: ChildProcess): void {
  child.kill('SIGTERM');
}

/**
 * Waits for a child. A first Ctrl+C, a closed terminal and the like ask it to end, by `tell`; a second Ctrl+C ends it
 * at once. Returns its exit code.
 */
export async function follow(child: ChildProcess, tell: (child: ChildProcess) => void): Promise<number> {
  const stopListening = onEndRequest(
    () => {
      tell(child);
    },
    { exit: () => void child.kill('SIGKILL') },
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  stopListening();
  return code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
}
