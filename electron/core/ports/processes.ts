import type { Message } from '#shared/contract/message-shape';
/** A command for the shell of this computer. */
export interface ProcessRequest {
  /** The command line as it is given to `/bin/sh -c`, or `cmd /d /s /c` on Windows. */
  readonly command: string;
  /**
   * Absolute path of the folder in which it starts. Null: an empty folder of its own, which is gone afterwards, for a
   * command that has no folder in which its shell can start.
   */
  readonly workingFolder: string | null;
  /** Added to the few variables that every command needs (search path, home, temporary folder, language). */
  readonly environment: Readonly<Record<string, string>>;
  /** Null: no limit. When it passes, the command and everything it started is ended. */
  readonly timeoutMs: number | null;
  /** By this everything that the command starts is found again, also by another process (`endMarked`). */
  readonly mark?: string;
  /** Pieces of the output as they arrive, decoded: UTF-8, or on Windows the code page of its consoles. */
  readonly onOutput?: (stream: 'output' | 'error', text: string) => void;
}

/** How a command ended. Exactly one of the members says it. */
export type ProcessResult =
  | { readonly kind: 'exited'; readonly exitCode: number }
  /** Ended by a signal that was not ours. */
  | { readonly kind: 'signalled'; readonly signalName: string }
  /** Time was up, or the signal fired. `left` are the numbers of processes that could not be ended and go on. */
  | { readonly kind: 'timed-out' | 'cancelled'; readonly left: readonly number[] }
  /** The shell or the folder was not there. */
  | { readonly kind: 'not-started'; readonly reason: Message };

/** What is left after marked processes were ended. */
export interface MarkedEnd {
  /** Numbers of those that could not be ended and go on. */
  readonly left: readonly number[];
  /** Numbers of those that may be among them: begun since, from the same login, and this user may not look into them. */
  readonly unread: readonly number[];
}

export type ProcessLife = 'alive' | 'gone' | 'unknown';

/** Processes of this computer as a port: tests use a double, and nothing else starts a command. */
export interface Processes {
  /** Which shell takes the command line. */
  readonly shell: 'sh' | 'cmd';
  /** False where the system does not show the environment of other processes. */
  readonly findsMarks: boolean;
  /**
   * Runs a command to its end. When the signal fires or the time is up, the whole process tree is ended before the
   * promise resolves, as far as this user may end it. Rejects only for a bug.
   */
  run(request: ProcessRequest, signal?: AbortSignal): Promise<ProcessResult>;
  /**
   * Ends what commands with these marks have left; a mark that ends in a dot stands for all that begin so. None of it
   * began before `since`. Finds nothing where `findsMarks` is false.
   */
  endMarked(marks: readonly string[], since: number): Promise<MarkedEnd>;
  /** The number of this process, kept with a claim. */
  ownId(): number;
  /**
   * When a process started, in the system's own unit: with its number it tells a process from every earlier and later
   * one. Empty when there is none, or when the system does not say.
   */
  startOf(processId: number): string;
  /**
   * Whether the process with that number and start is there: `gone` also when its number belongs to another by now,
   * `unknown` when the number is taken and the start of either is not told.
   */
  lifeOf(processId: number, start: string): ProcessLife;
  /** False when the process with that number and start (empty: not known) is gone, also when the number lives on. */
  isAlive(processId: number, start: string): boolean;
}
