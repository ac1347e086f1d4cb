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

type FolderHandlers = Pick<Handlers, 'folder.create' | 'folder.rename' | 'folder.move' | 'folder.delete'>;

function folderHandlers(core: Core): FolderHandlers {
  const { folders } = core.library;
  const changed = async (work: Promise<void>): Promise<Record<string, never>> => {
    await work;
    return {};
  };
  return {
    'folder.create': async ({ parentId, name }) => ({ folderId: FolderId.parse(await folders.create(parentId, name)) }),
    'folder.rename': ({ folderId, name, shown }) => changed(folders.rename(folderId, name, shown)),
    'folder.move': ({ folderId, parentId }) => changed(folders.move(folderId, parentId)),
    'folder.delete': ({ folderId }) => changed(folders.remove(folderId)),
  };
}

type SequenceHandlers = FolderHandlers &
  Pick<
    Handlers,
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
  const { library } = core;
  const changed = async (work: Promise<void>): Promise<Record<string, never>> => {
    await work;
    return {};
  };
  const made = async <Id>(work: Promise<Id>): Promise<{ packageId: Id }> => ({ packageId: await work });
  return {
    ...folderHandlers(core),
    'sequence.get': ({ packageId }) => library.get(packageId),
    'sequence.print': async ({ packageId }) => ({ xml: new TextDecoder().decode(await library.print(packageId)) }),
    'sequence.create': (given) => made(library.create(given)),
    'sequence.setProperties': ({ packageId, shown, ...change }) =>
      changed(library.setProperties(packageId, change, shown)),
    'sequence.setEnabled': ({ sequences, enabled }) => library.setEnabled(sequences, enabled),
    'sequence.copy': ({ packageId }) => made(library.copy(packageId)),
    'sequence.move': ({ sequences, folderId }) => library.move(sequences, folderId),
    'sequence.delete': ({ sequences }) => library.remove(sequences),
    'sequence.undelete': ({ sequences }) => library.undelete(sequences),
    'sequence.import': (input, { signal }) => core.imports.finished(startImport(core, input), signal),
    'sequence.startImport': async (input) => ({ jobId: startImport(core, input) }),
    'sequence.importResult': async ({ jobId }) => core.imports.result(jobId),
    'sequence.export': async ({ sequences, target, comment }, { signal }) => {
      const { bytes, fileName, secretsLeftOut } = await library.exportZip(sequences, comment, signal);
      const delivered = await deliver(core, bytes, fileName, target);
      return { ...delivered, fileName, sizeBytes: bytes.byteLength, secretsLeftOut };
    },
  };
}
