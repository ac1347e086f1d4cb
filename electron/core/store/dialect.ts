import type SqliteDatabase from 'better-sqlite3';
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely';
import type { SqliteDatabase as DialectDatabase, SqliteStatement } from 'kysely';
import type { NativeDatabase } from './connection.ts';
import { withStoreErrors } from './errors.ts';
import type { Tables } from './rows.ts';

/** Statements of one connection; ours are some hundred texts, lists with many values make the rest. */
const cacheLimit = 400;

function guardStatement(statement: SqliteDatabase.Statement, file: string): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => withStoreErrors(file, () => statement.all(...parameters)),
    run: (parameters) => withStoreErrors(file, () => statement.run(...parameters)),
    iterate: (parameters) => withStoreErrors(file, () => statement.iterate(...parameters)),
  };
}

/** Kysely above one connection: names with underscores in the file, SQLite's errors as ours, statements kept. */
export function createQueries(native: NativeDatabase, file: string): Kysely<Tables> {
  const statements = new Map<string, SqliteStatement>();
  const database: DialectDatabase = {
    close: () => {
      native.close();
    },
    prepare: (text) => {
      const known = statements.get(text);
      if (known !== undefined) return known;
      if (statements.size >= cacheLimit) statements.clear();
      const made = withStoreErrors(file, () => guardStatement(native.prepare(text), file));
      statements.set(text, made);
      return made;
    },
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }), plugins: [new CamelCasePlugin()] });
}
