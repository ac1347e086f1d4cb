import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE, CATALOG_HASH_FILE } from './stores/catalog-format.ts';
import { openCatalog } from './stores/catalog.ts';
import { capture, makePlace, plant, restore } from './test-device.contract.ts';

const place = makePlace();

/** A store of somebody else, whose hashes are right. */
function makeStore(work: (database: Database.Database) => void): void {
  plant(place.old, { 'Users/Anna/Documents/a.txt': 'a' });
  capture(place);
  const file = path.join(place.store, CATALOG_FILE);
  const database = new Database(file);
  work(database);
  database.close();
  fs.copyFileSync(file, path.join(place.store, CATALOG_COPY_FILE));
  const hash = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  fs.writeFileSync(path.join(place.store, CATALOG_HASH_FILE), hash);
}

describe('a catalog of somebody else', () => {
  it.each([
    [':$DATA', 1],
    ['..\\x', 1],
    ['a/b', 1],
    ['large', 65_537],
  ])('[UST-97] a stream %s of %d bytes is a damaged store, and nothing is written', (name, bytes) => {
    makeStore((database) => {
      database.prepare('INSERT INTO stream VALUES (1, ?, ?)').run(name, Buffer.alloc(bytes));
    });
    expect(() => restore(place)).toThrow(/STATE_STORE_DAMAGED/);
    expect(fs.readdirSync(place.fresh)).toEqual([]);
  });

  it('[UST-97] more streams than a store holds are a damaged store', () => {
    makeStore((database) => {
      const add = database.prepare('INSERT INTO stream VALUES (1, ?, ?)');
      const content = Buffer.alloc(65_536);
      database.transaction(() => {
        for (let index = 0; index < 1030; index += 1) add.run(`stream ${index}`, content);
      })();
    });
    expect(() => restore(place)).toThrow(/STATE_STORE_DAMAGED/);
  });

  it('[UST-97] fifty thousand streams of one file are read in a moment', () => {
    makeStore((database) => {
      const add = database.prepare('INSERT INTO stream VALUES (1, ?, ?)');
      database.transaction(() => {
        for (let index = 0; index < 50_000; index += 1) add.run(`stream ${index}`, Buffer.alloc(1));
      })();
    });
    const catalog = openCatalog(realFiles, place.store);
    try {
      expect(catalog.objects()[0]?.streams).toHaveLength(50_000);
    } finally {
      catalog.close();
    }
  });
});
