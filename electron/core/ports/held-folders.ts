import { systemError } from './system-reason.ts';
import { constants } from 'node:fs';
import path from 'node:path';
import { reason } from '#shared/contract/message';
import type { Files } from './files.ts';
import { privateFolderMode } from './private-place.ts';
import { writeWhole } from './whole-file.ts';

/**
 * Leads to files by the very folders that lie on their way now, none of which may be a link, and to nowhere else when
 * somebody swaps one of them later (PORT-150 …). On Linux the folders are held open and calls go by their descriptors;
 * elsewhere the way is looked at by identity after a file was opened and before its first byte. `SECURITY.md` names the
 * window that remains there.
 */
export interface HeldFolders {
  /**
   * The path by which calls reach `file`, an absolute path without links in it. Good until the next `reach`. Throws
   * `FolderSwapped`, or the system's error for a folder that is not there.
   */
  reach(file: string): string;
  /** `reach`, with the folders on the way made where they are missing. */
  reachNew(file: string): string;
  /** After opening or moving what `reach` gave last: throws `FolderSwapped` when its folder is another one now. */
  demandSame(): void;
  /** Folders under whose names something else lay when they were left: what was written there lies elsewhere. */
  readonly swapped: readonly string[];
  /** Lets go of the folders, and looks at them a last time. */
  close(): void;
}

/** A folder on the way is a link, or another folder than before. */
export class FolderSwapped extends Error {
  /** Whoever knows codes of the system only takes it for a link that must not be followed. */
  readonly code = 'ELOOP';
  readonly syscall = 'open';
  readonly path: string;
  readonly reason = reason('folder-swapped');
  constructor(folder: string, options?: { cause?: unknown }) {
    super(`ELOOP:${folder}`, options);
    this.name = 'FolderSwapped';
    this.path = folder;
  }
}

type HoldingCalls = Pick<
  Files,
  'manner' | 'openSync' | 'closeSync' | 'fstatSync' | 'lstatSync' | 'mkdirSync' | 'rmdirSync'
>;

/** What tells one folder from every other while it is there. */
interface Identity {
  readonly dev: bigint;
  readonly ino: bigint;
}

interface Held extends Identity {
  readonly name: string;
  /** By which calls reach what is in it. */
  readonly way: string;
  readonly descriptor: number | null;
}

/** Search is all that it asks for, so that folders which nobody may list are passed like any path does. */
const linuxPathOnly = 0x20_0000;
const { O_DIRECTORY = 0, O_NOFOLLOW = 0 } = constants as { O_DIRECTORY?: number; O_NOFOLLOW?: number };
const holdFlags = linuxPathOnly | O_DIRECTORY | O_NOFOLLOW;

/** Shares, devices and shadow copies of Windows have names above their first folder that are none. */
const rootOf = (file: string): string =>
  /^\\\\[?.]\\GLOBALROOT\\Device\\[^\\]+\\/i.exec(file)?.[0] ?? path.parse(file).root;

/** Folders held by descriptor on Linux, looked at by identity elsewhere; whoever asks for them closes them (PORT-151). */
export function createHeldFolders(files: HoldingCalls): HeldFolders {
  const byDescriptor = files.manner === 'posix' && process.platform === 'linux';
  return byDescriptor ? new ByDescriptor(files) : new ByIdentity(files);
}

abstract class Chain implements HeldFolders {
  readonly swapped: string[] = [];
  protected readonly files: HoldingCalls;
  protected readonly chain: Held[] = [];
  #root = '';
  #folder: string | null = null;

  constructor(files: HoldingCalls) {
    this.files = files;
  }

  reach(file: string): string {
    return this.#enter(file, false);
  }

  reachNew(file: string): string {
    return this.#enter(file, true);
  }

  abstract demandSame(): void;

  close(): void {
    this.#leave(0);
  }

  protected abstract hold(name: string, way: string): Held;
  protected abstract wayTo(above: Held, name: string): string;
  protected abstract isStillThere(held: Held, way: string): boolean;
  protected abstract letGo(held: Held): void;

  /** The path of a held folder, as it was asked for. */
  protected pathOf(depth: number): string {
    return path.join(this.#root, ...this.chain.slice(1, depth + 1).map(({ name }) => name));
  }

  #enter(file: string, isMade: boolean): string {
    const cut = file.lastIndexOf(path.sep);
    const name = file.slice(cut + 1);
    const folder = file.slice(0, cut + 1);
    if (folder !== this.#folder || !this.#isAsLeft()) this.#goTo(folder, isMade);
    const last = this.chain.at(-1);
    if (last === undefined) throw new Error('no absolute path');
    return name === '' ? last.way : this.wayTo(last, name);
  }

  /** Where folders are not held: false when the one of the last call is another by now, and all are let go. */
  #isAsLeft(): boolean {
    try {
      this.demandSame();
      return true;
    } catch (error) {
      if (!(error instanceof FolderSwapped)) throw error;
      this.#leave(0);
      return false;
    }
  }

