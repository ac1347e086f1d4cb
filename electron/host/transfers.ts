import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { transferChunkBytes } from '#shared/contract/areas/site';
import { writeWholeLater } from '#core/ports/whole-file';
import { makeTemporaryFolder } from '#core/ports/temporary-folder';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';

interface Transfer {
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  received: number;
  /** Made by us, so it goes when the transfer ends. */
  readonly isTemporary: boolean;
  /** The connection that uploads it; null for what is offered, and for an upload that a job has taken. */
  connection: string | null;
}

/** A person drops a handful of files at once; anything beyond is not one of ours. Of one connection. */
const maximumTransfers = 2000;
/** What the uploads of one connection may have together: a few of the largest. */
export const maximumConnectionBytes = 2 * 1024 * 1024 * 1024;
/** As large as the largest import (limits of the readers are checked again there). */
const maximumBytes = 512 * 1024 * 1024;

/** Files that travel over the contract in chunks: uploads of a page that cannot name paths, and downloads. */
export class Transfers {
  readonly #transfers = new Map<string, Transfer>();
  readonly #folder = makeTemporaryFolder('transfer');

  /** Begins an upload, which ends with its connection. Errors: `FILE_TOO_LARGE`, `INVALID_INPUT`. */
  async begin(connection: string, fileName: string, sizeBytes: number): Promise<string> {
    if (sizeBytes > maximumBytes) {
      throw new AppError('FILE_TOO_LARGE', { file: fileName, actual: sizeBytes, limit: maximumBytes });
    }
    const own = [...this.#transfers.values()].filter((one) => one.connection === connection);
    if (own.length >= maximumTransfers) throw new AppError('INVALID_INPUT', { reason: reason('too-many-transfers') });
    const together = own.reduce((sum, one) => sum + one.sizeBytes, sizeBytes);
    if (together > maximumConnectionBytes) {
      throw new AppError('FILE_TOO_LARGE', { file: fileName, actual: together, limit: maximumConnectionBytes });
    }
    const id = randomUUID();
    const path = join(this.#folder, id);
    // Before the file is made: what is asked for meanwhile counts this one.
    this.#transfers.set(id, { path, fileName, sizeBytes, received: 0, isTemporary: true, connection });
    try {
      await writeWholeLater(path, new Uint8Array(), { overwrite: false, mode: 0o600 });
    } catch (error) {
      this.#transfers.delete(id);
      throw error;
    }
    return id;
  }

  /** Chunks come in order; a repeated one is written again at its place. Errors: `NOT_FOUND`, `INVALID_INPUT`. */
  async write(id: string, offset: number, chunk: Uint8Array): Promise<number> {
    const transfer = this.#find(id);
    if (offset > transfer.received || offset + chunk.length > transfer.sizeBytes) {
      throw new AppError('INVALID_INPUT', { reason: reason('chunk-outside') });
    }
    await withFile(transfer.path, 'r+', (file) => file.write(chunk, 0, chunk.length, offset));
    transfer.received = Math.max(transfer.received, offset + chunk.length);
    return transfer.received;
  }

  /** The connection has ended, and with it what it had not yet given to a job. */
  async left(connection: string): Promise<void> {
    const own = [...this.#transfers].filter(([, one]) => one.connection === connection);
    await Promise.all(own.map(([id]) => this.end(id)));
  }

  /** A job has these uploads now, and ends them. */
  handOver(ids: readonly string[]): void {
    for (const id of ids) this.#find(id).connection = null;
  }

  /** A finished upload. Errors: `NOT_FOUND`, `INVALID_INPUT` when chunks are missing. */
  uploaded(id: string): { path: string; fileName: string } {
    const transfer = this.#find(id);
    if (transfer.received !== transfer.sizeBytes) {
      throw new AppError('INVALID_INPUT', { reason: reason('file-not-whole', { name: transfer.fileName }) });
    }
    return { path: transfer.path, fileName: transfer.fileName };
  }

  /** Offers a file for download. A temporary one is removed when the transfer ends. */
  async offer(path: string, options: { isTemporary: boolean; fileName?: string }): Promise<string> {
    const { size } = await stat(path);
    const id = randomUUID();
    const fileName = options.fileName ?? basename(path);
    this.#transfers.set(id, {
      path,
      fileName,
      sizeBytes: size,
      received: size,
      isTemporary: options.isTemporary,
      connection: null,
    });
    return id;
  }

  /** Offers bytes for download; they are kept in a file until the transfer ends. */
  async offerBytes(bytes: Uint8Array, fileName: string): Promise<string> {
    const path = join(this.#folder, randomUUID());
    await writeWholeLater(path, bytes, { overwrite: false, mode: 0o600 });
    return this.offer(path, { isTemporary: true, fileName });
  }

  async read(id: string, offset: number): Promise<{ chunk: Buffer; sizeBytes: number; isLast: boolean }> {
    const transfer = this.#find(id);
    const buffer = Buffer.alloc(Math.max(0, Math.min(transferChunkBytes, transfer.sizeBytes - offset)));
    const bytesRead = await withFile(transfer.path, 'r', async (file) => {
      const result = await file.read(buffer, 0, buffer.length, offset);
      return result.bytesRead;
    });
    const chunk = buffer.subarray(0, bytesRead);
    return { chunk, sizeBytes: transfer.sizeBytes, isLast: offset + bytesRead >= transfer.sizeBytes };
  }

  async end(id: string): Promise<void> {
    const transfer = this.#find(id);
    this.#transfers.delete(id);
    if (transfer.isTemporary) await rm(transfer.path, { force: true });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #find(id: string): Transfer {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined) throw new AppError('NOT_FOUND', { what: reason('a-transfer') });
    return transfer;
  }
}

async function withFile<Result>(
  path: string,
  flags: string,
  work: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, flags);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
