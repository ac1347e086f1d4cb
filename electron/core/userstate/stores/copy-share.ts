import type { Message } from '#shared/contract/message-shape';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Files } from '../../ports/files.ts';
import { createHeldFolders } from '../../ports/held-folders.ts';
import type { HeldFolders } from '../../ports/held-folders.ts';
import { copyBufferBytes, copyHashed, reading, SourceUnreadable } from './copy-file.ts';
import type { Copied } from './copy-file.ts';

/** A file to copy; its place in the list is its number in the store. */
export interface CopyJob {
  readonly source: string;
  readonly target: string;
}

export type CopyAnswer =
  | { readonly kind: 'copied'; readonly copied: Copied }
  | { readonly kind: 'unreadable'; readonly isChanged: boolean; readonly reason: Message }
  /** The place that is written to failed: no further file is tried. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** What two threads have in common: numbers of 32 bits, named by their places below. */
export type CopyShare = SharedArrayBuffer;
const TAKEN = 0;
const FILES = 1;
const STOP = 2;
const ENDED = 3;
const KIBIBYTES = 4;
/** 0: the helper has not begun; 1: it has; 2: it need not any more. */
const BEGUN = 5;

/** Given to a helper thread when it starts; orders come and answers go by the port. */
export interface CopyHelperData {
  readonly port: MessagePort;
}

interface HelperOrder {
  readonly share: CopyShare;
  readonly jobs: readonly CopyJob[];
}

interface HelperAnswers {
  readonly answers: readonly (readonly [index: number, answer: CopyAnswer])[];
}

/**
 * Takes jobs until there are none: each thread asks for one more, so a large file delays nobody. One thread takes them
 * from the start and the other from the end: two that make files in one folder would wait for its lock all the time.
 */
export function takeJobs(
  files: Files,
  jobs: readonly CopyJob[],
  share: CopyShare,
  onPart: (index: number) => void,
  from: 'start' | 'end' = 'start',
): [number, CopyAnswer][] {
  const ways: Ways = { sources: createHeldFolders(files), targets: createHeldFolders(files) };
  try {
    return takeJobsBy(ways, files, jobs, share, onPart, from);
  } finally {
    ways.sources.close();
    ways.targets.close();
  }
}

/** Files lie in their order, so that nearly always the folder of the next is the one that is held. */
interface Ways {
  readonly sources: HeldFolders;
  readonly targets: HeldFolders;
}

function takeJobsBy(
  ways: Ways,
  files: Files,
  jobs: readonly CopyJob[],
  share: CopyShare,
  onPart: (index: number) => void,
  from: 'start' | 'end',
): [number, CopyAnswer][] {
  const numbers = new Int32Array(share);
  const answers: [number, CopyAnswer][] = [];
  const buffer = Buffer.allocUnsafe(copyBufferBytes);
  let rest = 0;
  // As many as were taken by both are at the two ends, so neither meets the other's.
  for (let own = 0; Atomics.add(numbers, TAKEN, 1) < jobs.length; own += 1) {
    const index = from === 'start' ? own : jobs.length - 1 - own;
    if (Atomics.load(numbers, STOP) !== 0) break;
    const job = jobs[index];
    if (job === undefined) break;
    const answer = copyJob(files, ways, job, buffer, (bytes) => {
      rest += bytes;
      Atomics.add(numbers, KIBIBYTES, rest >> 10);
      rest &= 1023;
      onPart(index);
    });
    if (answer.kind === 'failed') Atomics.store(numbers, STOP, 1);
    Atomics.add(numbers, FILES, 1);
    answers.push([index, answer]);
  }
  return answers;
}

