import { isAbsolute } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { ExportTarget, ImportSource } from '#shared/contract/areas/sequence';
import type { FolderId, JobId } from '#shared/model/ids';
import type { ImportFile } from '#core/library/library-types';
import type { Core } from './core.ts';
import { writeNamed } from './write-whole.ts';

/** Where the bytes of what a page names lie. Errors: `NOT_FOUND` and `INVALID_INPUT` of the source. */
export function toFile(core: Pick<Core, 'transfers'>, source: ImportSource): ImportFile {
  if (source.kind === 'transfer') return core.transfers.uploaded(source.transferId);
  if (!isAbsolute(source.path)) throw new AppError('INVALID_INPUT', { reason: reason('not-absolute') });
  return { path: source.path, fileName: source.path };
}

/** Errors before it begins: `NOT_FOUND` and `INVALID_INPUT` of the sources. Uploads end with the job. */
export function startImport(core: Core, given: { sources: readonly ImportSource[]; folderId: FolderId | null }): JobId {
  const files = given.sources.map((source) => toFile(core, source));
  const uploads = given.sources.flatMap((source) => (source.kind === 'transfer' ? [source.transferId] : []));
  core.transfers.handOver(uploads);
  return core.imports.start(files, given.folderId, async () => {
    for (const id of uploads) await core.transfers.end(id);
  });
}

/** Writes the export to its place: whole or not at all, never over a file that nobody agreed to replace. */
export async function deliver(core: Core, bytes: Uint8Array, fileName: string, target: ExportTarget) {
  if (target.kind === 'transfer') {
    return { transferId: await core.transfers.offerBytes(bytes, fileName), path: null };
  }
  await writeNamed(target.path, bytes, { site: core.site.paths, overwrite: target.overwrite });
  return { transferId: null, path: target.path };
}
