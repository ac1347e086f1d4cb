import type DatabaseType from 'better-sqlite3';
import { z } from 'zod';
import { MAX_LISTED, MAX_STREAM_BYTES, NotCarried } from '#shared/model/user-state';
import path from 'node:path';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { foldName } from '../../devices/fold.ts';
import type { Files } from '../../ports/files.ts';
import { freeBytes, isDiskFull, reasonOf } from '../work.ts';
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

/** Whether a catalog takes a stream of this name. One with a separator or a colon would be another file. */
export function isStreamName(name: string): boolean {
  return StreamRow.shape.name.safeParse(name).success;
}

/** A stream that does not come over, and why. */
export interface LostStream {
  readonly name: string;
  readonly why: Message;
}

export interface StreamReading {
  readonly kept: readonly Stream[];
  readonly lost: readonly LostStream[];
}

/** Reads streams while there is room for them; those that cannot be read, or no longer fit, are named as lost. */
export function createStreamReader(files: Files): (file: string, names: readonly string[]) => StreamReading {
  let room = mostStreamBytes;
  return (file, names) => {
    const kept: Stream[] = [];
    const lost: LostStream[] = [];
    for (const name of names) {
      const content = trying(() => files.readStream(file, name, Math.min(room - name.length, MAX_STREAM_BYTES)));
      if (content instanceof Error) lost.push({ name, why: reasonOf(content) });
      else if (content === null) lost.push({ name, why: reason('stream-too-large') });
      else {
        room -= content.length + name.length;
        kept.push({ name, content });
      }
    }
    return { kept, lost };
  };
}

/** The error of the system in place of the answer: the file itself is kept. */
function trying<Answer>(call: () => Answer): Answer | Error {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error) || typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return error;
  }
}

/** So much room a disk has left that did not refuse a stream for want of it. */
const spareBytes = 2 * MAX_STREAM_BYTES;

/**
 * Puts the streams on a file that is being restored, and names those that its disk does not keep: it has none, or not so
 * large ones, or not of that name. Throws the system's error for a disk that is full.
 */
export function writeStreams(files: Files, file: string, streams: readonly Stream[]): LostStream[] {
  const lost: LostStream[] = [];
  const names = new Set<string>();
  for (const { name, content } of streams) {
    // Windows has one stream of names that differ in case: the second would take the place of the first.
    const key = files.manner === 'windows' ? foldName(name) : name;
    if (names.has(key)) {
      lost.push({ name, why: reason('stream-name-twice') });
      continue;
    }
    names.add(key);
    const error = trying(() => {
      files.writeStream(file, name, content);
    });
    if (error === undefined) continue;
    if (isDiskFull(error) && (files.manner === 'windows' || freeBytes(files, path.dirname(file)) < spareBytes)) {
      throw error;
    }
    lost.push({ name, why: isDiskFull(error) ? reason('stream-too-large-there') : reasonOf(error) });
  }
  return lost;
}

/**
 * Puts on a file that was there already the streams that it lacks. One that it has with another content stays, and is
 * named; so is one that it does not take. Errors as those of `writeStreams`.
 */
export function addStreams(files: Files, file: string, streams: readonly Stream[]): LostStream[] {
  const lost: LostStream[] = [];
  const lacking: Stream[] = [];
  const there = streams.length === 0 ? [] : trying(() => files.readStreams(file));
  const names = there instanceof Error ? [] : there.map(({ name }) => name);
  for (const stream of streams) {
    const name = names.find(
      (one) => one === stream.name || (files.manner === 'windows' && isSameName(one, stream.name)),
    );
    if (name === undefined) lacking.push(stream);
    else if (!hasContent(files, file, name, stream.content)) {
      lost.push({ name: stream.name, why: reason('stream-other-there') });
    }
  }
  return [...lost, ...writeStreams(files, file, lacking)];
}

const isSameName = (one: string, other: string): boolean => foldName(one) === foldName(other);

function hasContent(files: Files, file: string, name: string, wanted: Buffer): boolean {
  const found = trying(() => files.readStream(file, name, MAX_STREAM_BYTES));
  return found instanceof Buffer && found.equals(wanted);
}

/**
 * What the extra tables say as far as it can be read; nothing in a catalog that has none. What cannot costs a file its
 * time of creation, its permissions or a stream, never its content.
 */
export interface Extras {
  readonly created: ReadonlyMap<number, number>;
  readonly modes: ReadonlyMap<number, number>;
  readonly streams: ReadonlyMap<number, readonly Stream[]>;
  /** By object, the names of its streams that cannot be read. */
  readonly damagedStreams: ReadonlyMap<number, readonly string[]>;
  /** What was not readable. */
  readonly lost: NotCarried;
}

/** Reads the extra tables of an open catalog, row by row; one of another form is counted as lost (UST-97). */
export function readExtras(database: DatabaseType.Database): Extras {
  const created = new Map<number, number>();
  const modes = new Map<number, number>();
  const streams = new Map<number, Stream[]>();
  const damagedStreams = new Map<number, string[]>();
  const lost = nothingLost();
  const extras = { created, modes, streams, damagedStreams, lost };
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
      nameDamaged(damagedStreams, raw as { object_id?: unknown; name?: unknown });
    } else listOf(streams, row.object_id).push({ name: row.name, content: row.content });
  }
  return extras;
}

function listOf<Entry>(lists: Map<number, Entry[]>, id: number): Entry[] {
  const known = lists.get(id);
  if (known !== undefined) return known;
  const list: Entry[] = [];
  lists.set(id, list);
  return list;
}

/** Its name as far as it is one; so many of them that nobody is misled by the rest that is only counted. */
function nameDamaged(damaged: Map<number, string[]>, raw: { object_id?: unknown; name?: unknown }): void {
  const names = listOf(damaged, Number(raw.object_id));
  if (names.length < MAX_LISTED) names.push(typeof raw.name === 'string' ? raw.name.slice(0, 255) : '#');
}

function readModes(database: DatabaseType.Database, modes: Map<number, number>, lost: NotCarriedCount): void {
  if (!hasTable(database, 'permission')) return;
  for (const raw of database.prepare('SELECT * FROM permission').all()) {
    const { data: row } = PermissionRow.safeParse(raw);
    if (row === undefined) lost.permissions += 1;
    else modes.set(row.object_id, row.mode);
  }
}

/** How many things of each kind a capture did not carry; none for a store of an earlier version, or a kind without words here. */
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
