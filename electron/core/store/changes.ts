import SqliteDatabase from 'better-sqlite3';
import { breathe } from '../ports/breathe.ts';
import { changedIdsMost, SiteArea, type SiteChange } from '#shared/model/site';
import type { Changes, NativeDatabase } from './connection.ts';
import { deriveLists } from './lists/derive.ts';

/**
 * Changes that are kept for those who look later: other processes look twice a second. Who comes too late for some
 * reads everything again.
 */
const keptChanges = 20_000;
/** Old ones go in portions of this many. */
const pruneEvery = 1000;

/** Rows of lists are derived from so many changes, then the process does its other work for a moment. */
const settledAtOnce = 100;

type Statement = SqliteDatabase.Statement;

const lastText = 'SELECT max(ordinal) FROM change';

/** Follows the changes of a site, in the transactions of this process and behind those of others. */
export class ChangeLog {
  readonly #native: NativeDatabase;
  readonly #listeners = new Set<(changes: Changes) => void>();
  readonly #statements = new Map<string, Statement>();
  readonly #last: Statement;
  #seen: number;
  #isMissed = false;

  constructor(native: NativeDatabase) {
    this.#native = native;
    this.#last = native.prepare(lastText).pluck();
    this.#seen = this.last();
  }

  /** The number of the last change; 0 in a site without any. */
  last(): number {
    return (this.#last.get() as number | null) ?? 0;
  }

  /**
   * At the end of a transaction that began after change `since`: lists follow it, and old changes go. Gives whether
   * there is anything to tell once it is committed, of whatever process.
   */
  async settle(since: number): Promise<boolean> {
    const last = this.last();
    if (last !== since) await this.#derive(since, last);
    return last !== this.#seen;
  }

  async #derive(since: number, last: number): Promise<void> {
    const kindsOf = this.#prepare('SELECT DISTINCT kind FROM change WHERE ordinal > @after AND ordinal <= @until');
    for (let after = since; after < last; after += settledAtOnce) {
      if (after > since) await breathe();
      const range = { after, until: Math.min(after + settledAtOnce, last) };
      const kinds = kindsOf.pluck().all(range) as string[];
      deriveLists(kinds, range, (text, values) => void this.#prepare(text).run(values));
    }
    if (Math.floor(last / pruneEvery) === Math.floor(since / pruneEvery)) return;
    await this.#prune(last - keptChanges);
  }

  async #prune(oldest: number): Promise<void> {
    let first = this.#first() ?? oldest;
    while (first <= oldest) {
      first += pruneEvery;
      this.#prepare('DELETE FROM change WHERE ordinal <= ?').run(Math.min(first, oldest));
      if (first <= oldest) await breathe();
    }
  }

  #first(): number | null {
    return this.#prepare('SELECT min(ordinal) FROM change').pluck().get() as number | null;
  }

  /** Looks, but leaves it to the next look when the file does not answer: what was committed is acknowledged all the same. */
  lookQuietly(): void {
    try {
      this.look();
    } catch (error) {
      // Whatever is wrong with the file, the next read or write says.
      if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
    }
  }

  /** Looks when a look at what another process wrote met an open transaction, however that one has ended. */
  makeUp(): void {
    if (this.#isMissed) this.lookQuietly();
  }

  /** Tells what was committed since the last look, by this process or another one. */
  look(): void {
    // What a transaction that is open noted may yet be undone; whoever commits it looks then.
    this.#isMissed = this.#native.inTransaction;
    if (this.#isMissed) return;
    const last = this.last();
    if (last === this.#seen) return;
    const changes = this.#read(this.#seen);
    this.#seen = last;
    if (changes.length === 0) return;
    for (const listener of [...this.#listeners]) listener({ revision: last, changes });
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: (changes: Changes) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(since: number): SiteChange[] {
    const first = this.#first();
    if (first !== null && first > since + 1) return SiteArea.options.map((kind) => ({ kind, ids: null }));
    const found = new Map<SiteArea, Set<string>>();
    const rows = this.#prepare('SELECT kind, id FROM change WHERE ordinal > ?').iterate(since);
    for (const { kind, id } of rows as Iterable<{ kind: SiteArea; id: string }>) {
      const ids = found.get(kind) ?? new Set();
      found.set(kind, ids);
      if (ids.size <= changedIdsMost) ids.add(id);
    }
    return [...found].map(([kind, ids]) => ({ kind, ids: ids.size > changedIdsMost ? null : [...ids] }));
  }

  #prepare(text: string): Statement {
    const known = this.#statements.get(text) ?? this.#native.prepare(text);
    this.#statements.set(text, known);
    return known;
  }
}
