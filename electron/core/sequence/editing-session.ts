import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Edit } from '#shared/model/edit';
import { mergeKey } from '#shared/model/edit';
import type { EditLabel } from '#shared/model/edit-label';
import { noOutlinePatch, type OutlinePatch } from '#shared/model/outline';
import type { Clock } from '../ports/clock.ts';
import type { EditOutcome } from './document.ts';
import { SequenceDocument } from './document.ts';
import { type HistoryEntry, joinBurst } from './history.ts';
import { labelEdit } from './label-edit.ts';
import { invertPatches, type Patch } from './patch.ts';
import { type HistoryView, UndoHistory } from './undo-history.ts';

/** A burst of typing in one field is one undo step while its keystrokes come closer than this. */
const mergeWithinMs = 1000;

/** What a change of the session did, for the window and for the store. */
export interface SessionChange {
  /** Null when nothing was done that has a name. */
  readonly label: EditLabel | null;
  readonly outline: OutlinePatch;
  readonly touched: readonly string[];
  readonly select: readonly string[];
  /** The entry that was added or, when `isMerged`, replaces the last one; undefined for undo, redo and edits without effect. */
  readonly entry?: HistoryEntry;
  readonly isMerged: boolean;
}

export const noSessionChange: SessionChange = {
  label: null,
  outline: noOutlinePatch,
  touched: [],
  select: [],
  isMerged: false,
};

/**
 * A change that is made in the document and not in the history yet: it is kept once the store has it, or taken back as
 * if it had never been. Nothing else may happen to the session in between (EDT-20).
 */
export interface Attempt {
  readonly change: SessionChange;
  /** Where the history will stand. */
  readonly position: number;
  keep(): void;
  takeBack(): void;
}

/** Everything that makes a session again after the program was closed. */
export interface SessionState {
  /** The text at `textPosition`. */
  readonly text: string;
  /** Where in the entries the text stands; `savedPosition` when absent. */
  readonly textPosition?: number;
  readonly entries: readonly HistoryEntry[];
  readonly position: number;
  /** Where in the entries the saved text stands; null when undo and a new edit went past it. */
  readonly savedPosition: number | null;
}

/** Several outcomes in a row as one: every row that one of them touched, as it is now. */
function joinOutlines(document: SequenceDocument, outcomes: readonly EditOutcome[]): Omit<EditOutcome, 'patches'> {
  const ids = (read: (outcome: EditOutcome) => readonly string[]) => [...new Set(outcomes.flatMap(read))];
  const changed = ids(({ outline }) => outline.changed.map((row) => row.id));
  return {
    outline: {
      changed: changed.flatMap((id) => document.row(id) ?? []),
      removed: ids(({ outline }) => outline.removed).filter((id) => !document.has(id)),
      order: outcomes.flatMap(({ outline }) => outline.order),
    },
    touched: ids((outcome) => outcome.touched).filter((id) => document.has(id)),
    select: outcomes.at(-1)?.select ?? [],
  };
}

/** One open task sequence with its undo history. In memory only; the store persists entries and position. */
export class EditingSession {
  readonly document: SequenceDocument;
  readonly history: UndoHistory;
  readonly #clock: Clock;
  /** Closed by undo, redo and save, so that typing afterwards starts a step of its own. */
  #mayMerge = false;

  constructor(document: SequenceDocument, clock: Clock, history: UndoHistory = new UndoHistory()) {
    this.document = document;
    this.history = history;
    this.#clock = clock;
  }

  /**
   * A session as it was: from a text, entries and positions. Errors: `INTERNAL` when they do not fit each other, and
   * those of reading the text.
   */
  static restore(state: SessionState, clock: Clock): EditingSession {
    const { entries, position, savedPosition } = state;
    const textPosition = state.textPosition ?? savedPosition ?? 0;
    const places = { first: 0, last: entries.length, savedPosition };
    const history = new UndoHistory({ ...places, position: textPosition });
    entries.forEach((entry, at) => {
      history.hold(at + 1, entry);
    });
    const session = new EditingSession(new SequenceDocument(state.text), clock, history);
    if (position > entries.length)
      throw new AppError('INTERNAL', {}, { cause: new Error('history positions do not fit') });
    const way = position > textPosition ? 'redo' : 'undo';
    session.travel(way, Math.abs(position - textPosition)).keep();
    return session;
  }

  get position(): number {
    return this.history.places.position;
  }
  get savedPosition(): number | null {
    return this.history.places.savedPosition;
  }
  /** The entries that are here, in order. */
  get entries(): readonly HistoryEntry[] {
    const { first, last } = this.history.places;
    return Array.from({ length: last - first }, (_, at) => this.history.need(first + 1 + at));
  }
  get isDirty(): boolean {
    return this.position !== this.savedPosition;
  }

  /** `attempt` for who has nothing to keep it in. */
  apply(edits: readonly Edit[], label?: EditLabel, isAlone = false): SessionChange {
    const attempt = this.attempt(edits, label, isAlone);
    attempt.keep();
    return attempt.change;
  }

