import path from 'node:path';
import { foldName } from '../../devices/fold.ts';
import { systemError } from './faulty-files.ts';

/** What a program wants of a file, and what it lets others do meanwhile (CreateFile's access and share mode). */
export interface Shares {
  readonly read: boolean;
  readonly write: boolean;
  readonly remove: boolean;
}

export interface Handle {
  path: string;
  readonly access: { readonly read: boolean; readonly write: boolean };
  readonly shares: Shares;
}

/** Node opens everything so. */
export const sharesAll: Shares = { read: true, write: true, remove: true };
/** SQLite opens without FILE_SHARE_DELETE. */
export const sharesNoRemoval: Shares = { read: true, write: true, remove: false };

const isSame = (one: string, other: string): boolean => foldName(one) === foldName(other);
const isBelow = (folder: string, one: string): boolean => foldName(one).startsWith(foldName(folder + path.sep));

/** The handles that are open on a Windows computer, and what they forbid. Windows compares them at every call. */
export class HandleTable {
  readonly #handles = new Set<Handle>();

  /** Opens a file that nobody keeps for himself. Throws EBUSY (ERROR_SHARING_VIOLATION). */
  open(file: string, access: Handle['access'], shares: Shares): Handle {
    for (const other of this.on(file)) {
      const isRefused =
        (access.read && !other.shares.read) ||
        (access.write && !other.shares.write) ||
        (other.access.read && !shares.read) ||
        (other.access.write && !shares.write);
      if (isRefused) throw systemError('EBUSY', 'open');
    }
    const handle: Handle = { path: file, access, shares };
    this.#handles.add(handle);
    return handle;
  }

  close(handle: Handle): void {
    this.#handles.delete(handle);
  }

  on(file: string): Handle[] {
    return [...this.#handles].filter((handle) => isSame(handle.path, file));
  }

  isOpen(file: string): boolean {
    return this.on(file).length > 0;
  }

  /** Whether anything is open inside a folder: then it can be neither renamed nor removed. */
  isAnyOpenBelow(folder: string): boolean {
    return [...this.#handles].some((handle) => isBelow(folder, handle.path));
  }

  /** Removing and renaming ask for the right to remove. */
  demandRemovable(file: string, call: string, code = 'EBUSY'): void {
    if (this.on(file).some(({ shares }) => !shares.remove)) throw systemError(code, call);
  }

  /** Handles stay with their file. */
  move(from: string, to: string): void {
    for (const handle of this.on(from)) handle.path = to;
  }

  get paths(): string[] {
    return [...this.#handles].map((handle) => handle.path);
  }
}
