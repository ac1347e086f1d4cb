import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageOrText } from '#shared/contract/message-shape';
import type { LogSeverity, RunLogLine } from '#shared/model/run';
import type { RunId } from '#shared/model/ids';
import type { RunSelection } from '#shared/model/lists';
import { shortComponent } from '../engine/run-log.ts';
import type { Database } from '../store/connection.ts';
import { deleteRuns } from '../store/lists/act-on-selected.ts';
import { resolveRuns } from '../store/lists/run-list.ts';
import { countRunLog, readRunLog, severityNumbers, severityOf } from '../store/tables/run-log.ts';

export interface LogQuery {
  /** Lines after this ordinal; null for the last ones. */
  readonly after: number | null;
  readonly limit: number;
  readonly severities: readonly LogSeverity[];
  readonly text: string;
}

export interface LogPage {
  readonly lines: RunLogLine[];
  readonly lastOrdinal: number;
  readonly counts: { information: number; warning: number; error: number };
}

/** Runs that were: their logs, and their end in the site. */
export interface RunHistory {
  readLog(runId: RunId, query: LogQuery): Promise<LogPage>;
  /** Where smsts.log of the run lies. */
  logFile(runId: RunId): string;
  /**
   * Deletes runs with journal, log and what was sealed for them, all of them or none; their log files follow. Gives
   * which. Errors: `RUN_NOT_FOUND`, `DEVICE_BUSY` for one that holds its device.
   */
  remove(selection: RunSelection): Promise<readonly number[]>;
}

/** The runs that were, from the site database and the folder of logs. */
export function createRunHistory(parts: {
  readonly database: Database;
  /** Makes the words in which a text is looked for. */
  readonly say: (message: MessageOrText) => string;
  /** The site's folder for log files; each run has one in it. */
  readonly logs: string;
}): RunHistory {
  const { database, logs, say } = parts;
  const folderOf = (runId: number): string => join(logs, String(runId));
  return {
    logFile: (runId) => join(folderOf(runId), 'smsts.log'),
    readLog: async (runId, { after, limit, severities: wanted, text }) => {
      const query = {
        limit,
        severities: wanted.map((severity) => severityNumbers[severity]),
        text,
        say,
        afterOrdinal: after,
      };
      const rows = await readRunLog(database.read, runId, query);
      const lines = rows.map(({ ordinal, at, stepNumber, component, severity, message }) => {
        // Earlier versions kept longer ones.
        const name = shortComponent(component);
        return { ordinal, at, stepNumber, component: name, severity: severityOf(severity), message };
      });
      return { lines, ...(await countRunLog(database, runId)) };
    },
    remove: async (selection) => {
      const all = await database.write(async (transaction) => {
        const ids = resolveRuns(transaction, selection);
        await deleteRuns(transaction, { kind: 'ids', ids });
        return ids;
      });
      for (const id of all) await rm(folderOf(id), { recursive: true, force: true });
      return all;
    },
  };
}
