import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import path from 'node:path';
import type { StateDamage, VerifyResult } from '#shared/model/user-state';
import { MAX_LISTED } from '#shared/model/user-state';
import { openCatalog } from './stores/catalog.ts';
import { shareStore } from './stores/store-lock.ts';
import type { Catalog } from './stores/catalog.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { CATALOG_FILE, DATA_FOLDER } from './stores/catalog-format.ts';
import { copyBufferBytes, hashFile, SourceUnreadable } from './stores/copy-file.ts';
import type { VerifyRequest } from './types.ts';
import { reasonOf } from './work.ts';
import type { Work } from './work.ts';
import { tellLeftOut } from './summaries.ts';

/**
 * Reads every data file of a store and compares it with the catalog. Damage is named, never thrown; a store that cannot
 * be opened throws the codes of `openCatalog` and `shareStore` (UST-34, UST-35, UST-242).
 */
export function verifyStore(request: VerifyRequest, work: Work): VerifyResult {
  const endSharing = shareStore(work.files, request.storePath);
  try {
    return verifyShared(request, work);
  } finally {
    endSharing();
  }
}

function verifyShared(request: VerifyRequest, work: Work): VerifyResult {
  const startedAt = work.now();
  const catalog = openCatalog(work.files, request.storePath, () => work.checkCancelled());
  try {
    const objects = catalog.objects().filter(({ kind }) => kind === 'file');
    const damaged = catalogDamage(catalog);
    const files: VerifyResult['files'] = [];
    const buffer = Buffer.allocUnsafe(copyBufferBytes);
    let checkedBytes = 0;
    work.begin(
      'verifying',
      objects.length,
      objects.reduce((sum, { size }) => sum + size, 0),
    );
    for (const object of objects) {
      work.checkCancelled();
      const damage = checkObject(work, request.storePath, object, buffer);
      if (damage !== null) damaged.push(damage);
      damaged.push(...streamDamage(object));
      checkedBytes += object.size;
      const verdict = damage === null ? 'OK' : damage.kind === 'missing' ? 'MISSING' : 'CORRUPTED';
      if (request.mode === 'all' && files.length < MAX_LISTED) files.push({ path: object.path, verdict });
      work.add(1, 0, object.path);
    }
    work.end();
    const { missing, missingCount } = tellLeftOut(catalog.leftOut);
    return {
      storePath: request.storePath,
      storeId: catalog.meta.storeId,
      isSound: damaged.length === 0,
      checkedFiles: objects.length,
      checkedBytes,
      catalogIsSound: catalog.damagedFiles.length === 0,
      damaged: damaged.slice(0, MAX_LISTED),
      damagedCount: damaged.length,
      missingFromCapture: missing.slice(0, MAX_LISTED),
      missingFromCaptureCount: missingCount,
      files,
      exitCode: damaged.length === 0 ? 0 : 3,
      timing: { startedAt, endedAt: work.now() },
    };
  } finally {
    catalog.close();
  }
}

/** A damaged copy of the catalog is damage of the store, although it can still be restored. */
function catalogDamage(catalog: Catalog): StateDamage[] {
  return catalog.damagedFiles.map((dataFile) => ({
    path: dataFile,
    user: '',
    dataFile,
    kind: 'hash' as const,
    detail: reason('catalog-part-damaged'),
  }));
}

/** The catalog itself holds the streams, and its hash proves them: what is not of their form nobody can restore. */
function streamDamage({ path: file, profile, damagedStreams }: CatalogObject): StateDamage[] {
  const detail = reason('stream-damaged');
  return damagedStreams.map((name) => ({
    ...{ path: `${file}:${name}`, user: profile.name, dataFile: CATALOG_FILE, kind: 'unreadable', detail },
  }));
}

function checkObject(work: Work, storePath: string, object: CatalogObject, buffer: Buffer): StateDamage | null {
  const dataFile = `${DATA_FOLDER}/${object.data}`;
  const damage = (kind: StateDamage['kind'], detail: Message): StateDamage => ({
    path: object.path,
    user: object.profile.name,
    dataFile,
    kind,
    detail,
  });
  if (object.damage !== null) return damage('unreadable', object.damage);
  const file = path.join(storePath, DATA_FOLDER, object.data);
  if (object.data === '' || !work.files.existsSync(file)) return damage('missing', reason('no-data-file'));
  try {
    const found = hashFile(work.files, file, buffer, (bytes) => {
      work.add(0, bytes, object.path);
      work.checkCancelled();
    });
    if (found.size !== object.size)
      return damage('size', reason('size-differs', { actual: found.size, expected: object.size }));
    if (found.sha256 !== object.sha256) return damage('hash', reason('content-changed'));
    return null;
  } catch (error) {
    if (!(error instanceof SourceUnreadable)) throw error;
    return damage('unreadable', reasonOf(error));
  }
}
