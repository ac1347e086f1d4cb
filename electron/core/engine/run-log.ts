import { message } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import type { LogSeverity } from '#shared/model/run';
import type { Masker } from './mask.ts';
import type { Clock, RunLogEntry } from './ports.ts';
import { writeCmTraceLine, writeToolLogLine } from './smsts-log.ts';

export const SMSTS_LOG = 'smsts.log';
const LONGEST_MESSAGE = 19_000;
/** As the contract has it. */
const LONGEST_COMPONENT = 255;

/** The log of one run: smsts.log, the rows beside it, and the tools' own logs. Every message is masked first. */
export interface RunLog {
  write(severity: LogSeverity, component: string, message: MessageOrText, stepNumber: number | null): void;
  writeTool(fileName: string, severity: LogSeverity, message: MessageOrText): void;
  /** Resolves when everything written before is stored. Throws what the stores threw. */
  flush(): Promise<void>;
}

/** Lines that were written and not stored yet: as rows, and as text for each file. */
export interface WrittenLines {
  readonly entries: readonly RunLogEntry[];
  readonly texts: ReadonlyMap<string, string>;
}

export interface LineBuffer extends Pick<RunLog, 'write' | 'writeTool'> {
  /** Gives what was written since the last time. */
  take(): WrittenLines;
}

interface LineParts {
  readonly clock: Clock;
  readonly say: (message: MessageOrText) => string;
  readonly masker: Masker;
}

/** Gathers lines behind the one with `lastOrdinal`. `onLine` is told of each. */
export function createLineBuffer(parts: LineParts, lastOrdinal: number, onLine: () => void): LineBuffer {
  const { clock, masker, say } = parts;
  let ordinal = lastOrdinal;
  let entries: RunLogEntry[] = [];
  let tools = new Map<string, string>();
  return {
    write(severity, component, message, stepNumber) {
      ordinal += 1;
      const masked = shorten(masker.maskMessage(message));
      const at = clock.now();
      entries.push({
        ordinal,
        at,
        stepNumber,
        component: shortComponent(component),
        severity,
        thread: 1,
        message: masked,
      });
      onLine();
    },
    writeTool(fileName, severity, message) {
      const line = writeToolLogLine(clock.now(), severity, say(shorten(masker.maskMessage(message))));
      tools.set(fileName, (tools.get(fileName) ?? '') + line);
    },
    take() {
      const taken = entries;
      const texts = new Map(taken.length === 0 ? [] : [[SMSTS_LOG, taken.map((entry) => toLine(entry, say)).join('')]]);
      for (const [fileName, text] of tools) texts.set(fileName, (texts.get(fileName) ?? '') + text);
      entries = [];
      tools = new Map();
      return { entries: taken, texts };
    },
  };
}

function toLine(entry: RunLogEntry, say: (message: MessageOrText) => string): string {
  return writeCmTraceLine({ ...entry, message: say(entry.message), file: 'engine' });
}

/** The name of a step as far as a row of the log has room for it (STO-186). */
export function shortComponent(name: string): string {
  return name.length <= LONGEST_COMPONENT ? name : name.slice(0, LONGEST_COMPONENT).toWellFormed();
}

/** A text of others that is longer than a row of the log holds is cut, and says so. */
function shorten(given: MessageOrText): MessageOrText {
  if (typeof given !== 'string' || given.length <= LONGEST_MESSAGE) return given;
  return message('log:cut', { text: given.slice(0, LONGEST_MESSAGE) });
}
