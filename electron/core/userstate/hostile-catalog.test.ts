import fs from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { openCatalog } from './stores/catalog.ts';
import { changeCatalog } from './stores/fakes/change-catalog.ts';
import { capture, makePlace, plant, restore, verify } from './test-device.contract.ts';

const place = makePlace();

/** A store of somebody else, whose hashes are right. */
function makeStore(work: (database: Database.Database) => void): void {
  plant(place.old, { 'Users/Anna/Documents/a.txt': 'a' });
  capture(place);
  changeCatalog(place.store, work);
}

describe('a catalog of somebody else', () => {
  it.each([
    [':$DATA', 1],
    ['..\\x', 1],
    ['a/b', 1],
    ['large', 65_537],
  ])('[UST-97] a stream %s of %d bytes is a lost one, counted, and nothing of it is written', (name, bytes) => {
    makeStore((database) => {
      database.prepare('INSERT INTO stream SELECT max(id), ?, ? FROM object').run(name, Buffer.alloc(bytes));
    });
    const documents = path.join(place.fresh, 'Users/Anna/Documents');
    const restored = restore(place);
    expect([restored.notCarried?.streams, restored.missing.map(({ cause }) => cause)]).toEqual([1, ['damagedInStore']]);
    expect(verify(place).damaged.map(({ path: one }) => one)).toEqual([restored.missing[0]?.path]);
    expect(fs.readdirSync(documents)).toEqual(['a.txt']);
  });

  it('[UST-97] more streams than a store holds are lost ones', () => {
    makeStore((database) => {
      const add = database.prepare('INSERT INTO stream VALUES (1, ?, ?)');
      const content = Buffer.alloc(65_536);
      database.transaction(() => {
        for (let index = 0; index < 1030; index += 1) add.run(`stream ${index}`, content);
      })();
    });
    // Those beyond the limit are not even read.
    expect(restore(place).notCarried?.streams).toBe(7);
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
