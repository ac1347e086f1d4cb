import { FolderId } from '#shared/model/ids';
import type { Core } from '../core.ts';
import { deliver, startImport } from '../sequence-files.ts';
import type { Handlers } from '../serve.ts';

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
