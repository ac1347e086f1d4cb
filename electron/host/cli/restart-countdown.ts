import { isAppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { Client } from '#shared/contract/client';
import type { RunId } from '#shared/model/ids';
import type { PendingRestart } from '#shared/model/local-computer';
import type { Output } from './output.ts';

/** Seconds before the restart at which a line is written. */
const marks = [3600, 600, 300, 120, 60, 30, 10, 5, 4, 3, 2, 1];

export interface RestartCountdown {
  /** Stops the restart when one is counted down, and says whether it did: what Ctrl+C means then. */
  stop(runId: RunId): Promise<boolean>;
  end(): void;
}

/** Writes the countdown of a restart that this process announces to standard error (HOST-120). */
export function showRestarts(client: Client, output: Pick<Output, 'progress'>): RestartCountdown {
  let timer: NodeJS.Timeout | undefined;
  let current: PendingRestart | null = null;
  const secondsLeft = ({ restartsAt }: PendingRestart): number =>
    Math.max(0, Math.ceil((restartsAt - Date.now()) / 1000));
  const waitForMark = (restart: PendingRestart): void => {
    const next = marks.find((mark) => mark < secondsLeft(restart));
    if (next === undefined) return;
    timer = setTimeout(
      () => {
        output.progress(message('command-line:restart.left', { count: next }));
        waitForMark(restart);
      },
      restart.restartsAt - Date.now() - next * 1000,
    );
  };
  const leave = client.on('restart.changed', ({ restart }) => {
    clearTimeout(timer);
    current = restart;
    if (restart === null) return;
    if (restart.state === 'restarting') {
      output.progress(message('command-line:restart.now'));
      return;
    }
    const seconds = secondsLeft(restart);
    output.progress(
      restart.message === ''
        ? message('command-line:restart.announced', { count: seconds })
        : message('command-line:restart.announced-with', { count: seconds, message: restart.message }),
    );
    output.progress(message('command-line:restart.stop'));
    waitForMark(restart);
  });
  return {
    async stop(runId) {
      if (current?.state !== 'counting' || current.runId !== runId) return false;
      try {
        await client.call('restart.stop', { runId });
        return true;
      } catch (error) {
        if (isAppError(error, 'RESTART_NOT_PENDING')) return false;
        throw error;
      }
    },
    end() {
      clearTimeout(timer);
      leave();
    },
  };
}
