import { writeFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { AppError } from '#shared/contract/errors';
import type { ExportTarget, ImportSource } from '#shared/contract/areas/sequence';
import { FolderId, type JobId } from '#shared/model/ids';
import type { ImportFile } from '#core/library/library-types';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';
import { writeWhole } from '../write-whole.ts';

function toFile(core: Core, source: ImportSource): ImportFile {
  if (source.kind === 'transfer') return core.transfers.uploaded(source.transferId);
  if (!isAbsolute(source.path)) throw new AppError('INVALID_INPUT', { reason: 'the path must be absolute' });
  return { path: source.path, fileName: source.path };
}

/** Errors before it begins: `NOT_FOUND` and `INVALID_INPUT` of the sources. Uploads end with the job. */
function startImport(core: Core, given: { sources: readonly ImportSource[]; folderId: FolderId | null }): JobId {
  const files = given.sources.map((source) => toFile(core, source));
  return core.imports.start(files, given.folderId, async () => {
    for (const source of given.sources) if (source.kind === 'transfer') await core.transfers.end(source.transferId);
  });
}

/** Writes the export to its place: whole or not at all, never over a file that nobody agreed to replace. */
async function deliver(core: Core, bytes: Uint8Array, fileName: string, target: ExportTarget) {
  if (target.kind === 'transfer') {
    const path = core.transfers.temporaryPath();
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
    return { transferId: await core.transfers.offer(path, { isTemporary: true, fileName }), path: null };
  }
  if (!isAbsolute(target.path)) throw new AppError('INVALID_INPUT', { reason: 'the path must be absolute' });
  await writeWhole(target.path, bytes, { overwrite: target.overwrite });
  return { transferId: null, path: target.path };
}

type FolderHandlers = Pick<
  Handlers,
  'folder.list' | 'folder.create' | 'folder.rename' | 'folder.move' | 'folder.delete'
>;

function folderHandlers(core: Core): FolderHandlers {
  const { folders } = core.library;
  const changed = async (work: Promise<void>): Promise<Record<string, never>> => {
    await work;
    core.hub.changed('folders');
    return {};
  };
  return {
    'folder.list': async () => ({ folders: await folders.list() }),
    'folder.create': async ({ parentId, name }) => {
      const folderId = FolderId.parse(await folders.create(parentId, name));
      core.hub.changed('folders');
      return { folderId };
    },
    'folder.rename': ({ folderId, name, shown }) => changed(folders.rename(folderId, name, shown)),
    'folder.move': ({ folderId, parentId }) => changed(folders.move(folderId, parentId)),
    'folder.delete': ({ folderId }) => changed(folders.remove(folderId)),
  };
}

type SequenceHandlers = FolderHandlers &
  Pick<
    Handlers,
    | 'sequence.list'
    | 'sequence.get'
    | 'sequence.print'
    | 'sequence.create'
    | 'sequence.setProperties'
    | 'sequence.setEnabled'
    | 'sequence.copy'
    | 'sequence.move'
    | 'sequence.delete'
    | 'sequence.undelete'
    | 'sequence.import'
    | 'sequence.startImport'
    | 'sequence.importResult'
    | 'sequence.export'
  >;

/** The list of task sequences: folders, import, export. */
export function sequenceHandlers(core: Core): SequenceHandlers {
  const { library, hub } = core;
  const changed = async (work: Promise<void>): Promise<Record<string, never>> => {
    await work;
    hub.changed('sequences');
    return {};
  };
  const made = async <Id>(work: Promise<Id>): Promise<{ packageId: Id }> => {
    const packageId = await work;
    hub.changed('sequences');
    return { packageId };
  };
  return {
    ...folderHandlers(core),
    'sequence.list': async ({ deleted }) => ({ sequences: await library.list({ deleted }) }),
    'sequence.get': ({ packageId }) => library.get(packageId),
    'sequence.print': async ({ packageId }) => ({ xml: new TextDecoder().decode(await library.print(packageId)) }),
    'sequence.create': (given) => made(library.create(given)),
    'sequence.setProperties': ({ packageId, shown, ...change }) =>
      changed(library.setProperties(packageId, change, shown)),
    'sequence.setEnabled': ({ packageIds, enabled }) => changed(library.setEnabled(packageIds, enabled)),
    'sequence.copy': ({ packageId }) => made(library.copy(packageId)),
    'sequence.move': ({ packageIds, folderId }) => changed(library.move(packageIds, folderId)),
    'sequence.delete': ({ packageIds }) => changed(library.remove(packageIds)),
    'sequence.undelete': ({ packageIds }) => changed(library.undelete(packageIds)),
    'sequence.import': (input, { signal }) => core.imports.finished(startImport(core, input), signal),
    'sequence.startImport': async (input) => ({ jobId: startImport(core, input) }),
    'sequence.importResult': async ({ jobId }) => core.imports.result(jobId),
    'sequence.export': async ({ packageIds, target, comment }, { signal }) => {
      const { bytes, fileName, secretsLeftOut } = await library.exportZip(packageIds, comment, signal);
      const delivered = await deliver(core, bytes, fileName, target);
      return { ...delivered, fileName, sizeBytes: bytes.byteLength, secretsLeftOut };
    },
  };
}
