import { mkdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { createHeldFolders } from '#core/ports/held-folders';
import { realFiles } from '#core/ports/files-real';
import { noteBeside } from '#core/ports/left-beside';
import { nameBeside, type WholeCallsLater, writeWholeLater } from '#core/ports/whole-file';
import type { SitePaths } from '#core/site/site';
import { demandPlace } from '#core/site/written-place';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { systemRefusal } from '#core/ports/system-reason';
import { fileErrorCode } from '#core/ports/file-errors';

interface NamedPlace {
  readonly site: SitePaths;
  /** The person agreed that a file which is there is replaced. */
  readonly overwrite: boolean;
}

/**
 * The real path of a file that a person named for something to be written. Errors: `INVALID_INPUT`, `PLACE_REFUSED`,
 * `FILE_EXISTS` unless `overwrite`, `FILE_NOT_FOUND` (the folder) for a missing one unless it is made, `FILE_UNWRITABLE`.
 */
export function namedPlace(
  path: string,
  { makesFolder = false, ...place }: NamedPlace & { readonly makesFolder?: boolean },
): string {
  if (!isAbsolute(path)) throw new AppError('INVALID_INPUT', { reason: reason('not-absolute') });
  try {
    if (makesFolder) mkdirSync(dirname(path), { recursive: true });
    return demandPlace(path, place);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Why a file could not be written, with the remedy of the system's reason; what is no refusal of the system stays. */
function writeError(file: string, error: unknown): unknown {
  const code = fileErrorCode(error);
  if (code === 'ENOENT') return new AppError('FILE_NOT_FOUND', { file: dirname(file) }, { cause: error });
  if (code === 'EEXIST') return new AppError('FILE_EXISTS', { file }, { cause: error });
  const refused = systemRefusal(error);
  if (refused === null) return error;
  const { reason: why = '', remedy = '' } = refused.details;
  return new AppError('FILE_UNWRITABLE', { file, reason: why, remedy }, { cause: error });
}

/**
 * Writes a file whole or not at all, for a person who named its place; a folder on the way that is swapped for a link
 * meanwhile leads nowhere. Errors: those of `namedPlace`.
 */
export async function writeNamed(
  path: string,
  bytes: Uint8Array,
  { calls, ...place }: NamedPlace & { readonly calls?: WholeCallsLater },
): Promise<void> {
  const real = namedPlace(path, place);
  const folders = createHeldFolders(realFiles);
  let endNote: () => void = () => undefined;
  const nameOf = (file: string): string => {
    const partial = nameBeside(file);
    endNote();
    // What is held is reached by a path that means nothing to another process.
    endNote = noteBeside(join(dirname(real), basename(partial)));
    return partial;
  };
  try {
    const options = { overwrite: place.overwrite, nameOf, ...(calls === undefined ? {} : { calls }) };
    await writeWholeLater(folders.reach(real), bytes, options);
  } catch (error) {
    throw writeError(path, error);
  } finally {
    endNote();
    folders.close();
  }
}
