import fs from 'node:fs';
import path from 'node:path';
import { foldName } from '../../devices/fold.ts';
import type { WrittenFacts } from '../entry-facts.ts';
import type { Files } from '../files.ts';
import { realFiles } from '../files-real.ts';
import { readPathStream, writePathStream } from '../path-streams.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { systemError } from './faulty-files.ts';
import { FactTable } from './windows-facts.ts';
import type { MarkedFacts } from './windows-facts.ts';
import { HandleTable, sharesAll, sharesNoRemoval } from './windows-handles.ts';
import type { Handle, Shares } from './windows-handles.ts';
import { locate, refuseImpossible, splitStream } from './windows-names.ts';

const { constants } = fs;
const secondsTo1970 = 11_644_473_600;

export interface WindowsFiles {
  readonly files: Files;
  /** Another program opens a file; returns what closes it again. Without `shares`, it keeps the file for itself. */
  hold(file: string, shares?: Partial<Shares>): () => void;
  /** The access list of a folder or file lets this user in no more. */
  deny(target: string): void;
  /** Facts that only Windows keeps. */
  mark(target: string, facts: MarkedFacts): void;
  /** What is open now. */
  openPaths(): readonly string[];
}

/**
 * The files of this computer in the manner of Windows, for tests on other systems: share modes, removal that waits for
 * the last handle, read-only files, names without case, streams, times in steps. Where Windows versions and file systems
 * differ it keeps the stricter way, so that what passes here passes on FAT sticks and shares too. `files.contract.ts`
 * has one line for each of it (PORT-23 to PORT-42). Only this thread's files are known: no helper may copy beside it.
 */
export function createWindowsFiles(): WindowsFiles {
  const state = new WindowsState();
  return {
    files: { ...realFiles, ...state.calls() },
    hold: (file, shares = {}) => {
      const none: Shares = { read: false, write: false, remove: false };
      const handle = state.handles.open(locate(file), { read: true, write: false }, { ...none, ...shares });
      return () => {
        state.release(handle);
      };
    },
    deny: (target) => {
      state.denied.add(locate(target));
    },
    mark: (target, facts) => {
      state.facts.mark(locate(target), facts);
    },
    openPaths: () => state.handles.paths,
  };
}

let madeFolder: string | undefined;