  #goTo(folder: string, isMade: boolean): void {
    const root = rootOf(folder);
    const names = folder
      .slice(root.length)
      .split(path.sep)
      .filter((name) => name !== '');
    let same = 0;
    if (root === this.#root && this.chain.length > 0) {
      while (same < names.length && this.chain[same + 1]?.name === names[same]) same += 1;
      this.#leave(same + 1);
    } else {
      this.#leave(0);
      this.#root = root;
      this.chain.push(this.hold('', root));
    }
    if (same === names.length) this.demandSame();
    for (const name of names.slice(same)) this.#step(name, isMade);
    this.#folder = folder;
  }

  #step(name: string, isMade: boolean): void {
    const above = this.chain.at(-1);
    if (above === undefined) throw new Error('no root');
    const way = this.wayTo(above, name);
    let isMadeNow = false;
    let held: Held;
    try {
      held = this.hold(name, way);
    } catch (error) {
      if (!isMade || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      isMadeNow = this.#make(way);
      held = this.hold(name, way);
    }
    try {
      // What was found or made is in the folder above, and not in one that took its place.
      this.demandSame();
    } catch (error) {
      this.letGo(held);
      if (isMadeNow) this.#unmake(way);
      throw error;
    }
    this.chain.push(held);
  }

  /** False when somebody was faster; what he made is looked at like anything that was there. */
  #make(way: string): boolean {
    try {
      this.files.mkdirSync(way, { mode: privateFolderMode });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    }
  }

  #unmake(way: string): void {
    try {
      this.files.rmdirSync(way);
    } catch {
      // Somebody put something in it, or took it away.
    }
  }

  /** Lets go of everything below the first `kept` folders. */
  #leave(kept: number): void {
    this.#folder = null;
    while (this.chain.length > kept) {
      const depth = this.chain.length - 1;
      const held = this.chain[depth];
      const above = this.chain[depth - 1];
      if (held === undefined) return;
      if (above !== undefined && !this.isStillThere(held, this.wayTo(above, held.name))) {
        this.swapped.push(this.pathOf(depth));
      }
      this.chain.pop();
      this.letGo(held);
    }
  }

  protected identityAt(way: string): Identity | null {
    const found = this.files.lstatSync(way, { bigint: true, throwIfNoEntry: false });
    return found?.isDirectory() === true ? { dev: found.dev, ino: found.ino } : null;
  }
}

const isSame = (one: Identity | null, other: Identity): boolean => one?.dev === other.dev && one.ino === other.ino;

class ByDescriptor extends Chain {
  demandSame(): void {
    // A descriptor is the folder itself, wherever it lies by now.
  }

  protected hold(name: string, way: string): Held {
    let descriptor: number;
    try {
      descriptor = this.files.openSync(way, holdFlags);
    } catch (error) {
      throw this.#isLink(error, way) ? new FolderSwapped(way, { cause: error }) : error;
    }
    const { dev, ino } = this.files.fstatSync(descriptor, { bigint: true });
    return { name, descriptor, dev, ino, way: `/proc/self/fd/${descriptor}` };
  }

  /** For a link the system says the same as for a file. */
  #isLink(error: unknown, way: string): boolean {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') return true;
    return code === 'ENOTDIR' && this.files.lstatSync(way, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  }

  protected wayTo(above: Held, name: string): string {
    return `${above.way}/${name}`;
  }

  protected isStillThere(held: Held, way: string): boolean {
    return isSame(this.identityAt(way), held);
  }

  protected letGo({ descriptor }: Held): void {
    if (descriptor !== null) this.files.closeSync(descriptor);
  }
}

class ByIdentity extends Chain {
  demandSame(): void {
    const last = this.chain.at(-1);
    if (last === undefined || last.name === '') return;
    // A link above it would lead to a folder of the same name that is another one.
    if (!isSame(this.identityAt(last.way), last)) throw new FolderSwapped(this.pathOf(this.chain.length - 1));
  }

  protected hold(name: string, way: string): Held {
    if (name === '') return { name, way, descriptor: null, dev: 0n, ino: 0n };
    const found = this.files.lstatSync(way, { bigint: true });
    if (found.isSymbolicLink()) throw new FolderSwapped(way);
    if (!found.isDirectory()) throw systemError('ENOTDIR', 'open', way);
    return { name, way, descriptor: null, dev: found.dev, ino: found.ino };
  }

  protected wayTo(above: Held, name: string): string {
    return above.way.endsWith(path.sep) ? `${above.way}${name}` : `${above.way}${path.sep}${name}`;
  }

  protected isStillThere(held: Held, way: string): boolean {
    return isSame(this.identityAt(way), held);
  }

  protected letGo(): void {
    // Nothing is held.
  }
}

/** Writes a record of ours whole, in the place of an older one, at a real path: through held folders. */
export function writeRecord(files: Files, file: string, content: string): void {
  const folders = createHeldFolders(files);
  try {
    const place = folders.reach(file);
    folders.demandSame();
    writeWhole(place, content, { overwrite: true, calls: files });
  } finally {
    folders.close();
  }
}
