import type { InstallerFacts } from '#shared/model/installer';
import type { FileWorkers } from './file-workers.ts';
import type { ImportFile } from './library-types.ts';

/** Reads an installer in a thread of its own, as every foreign file. Errors: those of `Library.readInstaller`. */
export async function readInstallerAside(
  workers: FileWorkers,
  { path, fileName }: ImportFile,
  signal?: AbortSignal,
): Promise<InstallerFacts> {
  const work = workers.begin(signal === undefined ? {} : { signal });
  try {
    return await work.do({ kind: 'installer', fileName, path });
  } finally {
    await work.end();
  }
}