/** One folder for the streams of all doubles of a process, gone with it. */
function streamsFolder(): string {
  if (madeFolder !== undefined) return madeFolder;
  const folder = makeTemporaryFolder('streams');
  process.once('exit', () => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  madeFolder = folder;
  return folder;
}

class WindowsState {
  readonly handles = new HandleTable();
  readonly denied = new Set<string>();
  readonly #descriptors = new Map<number, Handle>();
  /** Removed while open: the name stays, and nobody can open it, until the last handle is closed. */
  readonly #pending = new Set<string>();
  readonly facts: FactTable;

  constructor() {
    this.facts = new FactTable(fs.mkdtempSync(path.join(streamsFolder(), 'streams-')));
  }

  /** The calls that Windows answers otherwise. The signatures are those of `node:fs`, whose overloads no literal has. */
  calls(): Partial<Files> {
    const own = {
      manner: 'windows',
      syncFileSystem: () => false,
      openSync: (file: string, flags: string | number = 'r') => this.#open(file, flags),
      closeSync: (descriptor: number) => this.#close(descriptor),
      fsyncSync: (descriptor: number) => this.#sync(descriptor),
      openDatabase: (file: string, options: object) => this.#openDatabase(file, options),
      lstatSync: (file: string, options?: fs.StatSyncOptions) => this.#stat('lstatSync', file, options),
      statSync: (file: string, options?: fs.StatSyncOptions) => this.#stat('statSync', file, options),
      existsSync: (file: string) => this.#exists(file),
      readdirSync: (folder: string, options?: object) =>
        realFiles.readdirSync(this.#reachInside(folder), options as never),
      mkdirSync: (folder: string, options?: object) => realFiles.mkdirSync(this.#forNew(folder), options as never),
      rmdirSync: (folder: string) => this.#removeFolder(folder),
      unlinkSync: (file: string) => this.#remove(file, 'EBUSY'),
      rmSync: (target: string, options: fs.RmOptions = {}) => this.#removeTree(target, options),
      renameSync: (from: string, to: string) => this.#rename(from, to),
      utimesSync: (file: string, accessed: number | string, modified: number | string) =>
        realFiles.utimesSync(this.#reach(file), inSteps(accessed), inSteps(modified)),
      lutimesSync: (file: string, accessed: number | string, modified: number | string) =>
        realFiles.lutimesSync(this.#reach(file), inSteps(accessed), inSteps(modified)),
      linkSync: (from: string, to: string) => realFiles.linkSync(this.#reach(from), this.#forNew(to)),
      chmodSync: (file: string, mode: number) => this.#changeMode(file, mode),
      realpathSync: (file: string) => this.#realPath(file),
      readlinkSync: (file: string) => realFiles.readlinkSync(this.#reach(file)),
      readFolderFacts: (folder: string) => this.facts.factsIn(this.#reachInside(folder)),
      writeFacts: (target: string, facts: WrittenFacts) => {
        this.facts.write(this.#reach(target), facts);
      },
      readStreams: (file: string) => this.facts.streamsOf(this.#reach(file)),
      readStream: (file: string, name: string, most: number) => readPathStream(this.#streamCalls(), file, name, most),
      writeStream: (file: string, name: string, content: Buffer) => {
        writePathStream(this.#streamCalls(), file, name, content);
      },
      hasOwnPermissions: (target: string) => this.facts.hasOwnPermissions(this.#reach(target)),
      statfsSync: (folder: string) => Object.assign(realFiles.statfsSync(this.#reach(folder)), { type: 0 }),
    };
    return own as unknown as Partial<Files>;
  }

  #streamCalls(): Pick<Files, 'openSync' | 'readSync' | 'writeSync' | 'fsyncSync' | 'closeSync'> {
    return { ...realFiles, ...this.calls() };
  }

  release(handle: Handle): void {
    this.handles.close(handle);
    if (!this.#pending.has(handle.path) || this.handles.isOpen(handle.path)) return;
    this.#pending.delete(handle.path);
    realFiles.unlinkSync(handle.path);
  }

  /** The real path of something that is asked for; throws for what this user may not see. */
  #reach(given: string): string {
    const { file, stream } = splitStream(given);
    const found = locate(file);
    if (this.#pending.has(found)) throw systemError('EPERM', 'open');
    return stream === null ? found : locate(this.facts.streamFile(found, stream));
  }

  /** What the access list refuses is opening and listing; that it is there, its folder tells. */
  #reachInside(given: string): string {
    const found = this.#reach(given);
    if (this.denied.has(found)) throw systemError('EPERM', 'open');
    return found;
  }

  /** Links are followed; the case stays as it was given. */
  #realPath(given: string): string {
    const real = realFiles.realpathSync(this.#reach(given));
    const asGiven = path.resolve(given);
    return foldName(real) === foldName(asGiven) ? asGiven : real;
  }

  #forNew(given: string): string {
    refuseImpossible(given);
    return this.#reach(given);
  }

  #open(given: string, flags: string | number): number {
    const bits = typeof flags === 'number' ? flags : flagBits(flags);
    const access = { read: (bits & 3) !== constants.O_WRONLY, write: (bits & 3) !== constants.O_RDONLY };
    const file = access.write ? this.#forNew(given) : this.#reachInside(given);
    const found = realFiles.lstatSync(file, { throwIfNoEntry: false });
    if (access.write && found !== undefined && isReadOnly(found)) throw systemError('EPERM', 'open');
    if ((bits & constants.O_TRUNC) !== 0 && this.facts.isShielded(file)) throw systemError('EPERM', 'open');
    // Windows knows no O_NOFOLLOW: a link is followed.
    const handle = this.handles.open(file, access, sharesAll);
    try {
      const descriptor = realFiles.openSync(file, bits & ~constants.O_NOFOLLOW, 0o666);
      this.#descriptors.set(descriptor, handle);
      return descriptor;
    } catch (error) {
      this.release(handle);
      throw error;
    }
  }

  #close(descriptor: number): void {
    realFiles.closeSync(descriptor);
    const handle = this.#descriptors.get(descriptor);
    this.#descriptors.delete(descriptor);
    if (handle !== undefined) this.release(handle);
  }

  /** FlushFileBuffers needs the right to write. */
  #sync(descriptor: number): void {
    if (this.#descriptors.get(descriptor)?.access.write !== true) throw systemError('EPERM', 'fsync');
    realFiles.fsyncSync(descriptor);
  }

  #openDatabase(given: string, options: object): ReturnType<Files['openDatabase']> {
    const handle = this.handles.open(this.#reach(given), { read: true, write: true }, sharesNoRemoval);
    try {
      const database = realFiles.openDatabase(handle.path, options);
      const close = database.close.bind(database);
      database.close = () => {
        this.release(handle);
        return close();
      };
      return database;
    } catch (error) {
      this.release(handle);
      throw error;
    }
  }

  #stat(call: 'lstatSync' | 'statSync', given: string, options?: fs.StatSyncOptions): fs.Stats | undefined {
    const stat = realFiles[call](this.#reach(given), options) as fs.Stats | undefined;
    // Windows makes the mode up: everybody may everything, but for the read-only bit of a file.
    // Identity alone is asked for so.
    if (stat === undefined || options?.bigint === true) return stat;
    stat.mode = (stat.mode & constants.S_IFMT) | (isReadOnly(stat) ? 0o444 : 0o666);
    // libuv keeps seconds in 32 bits there, and Node reads them without a sign.
    if (stat.mtimeMs < 0) stat.mtimeMs += 2 ** 32 * 1000;
    return stat;
  }

  #exists(given: string): boolean {
    try {
      return realFiles.existsSync(this.#reach(given));
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code === 'string') return false;
      throw error;
    }
  }

  #changeMode(given: string, mode: number): void {
    const file = this.#reach(given);
    // The read-only bit of a folder says nothing about the folder.
    if (realFiles.statSync(file).isFile()) realFiles.chmodSync(file, (mode & 0o200) === 0 ? 0o444 : 0o644);
  }

  #remove(given: string, code: string): void {
    const file = this.#reach(given);
    if (realFiles.lstatSync(file).isDirectory()) throw systemError('EPERM', 'unlink');
    this.handles.demandRemovable(file, 'unlink', code);
    this.facts.forget(file);
    if (this.handles.isOpen(file)) this.#pending.add(file);
    else realFiles.unlinkSync(file);
  }

  #removeFolder(given: string): void {
    const folder = this.#reach(given);
    if (!realFiles.lstatSync(folder).isDirectory()) throw systemError('ENOENT', 'rmdir');
    if (this.handles.isOpen(folder)) throw systemError('EBUSY', 'rmdir');
    realFiles.rmdirSync(folder);
  }

  #removeTree(given: string, options: fs.RmOptions): void {
    const target = this.#reach(given);
    const found = realFiles.lstatSync(target, { throwIfNoEntry: false });
    if (found === undefined) {
      if (options.force !== true) throw systemError('ENOENT', 'rm');
      return;
    }
    if (!found.isDirectory()) {
      this.#remove(target, 'EPERM');
      return;
    }
    if (options.recursive !== true) throw systemError('ERR_FS_EISDIR', 'rm');
    for (const name of realFiles.readdirSync(target)) this.#removeTree(path.join(target, name), options);
    this.#removeFolder(target);
  }

  #rename(givenFrom: string, givenTo: string): void {
    const from = this.#reach(givenFrom);
    const to = this.#forNew(givenTo);
    const source = realFiles.lstatSync(from);
    this.handles.demandRemovable(from, 'rename');
    if (source.isDirectory() && this.handles.isAnyOpenBelow(from)) throw systemError('EPERM', 'rename');
    const target = to === from ? undefined : realFiles.lstatSync(to, { throwIfNoEntry: false });
    if (target !== undefined) {
      const isRefused = target.isDirectory() || source.isDirectory() || isReadOnly(target) || this.handles.isOpen(to);
      if (isRefused) throw systemError('EPERM', 'rename');
      this.facts.forget(to);
    }
    // The same file under a name of other case: the new case is taken.
    const name = to === from ? path.resolve(givenTo) : to;
    realFiles.renameSync(from, name);
    this.handles.move(from, name);
  }
}

function isReadOnly(stat: fs.Stats): boolean {
  return stat.isFile() && (stat.mode & 0o200) === 0;
}

function flagBits(flags: string): number {
  const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_EXCL, O_APPEND } = constants;
  const known: Record<string, number> = {
    r: O_RDONLY,
    'r+': O_RDWR,
    w: O_WRONLY | O_CREAT | O_TRUNC,
    wx: O_WRONLY | O_CREAT | O_TRUNC | O_EXCL,
    a: O_WRONLY | O_CREAT | O_APPEND,
    'w+': O_RDWR | O_CREAT | O_TRUNC,
  };
  const bits = known[flags];
  if (bits === undefined) throw new Error(`the double knows no flags ${flags}`);
  return bits;
}

/**
 * Windows counts from 1601 in steps of 100 ns, and libuv does the sum in a number of 53 bits: at today's dates only every
 * sixteenth step can be said, so a time comes back up to 1.6 µs earlier or later.
 */
function inSteps(time: number | string): number | string {
  if (typeof time !== 'number' || time < 0) return time;
  const steps = Math.trunc(time * 1e7 + secondsTo1970 * 1e7);
  return Number(BigInt(steps) - BigInt(secondsTo1970) * 10_000_000n) / 1e7;
}
