/** A command for the shell of this computer. */
export interface ProcessRequest {
  /** The command line as it is given to `/bin/sh -c`, or `cmd /d /s /c` on Windows. */
  readonly command: string;
  /** Absolute path of the folder in which it starts. */
  readonly workingFolder: string;
  /** Added to the few variables that every command needs (search path, home, temporary folder, language). */
  readonly environment: Readonly<Record<string, string>>;
  /** Null: no limit. When it passes, the command and everything it started is ended. */
  readonly timeoutMs: number | null;
  /** Pieces of the output as they arrive, decoded as UTF-8. */
  readonly onOutput?: (stream: 'output' | 'error', text: string) => void;
}

/** How a command ended. Exactly one of the members says it. */
export type ProcessResult =
  | { readonly kind: 'exited'; readonly exitCode: number }
  /** Ended by a signal that was not ours. */
  | { readonly kind: 'signalled'; readonly signalName: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  /** The shell or the folder was not there. */
  | { readonly kind: 'not-started'; readonly reason: string };

/** Processes of this computer as a port: tests use a double, and nothing else starts a command. */
export interface Processes {
  /** Which shell takes the command line. */
  readonly shell: 'sh' | 'cmd';
  /**
   * Runs a command to its end. When the signal fires or the time is up, the whole process tree is ended before the
   * promise resolves. Rejects only for a bug.
   */
  run(request: ProcessRequest, signal?: AbortSignal): Promise<ProcessResult>;
  /** The id of this process, kept with a claim. */
  ownId(): number;
  /** False when no process with that id exists any more. */
  isAlive(processId: number): boolean;
}
