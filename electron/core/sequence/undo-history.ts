import { AppError } from '#shared/contract/errors';
import type { EditLabel } from '#shared/model/edit-label';
import type { HistoryEntry } from './history.ts';

/** Where a history stands. Positions are counted from the beginning of the draft; entry n leads from n - 1 to n. */
export interface HistoryPlaces {
  /** How far back undo goes. */
  readonly first: number;
  /** How far redo goes. */
  readonly last: number;
  readonly position: number;
  /** Where the saved text stands; null when it cannot be reached any more. */
  readonly savedPosition: number | null;
}

export interface HistoryView {
  /** Labels that undo and redo would act on, next first. */
  readonly undo: readonly EditLabel[];
  readonly redo: readonly EditLabel[];
  readonly undoCount: number;
  readonly redoCount: number;
  /** Undo steps from here to the saved state; negative when it lies ahead; null when it cannot be reached. */
  readonly savedDistance: number | null;
}

/** How many labels of each way are shown. */
export const shownLabels = 10;

/**
 * The undo steps of a session. It knows all places and, of the entries, those that were made or read: who keeps the
 * others (the store) brings them when they are wanted, so that opening a draft does not read its past (EDT-27).
 */
export class UndoHistory {
  readonly #entries = new Map<number, HistoryEntry>();
  readonly #labels = new Map<number, EditLabel>();
  #places: HistoryPlaces;

  /** Errors: `INTERNAL` when the places do not fit each other. */
  constructor(places: HistoryPlaces = { first: 0, last: 0, position: 0, savedPosition: 0 }) {
    const { first, last, position, savedPosition } = places;
    const isSound = [position, savedPosition ?? first].every((at) => Number.isInteger(at) && at >= first && at <= last);
    if (!isSound) throw new AppError('INTERNAL', {}, { cause: new Error('history positions do not fit') });
    this.#places = places;
  }

  get places(): HistoryPlaces {
    return this.#places;
  }

  /** Takes up an entry that was kept elsewhere. */
  hold(ordinal: number, entry: HistoryEntry): void {
    this.#entries.set(ordinal, entry);
    this.#labels.set(ordinal, entry.label);
  }

  /** Takes up what an entry is called. */
  name(ordinal: number, label: EditLabel): void {
    this.#labels.set(ordinal, label);
  }

  entry(ordinal: number): HistoryEntry | undefined {
    return this.#entries.get(ordinal);
  }

  /** Errors: `INTERNAL` for an entry that nobody brought. */
  need(ordinal: number): HistoryEntry {
    const entry = this.#entries.get(ordinal);
    if (entry === undefined) throw new AppError('INTERNAL', {}, { cause: new Error('an undo step was not read') });
    return entry;
  }

  /** The stretch of entries between two positions that are not here; null when all are. */
  missing(a: number, b: number): { from: number; to: number } | null {
    return this.#missingIn(this.#entries, Math.min(a, b) + 1, Math.max(a, b));
  }

  /** The stretch of labels that a view would show and that are not here; null when all are. */
  missingLabels(count: number = shownLabels): { from: number; to: number } | null {
    const { first, last, position } = this.#places;
    return this.#missingIn(this.#labels, Math.max(first, position - count) + 1, Math.min(last, position + count));
  }

  #missingIn(held: ReadonlyMap<number, unknown>, from: number, to: number): { from: number; to: number } | null {
    const absent: number[] = [];
    for (let at = from; at <= to; at += 1) if (!held.has(at)) absent.push(at);
    const [lowest, highest] = [absent[0], absent.at(-1)];
    return lowest === undefined || highest === undefined ? null : { from: lowest, to: highest };
  }

  /** Adds an entry after the position, or puts it in the place of the one there; what was undone is gone. */
  record(entry: HistoryEntry, isMerged: boolean): void {
    const { position, savedPosition } = this.#places;
    const at = isMerged ? position : position + 1;
    const isReachable = savedPosition !== null && savedPosition < at;
    for (let gone = at + 1; gone <= this.#places.last; gone += 1) this.#drop(gone);
    this.hold(at, entry);
    this.#places = { ...this.#places, last: at, position: at, savedPosition: isReachable ? savedPosition : null };
  }

  moveTo(position: number): void {
    this.#places = { ...this.#places, position };
  }

  markSaved(): void {
    this.#places = { ...this.#places, savedPosition: this.#places.position };
  }

  /** The steps before a position are kept no longer. */
  dropBefore(first: number): void {
    if (first <= this.#places.first) return;
    for (let gone = this.#places.first + 1; gone <= first; gone += 1) this.#drop(gone);
    const { savedPosition } = this.#places;
    const isReachable = savedPosition !== null && savedPosition >= first;
    this.#places = { ...this.#places, first, savedPosition: isReachable ? savedPosition : null };
  }

  /** Lets go of entries that lie further from the position than this many; the store has them. */
  forget(beyond: number): void {
    const { position } = this.#places;
    for (const ordinal of this.#labels.keys()) if (Math.abs(ordinal - position) > beyond) this.#drop(ordinal);
  }

  #drop(ordinal: number): void {
    this.#entries.delete(ordinal);
    this.#labels.delete(ordinal);
  }

  /** What undo and redo offer. `count` is how many labels to give of each. */
  view(count: number = shownLabels): HistoryView {
    const { first, last, position, savedPosition } = this.#places;
    const name = (ordinal: number): EditLabel => this.#labels.get(ordinal) ?? { code: 'text', values: { text: '' } };
    const undoCount = position - first;
    const redoCount = last - position;
    return {
      undo: Array.from({ length: Math.min(count, undoCount) }, (_, at) => name(position - at)),
      redo: Array.from({ length: Math.min(count, redoCount) }, (_, at) => name(position + 1 + at)),
      undoCount,
      redoCount,
      savedDistance: savedPosition === null ? null : position - savedPosition,
    };
  }
}
