import type { RunId } from '#shared/model/ids';
import type { LogSeverity } from '#shared/model/run';
import type { Masker } from './mask.ts';
import type { Clock, LogSink, RunLogEntry, RunLogFiles } from './ports.ts';
import { writeCmTraceLine, writeToolLogLine } from './smsts-log.ts';

export const SMSTS_LOG = 'smsts.log';
/** A message longer than the row of the log holds is cut, and says so. */
const LONGEST_MESSAGE = 19_000;

/** The log of one run: smsts.log, the rows beside it, and the tools' own logs. Every message is masked first. */
export interface RunLog {
  write(severity: LogSeverity, component: string, message: string, stepNumber: number | null): void;
  writeTool(fileName: string, severity: LogSeverity, message: string): void;
  /** Resolves when everything written before is stored. Throws what the stores threw. */
  flush(): Promise<void>;
  lastOrdinal(): number;
}

interface RunLogPorts {
  readonly clock: Clock;
  readonly logSink: LogSink;
  readonly logFiles: RunLogFiles;
}

/** Opens the log behind its last line. `onWrite` is told of each line that waits to be flushed. */
export async function openRunLog(
  ports: RunLogPorts,
  runId: RunId,
  masker: Masker,
  onWrite: () => void,
): Promise<RunLog> {
  let ordinal = await ports.logSink.lastOrdinal(runId);
  let stored = ordinal;
  let entries: RunLogEntry[] = [];
  let tools = new Map<string, string>();
  let writing: Promise<void> = Promise.resolve();

  async function store(batch: readonly RunLogEntry[], toolTexts: ReadonlyMap<string, string>): Promise<void> {
    const last = batch.at(-1);
    if (last !== undefined) {
      await ports.logFiles.append(runId, SMSTS_LOG, batch.map(toLine).join(''));
      await ports.logSink.append(runId, batch);
      stored = last.ordinal;
    }
    for (const [fileName, text] of toolTexts) await ports.logFiles.append(runId, fileName, text);
  }

  return {
    write(severity, component, message, stepNumber) {
      ordinal += 1;
      const masked = shorten(masker.mask(message));
      entries.push({ ordinal, at: ports.clock.now(), stepNumber, component, severity, thread: 1, message: masked });
      onWrite();
    },
    writeTool(fileName, severity, message) {
      const line = writeToolLogLine(ports.clock.now(), severity, shorten(masker.mask(message)));
      tools.set(fileName, (tools.get(fileName) ?? '') + line);
    },
    flush() {
      const [batch, toolTexts] = [entries, tools];
      entries = [];
      tools = new Map();
      // A failed write must not keep later lines from being tried, but whoever waits for it hears of it.
      writing = writing.then(
        () => store(batch, toolTexts),
        () => store(batch, toolTexts),
      );
      return writing;
    },
    lastOrdinal: () => stored,
  };
}

function toLine(entry: RunLogEntry): string {
  return writeCmTraceLine({ ...entry, file: 'engine' });
}

function shorten(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)} … (cut)` : message;
}
