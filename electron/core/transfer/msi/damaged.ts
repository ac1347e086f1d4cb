import { AppError } from '#shared/contract/errors';
import type { Message } from '#shared/contract/message-shape';

/** Reads so many bytes at a place of the file; fewer than asked for at its end. */
export type ReadAt = (offset: number, length: number) => Buffer;

/** A file to read by place: what errors call it, and its size in bytes. */
export interface PlacedFile {
  readonly file: string;
  readonly size: number;
  readonly read: ReadAt;
}

/** Throws `INSTALLER_DAMAGED`: it is an installer by its head, and cannot be read on. */
export function damaged({ file }: Pick<PlacedFile, 'file'>, reason: Message): never {
  throw new AppError('INSTALLER_DAMAGED', { file, reason });
}
