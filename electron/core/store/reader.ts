import type { Worker } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { startWorker, workerBeside } from '../ports/worker-thread.ts';
import type { NativeDatabase, Statement } from './connection.ts';
import { mapStoreError } from './errors.ts';
import { StatementReader } from './read-statements.ts';
import type { ReadAnswer, ReadOrder } from './reader-messages.ts';

/** A thread for reading: it holds pages of at most a thousand rows, never a list. */
const heapMb = 256;
/** A thread that dies more often than this is not started again; reading goes on in this one. */
const mostStarts = 3;

export interface ReaderOptions {
  readonly file: string;
  /** Reads where there is no thread, and when it cannot. */
  readonly here: NativeDatabase;
  /** False for a short command: a thread takes longer to start than it would save. */
  readonly hasThread: boolean;
  /** Told of every statement that took as long as somebody wants to know. */
  readonly onRead?: (text: string, tookMs: number) => void;
  readonly workerUrl?: URL;
}

interface Waiting {
  readonly statements: readonly Statement[];
  readonly resolve: (rows: unknown[][]) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads beside the core: in a thread that is started early, or in this one when there is none. */
export class Reader {
  readonly #options: ReaderOptions;
  readonly #here: StatementReader;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #starts = 0;
  #nextId = 1;
  #isClosed = false;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#here = new StatementReader(options.here);
    if (options.hasThread) this.#start();
  }

  read(statements: readonly Statement[]): Promise<unknown[][]> {
    const worker = this.#worker ?? this.#start();
    if (worker === null) return this.readHere(statements);
    const { promise, resolve, reject } = Promise.withResolvers<unknown[][]>();
    const id = this.#nextId++;
    this.#waiting.set(id, { statements, resolve, reject });
    worker.postMessage({ id, statements } satisfies ReadOrder);
    return promise;
  }

  /** Resolves when the thread has closed its connection: until then the file is held. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#worker?.ref();
    this.#worker?.postMessage(null);
    await this.#ended;
  }

  /** In this thread. */
  async readHere(statements: readonly Statement[]): Promise<unknown[][]> {
    const startedAt = performance.now();
    try {
      const rows = this.#here.read(statements);
      this.#tell(statements, performance.now() - startedAt);
      return await Promise.resolve(rows);
    } catch (error) {
      throw mapStoreError(error, this.#options.file);
    }
  }

  #tell(statements: readonly Statement[], tookMs: number): void {
    this.#options.onRead?.(statements.map(({ text }) => text).join('; '), tookMs);
  }

  #start(): Worker | null {
    const { hasThread, file, workerUrl = workerBeside('reader-worker', import.meta.url) } = this.#options;
    if (!hasThread || this.#isClosed || this.#starts >= mostStarts) return null;
    this.#starts += 1;
    const worker = startWorker(workerUrl, heapMb, file);
    this.#worker = worker;
    // An open console does not live by its readers.
    worker.unref();
    worker.on('message', (answer: ReadAnswer) => this.#settle(answer));
    // The exit follows, and takes what waits to this thread.
    worker.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        if (this.#worker === worker) this.#worker = null;
        const left = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const one of left) this.readHere(one.statements).then(one.resolve, one.reject);
        resolve();
      });
    });
    return worker;
  }

  #settle(answer: ReadAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (waiting === undefined) return;
    if ('rows' in answer) {
      this.#tell(waiting.statements, answer.tookMs);
      waiting.resolve(answer.rows);
    } else {
      const error = new SqliteDatabase.SqliteError(answer.message, answer.code);
      waiting.reject(mapStoreError(error, this.#options.file));
    }
  }
}
