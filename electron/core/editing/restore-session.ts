import type { Clock } from '../ports/clock.ts';
import { EditingSession } from '../sequence/editing-session.ts';
import { StoredHistoryEntry } from '../sequence/history.ts';
import type { Database } from '../store/connection.ts';
import { findEditingSession, listEdits } from '../store/tables/editing-session.ts';
import type { StoredSequence } from '../store/tables/sequence.ts';
import { type OpenedText, openText } from '../library/sequence-bytes.ts';

export interface RestoredSession {
  readonly session: EditingSession;
  /** The revision that the edits stand on: older than the stored one when somebody saved meanwhile. */
  readonly revision: number;
  readonly updatedAt: number;
  /** The document at the beginning of the history, with its encoding. */
  readonly base: OpenedText;
}

/**
 * The session of a sequence as it was, undo and redo included; null when there is none, or when there is nothing
 * unsaved and the stored document is not the one its history leads to (another window or the command line saved).
 */
export async function restoreSession(
  database: Database,
  clock: Clock,
  stored: StoredSequence,
  storedText: string,
): Promise<RestoredSession | null> {
  const row = await findEditingSession(database.read, stored.packageId);
  if (row === undefined) return null;
  const edits = await listEdits(database.read, stored.packageId);
  const entries = edits.map(({ label, at, mergeKey, patches, inverse }) =>
    StoredHistoryEntry.parse({ label, at, mergeKey, patches, inverse }),
  );
  const base = openText(row.baseDocument, stored.name);
  const savedPosition = row.savedPosition === -1 ? null : row.savedPosition;
  const state = { text: base.text, textPosition: 0, entries, position: row.position, savedPosition };
  const session = EditingSession.restore(state, clock);
  const isForeign = !session.isDirty && session.document.print() !== storedText;
  return isForeign ? null : { session, revision: row.savedRevision, updatedAt: row.updatedAt, base };
}
