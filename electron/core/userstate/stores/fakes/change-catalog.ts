import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { CATALOG_COPY_FILE, CATALOG_FILE, CATALOG_HASH_FILE } from '../catalog-format.ts';

/** Makes a store that of somebody else, whose hashes are right. */
export function changeCatalog(store: string, change: string | ((database: Database.Database) => void)): void {
  const file = path.join(store, CATALOG_FILE);
  const database = new Database(file);
  // What a store of another program may say, SQLite has no say in.
  database.pragma('foreign_keys = OFF');
  if (typeof change === 'string') database.exec(change);
  else change(database);
  database.close();
  fs.copyFileSync(file, path.join(store, CATALOG_COPY_FILE));
  const hash = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  fs.writeFileSync(path.join(store, CATALOG_HASH_FILE), hash);
}
