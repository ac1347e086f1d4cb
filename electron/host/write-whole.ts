import { type WholeCallsLater, writeWholeLater } from '#core/ports/whole-file';
import { AppError } from '#shared/contract/errors';
import { fileError } from './browse.ts';

/**
 * Writes a file whole or not at all, for a person who named its place. Errors: `FILE_EXISTS` unless `overwrite`,
 * `FILE_NOT_FOUND` for a missing folder, `FILE_UNREADABLE`.
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  options: { readonly overwrite: boolean; readonly calls?: WholeCallsLater },
): Promise<void> {
  try {
    await writeWholeLater(path, bytes, options);
  } catch (error) {
    throw error instanceof AppError ? error : fileError(path, error);
  }
}