  /**
   * Makes edits in the document, as one undo step; either all of them or none. One that stands alone never joins
   * another one. Errors: those of `SequenceDocument.apply`.
   */
  attempt(edits: readonly Edit[], label?: EditLabel, isAlone = false): Attempt {
    const first = edits[0];
    if (first === undefined) throw new AppError('EDIT_INVALID', { reason: reason('no-edit') });
    const find = (id: string) => this.document.row(id);
    const said = label ?? labelEdit(first, find);
    const outcomes = this.#applyAll(edits);
    const only = outcomes[0];
    const { outline, touched, select } =
      only !== undefined && outcomes.length === 1 ? only : joinOutlines(this.document, outcomes);
    const patches = outcomes.flatMap((outcome) => outcome.patches);
    const named = label === undefined && first.kind === 'insertRaw' ? labelEdit(first, find, select) : said;
    const more = edits.length - 1;
    const title = label !== undefined || more === 0 ? named : { ...named, values: { ...named.values, more } };
    const did = { label: title, outline, touched, select };
    if (patches.length === 0) return this.#attemptOf({ ...did, isMerged: false }, patches);
    const key = edits.length === 1 && !isAlone ? mergeKey(first) : null;
    const entry = { label: title, at: this.#clock.now(), patches, mergeKey: key };
    return this.#attemptOf({ ...did, ...this.#joinWithLast(entry) }, patches);
  }

  #applyAll(edits: readonly Edit[]): EditOutcome[] {
    const outcomes: EditOutcome[] = [];
    try {
      for (const edit of edits) outcomes.push(this.document.apply(edit));
    } catch (error) {
      const made = outcomes.flatMap((outcome) => outcome.patches);
      this.document.applyPatches(invertPatches(made));
      throw error;
    }
    return outcomes;
  }

  #attemptOf(change: SessionChange, patches: readonly Patch[]): Attempt {
    const { entry, isMerged } = change;
    return {
      change,
      position: this.position + (entry === undefined || isMerged ? 0 : 1),
      keep: () => {
        if (entry === undefined) return;
        this.history.record(entry, isMerged);
        this.#mayMerge = true;
      },
      takeBack: () => {
        this.document.applyPatches(invertPatches(patches));
        this.#mayMerge = false;
      },
    };
  }

  #joinWithLast(entry: HistoryEntry): { entry: HistoryEntry; isMerged: boolean } {
    const { position, last: end, savedPosition } = this.history.places;
    const last = this.history.entry(position);
    const joins =
      this.#mayMerge &&
      position === end &&
      position !== savedPosition &&
      last !== undefined &&
      entry.mergeKey !== null &&
      entry.mergeKey === last.mergeKey &&
      entry.at - last.at <= mergeWithinMs;
    if (!joins) return { entry, isMerged: false };
    return { entry: { ...entry, patches: joinBurst(last.patches, entry.patches) }, isMerged: true };
  }

  /** Errors: `NOTHING_TO_UNDO`. */
  undo(): SessionChange {
    return this.#step('undo');
  }

  /** Errors: `NOTHING_TO_REDO`. */
  redo(): SessionChange {
    return this.#step('redo');
  }

  #step(way: 'undo' | 'redo'): SessionChange {
    const attempt = this.travel(way, 1);
    attempt.keep();
    return attempt.change;
  }

  /**
   * Goes back or on by several steps at once. The entries must be here (`history.missing`). Errors: `NOTHING_TO_UNDO`,
   * `NOTHING_TO_REDO` when there are fewer; `INTERNAL` when they do not fit, and nothing is changed then.
   */
  travel(way: 'undo' | 'redo', steps: number): Attempt {
    const { first, last, position } = this.history.places;
    const possible = way === 'undo' ? position - first : last - position;
    if (steps > possible) throw new AppError(way === 'undo' ? 'NOTHING_TO_UNDO' : 'NOTHING_TO_REDO');
    const ordinals = Array.from({ length: steps }, (_, at) => (way === 'undo' ? position - at : position + 1 + at));
    const entries = ordinals.map((ordinal) => this.history.need(ordinal));
    const patches = entries.flatMap((entry) => (way === 'undo' ? invertPatches(entry.patches) : [...entry.patches]));
    const outcome = this.document.applyPatches(patches);
    const target = way === 'undo' ? position - steps : position + steps;
    return {
      change: { ...outcome, label: entries.at(-1)?.label ?? null, isMerged: false },
      position: target,
      keep: () => {
        this.history.moveTo(target);
        this.#mayMerge = false;
      },
      takeBack: () => {
        this.document.applyPatches(invertPatches(patches));
        this.#mayMerge = false;
      },
    };
  }

  /** The current text is the saved one from now on. */
  markSaved(): void {
    this.history.markSaved();
    this.#mayMerge = false;
  }

  /** What undo and redo offer. `count` is how many labels to give of each. */
  describeHistory(count?: number): HistoryView {
    return this.history.view(count);
  }
}
