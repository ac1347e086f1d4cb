/** `stop`: a person ends the work. `leave`: terminal, console window or system go away under it. */
export type EndRequest = 'stop' | 'leave';

/** What asks a program to end. Node raises SIGHUP on Windows when its console window is closed, SIGBREAK by Ctrl+Break. */
const requests = { SIGINT: 'stop', SIGBREAK: 'stop', SIGTERM: 'leave', SIGHUP: 'leave' } as const;
/** npm passes Ctrl+C on to a program that has heard it already: so soon after the first, it is the same one. */
const sameWithinMs = 500;
/** What shells give a program that Ctrl+C has ended. */
const interruptedCode = 130;

export interface EndSource {
  on(signal: string, listener: () => void): unknown;
  off(signal: string, listener: () => void): unknown;
}

export interface EndOptions {
  readonly source?: EndSource;
  /** Milliseconds from any beginning, never back. */
  readonly now?: () => number;
  /** Ends at once, whatever is under way. */
  readonly exit?: (code: number) => void;
}

/**
 * Tells `end` of the first request to end, once; a second Ctrl+C ends the program at once. Returns what takes the
 * listeners away again: until then no signal ends this program by itself.
 */
export function onEndRequest(end: (request: EndRequest) => void, options: EndOptions = {}): () => void {
  const { source = process, now = () => performance.now(), exit = (code: number) => process.exit(code) } = options;
  let firstAt: number | undefined;
  const heed = (request: EndRequest): void => {
    if (firstAt === undefined) {
      firstAt = now();
      end(request);
    } else if (request === 'stop' && now() - firstAt > sameWithinMs) {
      exit(interruptedCode);
    }
  };
  const listeners = Object.entries(requests).map(([signal, request]) => [signal, () => heed(request)] as const);
  for (const [signal, listener] of listeners) source.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) source.off(signal, listener);
  };
}
