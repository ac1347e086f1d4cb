import type SqliteDatabase from 'better-sqlite3';
import type { NativeDatabase, Statement } from './connection.ts';

/** Statements of lists: some hundred texts, by sort, filter and criteria. */
const cacheLimit = 400;

/** Reads several statements as of one moment, on one connection. */
export class StatementReader {
  readonly #native: NativeDatabase;
  readonly #statements = new Map<string, SqliteDatabase.Statement>();

  constructor(native: NativeDatabase) {
    this.#native = native;
  }

  /** Throws SQLite's errors. */
  read(statements: readonly Statement[]): unknown[][] {
    const [only, ...others] = statements;
    if (only !== undefined && others.length === 0) return [this.#one(only)];
    this.#run('BEGIN');
    try {
      return statements.map((statement) => this.#one(statement));
    } finally {
      this.#run('COMMIT');
    }
  }

  #one({ text, values }: Statement): unknown[] {
    return this.#prepare(text).all(...values);
  }

  #run(text: string): void {
    this.#prepare(text).run();
  }

  #prepare(text: string): SqliteDatabase.Statement {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    if (this.#statements.size >= cacheLimit) this.#statements.clear();
    const made = this.#native.prepare(text);
    this.#statements.set(text, made);
    return made;
  }
}
