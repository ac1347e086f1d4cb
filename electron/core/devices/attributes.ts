import { systemReason } from '../ports/system-reason.ts';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { StateAttributes } from '#shared/model/user-state';
import type { EntryFacts } from '../ports/entry-facts.ts';
import type { Files } from '../ports/files.ts';
import { writeRecord } from '../ports/held-folders.ts';
import { foldName } from './fold.ts';

/**
 * Hidden and system are attributes that a POSIX file system cannot carry. A folder device keeps them in this file at
 * the root of each drive; it belongs to the connection, not to the computer, and is never captured. Read-only is the
 * owner's write bit.
 */
export const ATTRIBUTES_FILE = '.waystation-attributes.json';

/** True for the side-car, and for what a killed process left beside it (UST-120). */
export function isOfSideCar(name: string): boolean {
  return name.startsWith(ATTRIBUTES_FILE);
}

/** `H` hidden, `S` system. Paths are relative to the drive, with backslashes. */
const SideCar = z.strictObject({
  version: z.literal(1),
  entries: z.record(z.string().max(33_000), z.enum(['H', 'S', 'HS'])),
});
/** A side-car is small: one line for each hidden file. More than this was not written by us. */
const largestSideCarBytes = 64 * 1024 * 1024;

export interface DriveAttributes {
  /** `relativePath` has backslashes and no drive. */
  get(relativePath: string): { readonly hidden: boolean; readonly system: boolean };
  set(relativePath: string, attributes: { readonly hidden: boolean; readonly system: boolean }): void;
  /** Writes the file if anything changed: beside it, synced, renamed. */
  save(): void;
}

/**
 * Reads the side-car of one drive. Throws `ATTRIBUTES_DAMAGED` when it is there and cannot be understood (DEV-9),
 * `FILE_UNREADABLE` when the system does not give it.
 */
export function openAttributes(files: Files, driveRoot: string): DriveAttributes {
  const file = path.join(driveRoot, ATTRIBUTES_FILE);
  const entries = readSideCar(files, file);
  const byFold = new Map(Object.entries(entries).map(([name, flags]) => [foldName(name), { name, flags }]));
  let isChanged = false;
  return {
    get(relativePath) {
      const flags = byFold.get(foldName(relativePath))?.flags ?? '';
      return { hidden: flags.includes('H'), system: flags.includes('S') };
    },
    set(relativePath, { hidden, system }) {
      const key = foldName(relativePath);
      const flags = hidden ? (system ? 'HS' : 'H') : system ? 'S' : '';
      if ((byFold.get(key)?.flags ?? '') === flags) return;
      isChanged = true;
      if (flags === '') byFold.delete(key);
      else byFold.set(key, { name: relativePath, flags });
    },
    save() {
      if (!isChanged) return;
      const sorted = [...byFold.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const content = { version: 1, entries: Object.fromEntries(sorted.map(({ name, flags }) => [name, flags])) };
      writeRecord(files, file, `${JSON.stringify(content, null, 1)}\n`);
      isChanged = false;
    },
  };
}

/** For a drive of this computer: what its entries do not carry themselves is nowhere, and nothing of ours is read or written there. */
export const noSideCar: DriveAttributes = {
  get: () => ({ hidden: false, system: false }),
  set: () => undefined,
  save: () => undefined,
};

function readSideCar(files: Files, file: string): Record<string, 'H' | 'S' | 'HS'> {
  const found = files.lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return {};
  // A link would lead to a file of somebody else, and a pipe would be waited for.
  if (!found.isFile()) throw new AppError('ATTRIBUTES_DAMAGED', { file, reason: reason('no-regular-file') });
  const text = readWhole(files, file, largestSideCarBytes);
  try {
    return SideCar.parse(JSON.parse(text)).entries;
  } catch (error) {
    throw new AppError('ATTRIBUTES_DAMAGED', { file, reason: reason('not-attributes') }, { cause: error });
  }
}

/** Reads a small text file. Throws `FILE_UNREADABLE`. */
export function readWhole(files: Files, file: string, limitBytes: number): string {
  try {
    // A pipe in its place would be waited for.
    if (!files.statSync(file).isFile()) throw new AppError('FILE_UNREADABLE', { file, reason: reason('not-a-file') });
    const descriptor = files.openSync(file, 'r');
    try {
      const { size } = files.fstatSync(descriptor);
      if (size > limitBytes)
        throw new AppError('FILE_UNREADABLE', { file, reason: reason('larger-than', { limit: limitBytes }) });
      const buffer = Buffer.alloc(size);
      let read = 0;
      while (read < size) {
        const count = files.readSync(descriptor, buffer, read, size - read, read);
        if (count === 0) break;
        read += count;
      }
      return buffer.toString('utf8', 0, read);
    } finally {
      files.closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('FILE_UNREADABLE', { file, reason: systemReason(error) }, { cause: error });
  }
}

/**
 * The attributes of one entry: write bit from its mode, the rest from the side-car and, where the system keeps them,
 * from the entry itself. A drive that was brought to Windows with its side-car has some in the one and some in the other
 * (DEV-11).
 */
export function attributesOf(
  drive: DriveAttributes,
  relativePath: string,
  mode: number,
  isFile: boolean,
  facts?: Pick<EntryFacts, 'hidden' | 'system'>,
): StateAttributes {
  const kept = drive.get(relativePath);
  return {
    // A folder's write bit means something else on Windows (nothing, for the folder itself), so it is not carried.
    readOnly: isFile && (mode & 0o200) === 0,
    hidden: kept.hidden || facts?.hidden === true,
    system: kept.system || facts?.system === true,
  };
}
