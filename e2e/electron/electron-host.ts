import type { ConsoleHost } from '../fixtures/console-host.ts';

export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** What only a program with a window of its own can do. */
export interface ElectronHost extends ConsoleHost {
  /** Waits until the program has ended by itself; gives its exit code. */
  ended(): Promise<number | null>;
  /** Starts the program a second time on the same site, and waits for the end of that start. */
  startAgain(): Promise<Ended>;
}
