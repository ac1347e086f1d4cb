import { writeMessage } from '#shared/contract/message';
import type DatabaseType from 'better-sqlite3';
import type { LeftOut, NotCarried, StateAttributes } from '#shared/model/user-state';
import type { Files } from '../../ports/files.ts';
import type { Profile } from '../profiles.ts';
import type { ActiveRule } from '../rules/decide.ts';
import type { ScannedObject } from '../scan-state.ts';
import { CATALOG_APPLICATION_ID, CATALOG_VERSION, catalogSchema } from './catalog-format.ts';
import type { CatalogMeta } from './catalog-format.ts';
import { privateFileMode } from '../../ports/private-place.ts';
import { extraSchema } from './streams.ts';
import type { Stream } from './streams.ts';

/** An object with what copying found out about it. */
export interface StoredObject extends ScannedObject {
  readonly sha256: string;
  readonly data: string;
  /** Who may read, write and run it, as the system of the source keeps it. */
  readonly mode: number | null;
  /** The streams that the store holds. */
  readonly kept: readonly Stream[];
}

export interface CatalogContent {
  readonly meta: CatalogMeta;
  readonly profiles: readonly Profile[];
  readonly objects: readonly StoredObject[];
  readonly leftOut: readonly LeftOut[];
  readonly notCarried: NotCarried;
}

/**
 * Writes a whole catalog to a new file. SQLite's own journal and syncs are off: the file is synced by the caller and
 * the store's folder gets its name only after that, so a torn catalog is never looked at.
 */
export function writeCatalog(files: Files, file: string, content: CatalogContent): void {
  // SQLite would make it for everybody to read.
  files.closeSync(files.openSync(file, 'wx', privateFileMode));
  const database = files.openDatabase(file, {});
  try {
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma(`application_id = ${CATALOG_APPLICATION_ID}`);
    database.pragma(`user_version = ${CATALOG_VERSION}`);
    database.exec(catalogSchema + extraSchema);
    database.transaction(() => {
      fill(database, content);
    })();
  } finally {
    database.close();
  }
}

function fill(database: DatabaseType.Database, content: CatalogContent): void {
  const meta = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  for (const [key, value] of Object.entries(content.meta)) meta.run(key, JSON.stringify(value));
  const profile = database.prepare('INSERT INTO profile VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const profileIds = new Map<Profile, number>();
  for (const [id, one] of content.profiles.entries()) {
    profileIds.set(one, id);
    const folders = JSON.stringify(one.folders);
    profile.run(id, one.name, one.kind, one.accountKind, one.domain, one.sid, one.profilePath, folders);
  }
  const rule = database.prepare('INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?, ?)');
  const ruleIds = new Map<ActiveRule, number>();
  const ruleIdOf = (active: ActiveRule): number => {
    const known = ruleIds.get(active);
    if (known !== undefined) return known;
    const id = ruleIds.size;
    ruleIds.set(active, id);
    const { rule: source } = active;
    rule.run(id, source.id, source.ruleFile, source.component, source.context, source.pattern, active.text);
    return id;
  };
  const object = database.prepare('INSERT INTO object VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const creation = database.prepare('INSERT INTO creation VALUES (?, ?)');
  const permission = database.prepare('INSERT INTO permission VALUES (?, ?)');
  const stream = database.prepare('INSERT INTO stream VALUES (?, ?, ?)');
  for (const one of content.objects) {
    const { lastInsertRowid: id } = object.run(
      profileIds.get(one.profile),
      one.kind,
      one.windowsPath,
      one.knownFolder,
      one.relativePath,
      one.size,
      one.modifiedUs,
      attributeLetters(one.attributes),
      one.sha256,
      one.data,
      one.linkTarget,
      ruleIdOf(one.by),
    );
    if (one.createdUs !== null) creation.run(id, one.createdUs);
    if (one.mode !== null) permission.run(id, one.mode);
    for (const { name, content: bytes } of one.kept) stream.run(id, name, bytes);
  }
  const leftOut = database.prepare('INSERT INTO left_out VALUES (NULL, ?, ?, ?, ?, ?)');
  for (const one of content.leftOut) leftOut.run(one.user, one.path, one.reason, writeMessage(one.detail), one.ruleId);
  const lost = database.prepare('INSERT INTO not_carried VALUES (?, ?)');
  for (const [kind, amount] of Object.entries(content.notCarried)) lost.run(kind, amount);
}

function attributeLetters({ readOnly, hidden, system }: StateAttributes): string {
  return `${readOnly ? 'R' : ''}${hidden ? 'H' : ''}${system ? 'S' : ''}`;
}
