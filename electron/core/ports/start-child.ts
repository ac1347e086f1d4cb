import { once } from 'node:events';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Message } from '#shared/contract/message-shape';
import { systemReason } from './system-reason.ts';

/** A program with both its outputs piped and no input. */
export type PipedChild = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Starts a program, or says why the system does not (PORT-171). Node has three ways to say it: it throws (a command line
 * that is too long, no memory), it tells it as an event (no such program), and where no file can be opened any more it
 * gives a child without pipes, whose event would end this program when nobody hears it. The second one is left to whoever
 * follows the child.
 */
export async function startChild(
  start: () => PipedChild,
): Promise<{ readonly child: PipedChild } | { readonly refused: Message }> {
  let child: PipedChild;
  try {
    child = start();
  } catch (error) {
    // Only the system's errors, and Node's own of what a command line must not hold, have a code.
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return { refused: systemReason(error) };
  }
  const { stdout, stderr } = child as { readonly stdout?: Readable | null; readonly stderr?: Readable | null };
  if (stdout != null && stderr != null) return { child };
  const [error] = (await once(child, 'error')) as [unknown];
  return { refused: systemReason(error) };
}
