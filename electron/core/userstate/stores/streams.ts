import type DatabaseType from 'better-sqlite3';
import { z } from 'zod';
import { MAX_STREAM_BYTES, NotCarried } from '#shared/model/user-state';
import type { Files } from '../../ports/files.ts';
import { writeSynced } from '../../ports/sync-path.ts';
import { FileTimeUs } from './catalog-format.ts';
import { nothingLost } from '../not-carried.ts';
import type { NotCarriedCount } from '../not-carried.ts';

/** A named stream with its content. */
export interface Stream {
  readonly name: string;
  readonly content: Buffer;
}

/** All streams of a store together: they lie in its catalog, which is read whole and kept twice. */
const mostStreamBytes = 64 * 1024 * 1024;

/**
 * Tables beside those of the first format: a program that does not know them reads the rest of the catalog as before, and
 * a catalog of such a program has none of them.
 */
export const extraSchema = `
CREATE TABLE creation (object_id INTEGER PRIMARY KEY REFERENCES object (id), created_us INTEGER NOT NULL) STRICT;
CREATE TABLE stream (
  object_id INTEGER NOT NULL REFERENCES object (id),
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (object_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE permission (object_id INTEGER PRIMARY KEY REFERENCES object (id), mode INTEGER NOT NULL) STRICT;
CREATE TABLE not_carried (kind TEXT PRIMARY KEY, amount INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

const CreationRow = z.strictObject({ object_id: z.number().int(), created_us: FileTimeUs });
const PermissionRow = z.strictObject({ object_id: z.number().int(), mode: z.int().min(0).max(0o777) });
const StreamRow = z.strictObject({
  object_id: z.number().int(),
  // A name with a separator or a colon would be another file.
  name: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\\/:*?"<>|\p{Cc}]+$/u),
  content: z.instanceof(Buffer).refine((content) => content.length <= MAX_STREAM_BYTES),
});
const NotCarriedRow = z.strictObject({ kind: NotCarried.keyof(), amount: z.number().int().nonnegative() });

/** Reads streams while there is room for them; those that cannot be read, or no longer fit, are counted as lost. */
export function createStreamReader(
  files: Files,
  lost: NotCarriedCount,
): (file: string, names: readonly string[]) => Stream[] {
  let room = mostStreamBytes;
  return (file, names) => {
    const streams: Stream[] = [];
    for (const name of names) {
      const content = readStream(files, `${file}:${name}`);
      if (content === null || content.length > Math.min(room - name.length, MAX_STREAM_BYTES)) {
        lost.streams += 1;
        continue;
      }
      room -= content.length + name.length;
      streams.push({ name, content });
    }
    return streams;
  };
}

/** Null when it cannot be read: the file itself was, so it counts as lost and the file is kept. */
function readStream(files: Files, stream: string): Buffer | null {
  try {
    const descriptor = files.openSync(stream, 'r');
    try {
      const buffer = Buffer.alloc(MAX_STREAM_BYTES + 1);
      let read = 0;
      for (;;) {
        const count = files.readSync(descriptor, buffer, read, buffer.length - read, read);
        read += count;
        if (count === 0 || read === buffer.length) return Buffer.from(buffer.subarray(0, read));
      }
    } finally {
      files.closeSync(descriptor);
    }
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return null;
  }
}

/** Puts the streams on a file that is being restored. */
export function writeStreams(files: Files, file: string, streams: readonly Stream[]): void {
  for (const { name, content } of streams) writeSynced(`${file}:${name}`, content, { flag: 'w', calls: files });
}

/**
 * What the extra tables say as far as it can be read; nothing in a catalog that has none. What cannot costs a file its
 * time of creation, its permissions or a stream, never its content.
 */
export interface Extras {
  readonly created: ReadonlyMap<number, number>;
  readonly modes: ReadonlyMap<number, number>;
  readonly streams: ReadonlyMap<number, readonly Stream[]>;
  /** What was not readable. */
  readonly lost: NotCarried;
}

export function readExtras(database: DatabaseType.Database): Extras {
  const created = new Map<number, number>();
  const modes = new Map<number, number>();
  const streams = new Map<number, Stream[]>();
  const lost = nothingLost();
  const extras = { created, modes, streams, lost };
  if (!hasTable(database, 'not_carried')) return extras;
  for (const raw of database.prepare('SELECT * FROM creation').all()) {
    const { data: row } = CreationRow.safeParse(raw);
    if (row === undefined) lost.creationTimes += 1;
    else created.set(row.object_id, row.created_us);
  }
  readModes(database, modes, lost);
  let room = mostStreamBytes;
  // One by one: a store of somebody else may hold any number of them.
  for (const raw of database.prepare('SELECT * FROM stream ORDER BY object_id, name').iterate()) {
    const { data: row } = StreamRow.safeParse(raw);
    if (row !== undefined) room -= row.content.length + row.name.length;
    if (row === undefined || room < 0) {
      lost.streams += 1;
      continue;
    }
    const ofObject = streams.get(row.object_id);
    if (ofObject === undefined) streams.set(row.object_id, [{ name: row.name, content: row.content }]);
    else ofObject.push({ name: row.name, content: row.content });
  }
  return extras;
}

function readModes(database: DatabaseType.Database, modes: Map<number, number>, lost: NotCarriedCount): void {
  if (!hasTable(database, 'permission')) return;
  for (const raw of database.prepare('SELECT * FROM permission').all()) {
    const { data: row } = PermissionRow.safeParse(raw);
    if (row === undefined) lost.permissions += 1;
    else modes.set(row.object_id, row.mode);
  }
}

export function readNotCarried(database: DatabaseType.Database): NotCarried {
  const lost = nothingLost();
  if (!hasTable(database, 'not_carried')) return lost;
  for (const raw of database.prepare('SELECT * FROM not_carried').all()) {
    // A kind of a newer program has no words here.
    const { data: row } = NotCarriedRow.safeParse(raw);
    if (row !== undefined) lost[row.kind] = row.amount;
  }
  return lost;
}

function hasTable(database: DatabaseType.Database, name: string): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
}