function copyJob(
  files: Files,
  { sources, targets }: Ways,
  job: CopyJob,
  buffer: Buffer,
  onPart: (bytes: number) => void,
): CopyAnswer {
  try {
    const source = reading(() => sources.reach(job.source));
    const target = targets.reach(job.target);
    const checks = { source: () => sources.demandSame(), target: () => targets.demandSame() };
    return { kind: 'copied', copied: copyHashed(files, source, target, buffer, onPart, checks) };
  } catch (error) {
    if (error instanceof SourceUnreadable)
      return { kind: 'unreadable', isChanged: error.isChanged, reason: error.reason };
    const code = (error as NodeJS.ErrnoException).code;
    // Without a code of the system it is no failure of a file: a cancellation, or a bug.
    if (typeof code !== 'string' || (error as Error).name === 'AppError') throw error;
    return { kind: 'failed', code, message: (error as Error).message };
  }
}

export interface CopyHelper {
  /** Gives the helper jobs; it begins at once, or as soon as it is up. Returns what it shares with this thread. */
  start(jobs: readonly CopyJob[]): CopyShare;
  /** Waits for the helper and returns its answers; none when it never began. Called once after each `start`. */
  finish(): readonly (readonly [number, CopyAnswer])[];
  /** Ends the helper, whatever it does. */
  end(): void;
}

/** Done files and bytes of all threads so far. */
export function sharedProgress(share: CopyShare): { readonly files: number; readonly bytes: number } {
  const numbers = new Int32Array(share);
  return { files: Atomics.load(numbers, FILES), bytes: Atomics.load(numbers, KIBIBYTES) * 1024 };
}

/** Calls the helper off: it ends after its current part. */
export function stopShare(share: CopyShare): void {
  Atomics.store(new Int32Array(share), STOP, 1);
}

/** What two threads that copy know of each other: the next job, their figures in files and bytes, the call to stop. */
export function createShare(): CopyShare {
  return new SharedArrayBuffer(6 * 4);
}

/** A helper may hang with its disk; then the capture ends as an error after this time instead of never. */
const longestWaitMs = 10 * 60_000;

/** The helper's file beside this one; a bundle names its files `.js`, the source `.ts`. */
export const copyWorkerUrl: URL = new URL(
  import.meta.url.endsWith('.ts') ? './copy-worker.ts' : './copy-worker.js',
  import.meta.url,
);

/** Starts a second copying thread, which serves one capture after the other. */
export function startCopyHelper(workerUrl: URL): CopyHelper {
  let share = createShare();
  const { port1, port2 } = new MessageChannel();
  const data: CopyHelperData = { port: port2 };
  const worker = new Worker(workerUrl, {
    workerData: data,
    transferList: [port2],
    execArgv: workerUrl.href.endsWith('.ts') ? ['--conditions=source'] : [],
  });
  worker.unref();
  return {
    start(jobs) {
      share = createShare();
      const order: HelperOrder = { share, jobs };
      port1.postMessage(order);
      return share;
    },
    finish() {
      // One that is still starting up has taken nothing: nobody waits for it.
      if (Atomics.compareExchange(new Int32Array(share), BEGUN, 0, 2) === 0) return [];
      const ended = Atomics.wait(new Int32Array(share), ENDED, 0, longestWaitMs);
      const received = receiveMessageOnPort(port1) as { message: HelperAnswers } | undefined;
      if (ended === 'timed-out' || received === undefined) throw new Error('the second copying thread gave no answer');
      return received.message.answers;
    },
    end() {
      stopShare(share);
      port1.close();
      void worker.terminate();
    },
  };
}

/** The helper's side: takes its part of the jobs of each order and answers once. */
export function serveCopyHelper(files: Files, { port }: CopyHelperData): void {
  port.on('message', ({ share, jobs }: HelperOrder) => {
    const numbers = new Int32Array(share);
    if (Atomics.compareExchange(numbers, BEGUN, 0, 1) !== 0) return;
    try {
      const message: HelperAnswers = { answers: takeJobs(files, jobs, share, () => undefined, 'end') };
      port.postMessage(message);
    } finally {
      Atomics.store(numbers, ENDED, 1);
      Atomics.notify(numbers, ENDED);
    }
  });
}
