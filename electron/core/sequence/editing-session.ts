import { AppError } from '#shared/contract/errors';
import type { Edit } from '#shared/model/edit';
import { mergeKey } from '#shared/model/edit';
import type { OutlinePatch } from '#shared/model/outline';
import { labelEdit } from '#shared/text/edit-label';
import type { Clock } from '../ports/clock.ts';
import type { EditOutcome } from './document.ts';
import { SequenceDocument } from './document.ts';
import type { HistoryEntry } from './history.ts';
import { invertPatches } from './patch.ts';

/** A burst of typing in one field is one undo step while its keystrokes come closer than this. */
const mergeWithinMs = 1000;

/** What a change of the session did, for the window and for the store. */
export interface SessionChange {
  readonly label: string;
  readonly outline: OutlinePatch;
  readonly select: readonly string[];
  /** The entry that was added or, when `isMerged`, replaces the last one; undefined for undo, redo and edits without effect. */
  readonly entry?: HistoryEntry;
  readonly isMerged: boolean;
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

export interface HistoryView {
  /** Labels that undo and redo would act on, next first. */
  readonly undo: readonly string[];
  readonly redo: readonly string[];
  readonly undoCount: number;
  readonly redoCount: number;
  /** Undo steps from here to the saved state; negative when it lies ahead; null when it cannot be reached. */
  readonly savedDistance: number | null;
}

/** One open task sequence with its undo history. In memory only; the store persists entries and position. */
export class EditingSession {
  readonly document: SequenceDocument;
  readonly #clock: Clock;
  #entries: HistoryEntry[] = [];
  #position = 0;
  #savedPosition: number | null = 0;
  /** Closed by undo, redo and save, so that typing afterwards starts a step of its own. */
  #mayMerge = false;
  /** How to take the last `apply` back; gone after undo, redo and save. */
  #before: {
    entries: HistoryEntry[];
    position: number;
    savedPosition: number | null;
    inverse: HistoryEntry['inverse'];
  } | null = null;

  constructor(document: SequenceDocument, clock: Clock) {
    this.document = document;
    this.#clock = clock;
  }

  /**
   * A session as it was: from the saved text, entries and positions. Errors: `INTERNAL` when they do not fit each
   * other, and those of reading the text.
   */
  static restore(state: SessionState, clock: Clock): EditingSession {
    const { entries, position, savedPosition } = state;
    const textPosition = state.textPosition ?? savedPosition ?? 0;
    const places = [position, textPosition, savedPosition ?? 0];
    const isSound = places.every((at) => Number.isInteger(at) && at >= 0 && at <= entries.length);
    if (!isSound) throw new AppError('INTERNAL', { reason: 'history positions do not fit' });
    const session = new EditingSession(new SequenceDocument(state.text), clock);
    session.#entries = [...entries];
    session.#position = textPosition;
    session.#savedPosition = savedPosition;
    while (session.#position < position) session.redo();
    while (session.#position > position) session.undo();
    session.#settle();
    return session;
  }

  get position(): number {
    return this.#position;
  }
  get savedPosition(): number | null {
    return this.#savedPosition;
  }
  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }
  get isDirty(): boolean {
    return this.#position !== this.#savedPosition;
  }

  /**
   * Applies edits as one undo step; either all of them or none. One that stands alone never joins another one.
   * Errors: those of `SequenceDocument.apply`.
   */
  apply(edits: readonly Edit[], label?: string, isAlone = false): SessionChange {
    const first = edits[0];
    if (first === undefined) throw new AppError('EDIT_INVALID', { reason: 'no edit' });
    const find = (id: string) => this.document.row(id);
    const more = edits.length === 1 ? '' : ` and ${String(edits.length - 1)} more`;
    const said = label ?? `${labelEdit(first, find)}${more}`;
    const before = new Set(this.document.rows().map((row) => row.id));
    const outcomes: EditOutcome[] = [];
    try {
      for (const edit of edits) outcomes.push(this.document.apply(edit));
    } catch (error) {
      for (const outcome of outcomes.reverse()) this.document.applyPatches(outcome.inverse);
      throw error;
    }
    const patches = outcomes.flatMap((outcome) => outcome.patches);
    const outline = this.#joinOutlines(outcomes, before);
    const select = outcomes.at(-1)?.select ?? [];
    const title = label === undefined && first.kind === 'insertRaw' ? labelEdit(first, find, select) + more : said;
    if (patches.length === 0) return { label: title, outline, select, isMerged: false };
    const at = this.#clock.now();
    const key = edits.length === 1 && !isAlone ? mergeKey(first) : null;
    return {
      label: title,
      outline,
      select,
      ...this.#record({ label: title, at, patches, inverse: invertPatches(patches), mergeKey: key }),
    };
  }

  /**
   * Takes the last `apply` back as if it had never been, what it had joined and what could be redone included: for a
   * change that could not be kept. Errors: `NOTHING_TO_UNDO` when the last call was no `apply` with an effect.
   */
  takeBack(): void {
    const before = this.#before;
    if (before === null) throw new AppError('NOTHING_TO_UNDO');
    this.document.applyPatches(before.inverse);
    this.#entries = before.entries;
    this.#position = before.position;
    this.#savedPosition = before.savedPosition;
    this.#settle();
  }

  /** What comes next is a step of its own. */
  #settle(): void {
    this.#mayMerge = false;
    this.#before = null;
  }

