import { withFile } from '#core/ports/sync-path';
import { isClosedPipe } from '../closed-pipe.ts';
import type { EndRequest } from '../signals.ts';

/** Whoever read the output has gone (`| head -1`): 128 and the number of SIGPIPE, as shells give other tools. */
export const closedOutputCode = 141;

/** Where a command writes. */
interface Written {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

/** What became of what a command wrote. */
export interface WatchedStreams {
  /** Fires with `leave` when nobody reads any more: the work is left as when its terminal goes away. */
  readonly closed: AbortSignal;
  /**
   * Waits until all was taken. `closed`: by nobody; an error: of the system, which took it to no file (a full disk);
   * undefined: it was taken.
   */
  settle(): Promise<'closed' | Error | undefined>;
}

/** Resolves when what was written before was taken, or never will be: a stream with an error may never answer again. */
function flushed(stream: NodeJS.WritableStream & { readonly errored?: Error | null }): Promise<void> {
  if (stream.errored instanceof Error) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}

/**
 * Hears what the system says of standard output and standard error (HOST-285): Node would end with a stack trace of
 * EPIPE, where a tool in C ends by SIGPIPE without a word.
 */
export function watchStreams({ out, err }: Written): WatchedStreams {
  const abort = new AbortController();
  let failure: Error | undefined;
  const heed = (error: Error, name: string): void => {
    if (!isClosedPipe(error)) failure ??= withFile(error, name);
    // What cannot be written to a full disk is no reason to leave the work.
    else if (!abort.signal.aborted) abort.abort('leave' satisfies EndRequest);
  };
  out.on('error', (error: Error) => heed(error, 'stdout'));
  if (err !== out) err.on('error', (error: Error) => heed(error, 'stderr'));
  return {
    closed: abort.signal,
    settle: async () => {
      await Promise.all([flushed(out), flushed(err)]);
      // The error itself is told after the answer to the write.
      await new Promise((resolve) => setImmediate(resolve));
      return abort.signal.aborted ? 'closed' : failure;
    },
  };
}
