import type { Log } from '../log.ts';

export interface LogEntry {
  level: 'info' | 'warning' | 'error';
  message: string;
  cause?: unknown;
}

export interface MemoryLog extends Log {
  readonly entries: readonly LogEntry[];
}

/** Keeps what was logged, in order. */
export function createMemoryLog(): MemoryLog {
  const entries: LogEntry[] = [];
  return {
    entries,
    info: (message) => entries.push({ level: 'info', message }),
    warning: (message, cause) => entries.push({ level: 'warning', message, ...(cause === undefined ? {} : { cause }) }),
    error: (message, cause) => entries.push({ level: 'error', message, ...(cause === undefined ? {} : { cause }) }),
  };
}