  /** Errors: `NOTHING_TO_UNDO`. */
  undo(): SessionChange {
    const entry = this.#entries[this.#position - 1];
    if (entry === undefined) throw new AppError('NOTHING_TO_UNDO');
    const outcome = this.document.applyPatches(entry.inverse);
    this.#position -= 1;
    this.#settle();
    return { label: entry.label, outline: outcome.outline, select: outcome.select, isMerged: false };
  }

  /** Errors: `NOTHING_TO_REDO`. */
  redo(): SessionChange {
    const entry = this.#entries[this.#position];
    if (entry === undefined) throw new AppError('NOTHING_TO_REDO');
    const outcome = this.document.applyPatches(entry.patches);
    this.#position += 1;
    this.#settle();
    return { label: entry.label, outline: outcome.outline, select: outcome.select, isMerged: false };
  }

  /** The current text is the saved one from now on. */
  markSaved(): void {
    this.#savedPosition = this.#position;
    this.#settle();
  }

  /** What undo and redo offer. `count` is how many labels to give of each. */
  describeHistory(count = 10): HistoryView {
    const undo = this.#entries.slice(0, this.#position).reverse();
    const redo = this.#entries.slice(this.#position);
    return {
      undo: undo.slice(0, count).map((entry) => entry.label),
      redo: redo.slice(0, count).map((entry) => entry.label),
      undoCount: undo.length,
      redoCount: redo.length,
      savedDistance: this.#savedPosition === null ? null : this.#position - this.#savedPosition,
    };
  }

  #record(entry: HistoryEntry): { entry: HistoryEntry; isMerged: boolean } {
    this.#before = {
      entries: [...this.#entries],
      position: this.#position,
      savedPosition: this.#savedPosition,
      inverse: entry.inverse,
    };
    const last = this.#entries[this.#position - 1];
    const isTail = this.#position === this.#entries.length;
    if (!isTail) {
      this.#entries.length = this.#position;
      if (this.#savedPosition !== null && this.#savedPosition > this.#position) this.#savedPosition = null;
    }
    const joins =
      isTail &&
      this.#mayMerge &&
      last !== undefined &&
      entry.mergeKey !== null &&
      entry.mergeKey === last.mergeKey &&
      entry.at - last.at <= mergeWithinMs;
    this.#mayMerge = true;
    if (!joins) {
      this.#entries.push(entry);
      this.#position += 1;
      return { entry, isMerged: false };
    }
    const patches = [...last.patches, ...entry.patches];
    const merged = { ...entry, patches, inverse: invertPatches(patches) };
    this.#entries[this.#position - 1] = merged;
    return { entry: merged, isMerged: true };
  }

  #joinOutlines(outcomes: readonly EditOutcome[], before: ReadonlySet<string>): OutlinePatch {
    const only = outcomes[0];
    if (only !== undefined && outcomes.length === 1) return only.outline;
    const touched = new Set(outcomes.flatMap((outcome) => outcome.outline.changed.map((row) => row.id)));
    const rows = this.document.rows();
    const isReshaped = outcomes.some((outcome) => outcome.outline.order !== undefined);
    const changed = rows.filter((row) => touched.has(row.id));
    if (!isReshaped) return { changed, removed: [] };
    const now = rows.map((row) => row.id);
    const present = new Set(now);
    return { changed, removed: [...before].filter((id) => !present.has(id)), order: now };
  }
}
