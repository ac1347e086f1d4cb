import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { attributesOf, openAttributes } from '../devices/attributes.ts';
import type { Files } from '../ports/files.ts';
import { isSameTime } from '../ports/file-times.ts';
import { isWindows, isWine } from '../ports/fakes/on-windows.ts';
import { realFiles } from '../ports/files-real.ts';
import type { CaptureResult, RestoreResult, StateProgress, VerifyResult } from '#shared/model/user-state';
import { isMissing } from '#shared/model/user-state';
import { captureState } from './capture.ts';
import { restoreState } from './restore.ts';
import type { AccountFact, CaptureRequest, RestoreRequest, StateDevice } from './types.ts';
import { verifyStore } from './verify.ts';
import { createWork } from './work.ts';
import type { Work } from './work.ts';

export const anna: AccountFact = { userName: 'Anna', accountKind: 'domain', domain: 'HARBOUR' };

/** A temporary folder for a test with an old and a new device and a store; removed afterwards. */
export interface TestPlace {
  folder: string;
  old: string;
  fresh: string;
  store: string;
}

export function makePlace(): TestPlace {
  const place: TestPlace = { folder: '', old: '', fresh: '', store: '' };
  beforeEach(() => {
    place.folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'user-state-')));
    place.old = path.join(place.folder, 'old');
    place.fresh = path.join(place.folder, 'new');
    place.store = path.join(place.folder, 'smp', 'store');
    fs.mkdirSync(place.old);
    fs.mkdirSync(place.fresh);
  });
  afterEach(() => {
    fs.rmSync(place.folder, { recursive: true, force: true });
  });
  return place;
}

/** A name that Windows does not take, in the form that this system can make: there only by a path that is not looked at. */
export function unnameable(name: string): string {
  return isWindows ? `${name}.` : `${name}?`;
}

/** Writes files below a drive's folder: path with slashes to content. A path that ends with a slash is a folder. */
export function plant(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    // So that Windows makes names too that its own programs could not.
    const file = path.toNamespacedPath(path.join(root, name));
    fs.mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) fs.writeFileSync(file, content);
  }
}

export interface TestWork {
  readonly work: Work;
  readonly progress: StateProgress[];
}

/** Work in this thread; `cancelAfter` questions the work is called off. */
export function testWork(files: Files = realFiles, cancelAfter = Infinity): TestWork {
  const progress: StateProgress[] = [];
  let asked = 0;
  let time = 1_700_000_000_000;
  const work = createWork({
    files,
    now: () => (time += 1),
    isCancelled: () => (asked += 1) > cancelAfter,
    onProgress: (one) => progress.push(one),
  });
  return { work, progress };
}

export function device(root: string, more: Partial<StateDevice> = {}): StateDevice {
  return { name: 'PC', drives: { 'C:': root }, accounts: [anna], ...more };
}

export function capture(
  place: TestPlace,
  more: Partial<CaptureRequest> = {},
  work: Work = testWork().work,
): CaptureResult {
  const request: CaptureRequest = {
    device: device(place.old),
    storePath: place.store,
    continueOnLockedFiles: true,
    hasStandardOptions: true,
    tool: 'test 1',
    ...more,
  };
  return captureState({ ...request, storeId: randomUUID() }, work);
}

export function restore(
  place: TestPlace,
  more: Partial<RestoreRequest> = {},
  work: Work = testWork().work,
): RestoreResult {
  const request: RestoreRequest = {
    device: device(place.fresh),
    storePath: place.store,
    continueOnRestore: true,
    restoreLocalAccounts: true,
    ...more,
  };
  return restoreState(request, work);
}

export function verify(place: TestPlace, work: Work = testWork().work): VerifyResult {
  return verifyStore({ storePath: place.store, mode: 'summary' }, work);
}

/** Everything below a folder of a drive, as one comparable value: hash, time in ms, attributes. */
export function picture(root: string, below: string, files: Files = realFiles): Record<string, string> {
  const attributes = openAttributes(realFiles, root);
  const start = path.join(root, below);
  const names = fs.existsSync(start) ? (fs.readdirSync(start, { recursive: true }) as string[]) : [];
  return Object.fromEntries(
    names.sort().map((name) => {
      const file = path.join(start, name);
      const stat = fs.lstatSync(file);
      const windowsName = path.relative(root, file).split(path.sep).join('\\');
      const facts = files.readFolderFacts(path.dirname(file))?.get(path.basename(file));
      const { readOnly, hidden, system } = attributesOf(attributes, windowsName, stat.mode, stat.isFile(), facts);
      // Wine keeps no other attributes of a read-only file.
      const others = isWine && readOnly ? '' : `${hidden ? 'H' : ''}${system ? 'S' : ''}`;
      const letters = `${readOnly ? 'R' : ''}${others}`;
      const content = stat.isFile() ? createHash('sha256').update(fs.readFileSync(file)).digest('hex') : 'folder';
      // In the unit of the catalog: a coarser one would tell two times apart that lie on both sides of its edge.
      return [name.split(path.sep).join('/'), `${content} ${Math.round(stat.mtimeMs * 1000)} ${letters}`];
    }),
  );
}

/** `picture`, but with the wanted time where the one that is there counts as the same. */
export function pictureLike(
  wanted: Record<string, string>,
  root: string,
  below: string,
  files: Files = realFiles,
): Record<string, string> {
  const entries = Object.entries(picture(root, below, files)).map(([name, found]): [string, string] => {
    const [content, time, letters] = found.split(' ');
    const [, wantedTime = ''] = wanted[name]?.split(' ') ?? [];
    const isSame = wantedTime !== '' && isSameTime(Number(time), Number(wantedTime));
    return [name, isSame ? `${content} ${wantedTime} ${letters}` : found];
  });
  return Object.fromEntries(entries);
}

/** The data file of the store that holds the given content. */
export function dataFileOf(store: string, content: string | Buffer): string {
  const data = path.join(store, 'data');
  const wanted = Buffer.from(content);
  const name = (fs.readdirSync(data, { recursive: true }) as string[]).find((one) => {
    const file = path.join(data, one);
    return fs.statSync(file).isFile() && fs.readFileSync(file).equals(wanted);
  });
  if (name === undefined) throw new Error('no data file holds that content');
  return path.join(data, name);
}

/** Changes one byte in the middle of a file. */
export function flipByte(file: string): void {
  const bytes = fs.readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  fs.writeFileSync(file, bytes);
}

/** What is missing, by reason and path. */
export const missingOf = ({ leftOut }: CaptureResult): string[] =>
  leftOut.filter(({ reason }) => isMissing(reason)).map(({ reason, path: one }) => `${reason} ${one}`);

/** Files below a folder, with `/`, but for those of our own. */
export const filesOn = (root: string): string[] =>
  (fs.readdirSync(root, { recursive: true }) as string[])
    .filter((one) => fs.statSync(path.join(root, one)).isFile() && !path.basename(one).startsWith('.'))
    .map((one) => one.split(path.sep).join('/'))
    .sort();
