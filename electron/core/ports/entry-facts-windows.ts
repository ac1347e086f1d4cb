import fs from 'node:fs';
import { systemError } from './system-reason.ts';
import path from 'node:path';
import type { Find } from 'fswin';
import type { EntryFactCalls, EntryFacts, StreamFact, WrittenFacts } from './entry-facts.ts';
import { loadFswin } from './native.ts';
import { readPathStream, writePathStream } from './path-streams.ts';
import { loadWindowsCalls } from './windows-calls.ts';

/** Its calls answer `null` or `false` where they fail, and do not say why. */
const fswin = loadFswin;

/** Tags of what leads somewhere else. The rest marks how a disk or a cloud keeps a file, which stays a file. */
const linkTags = new Set<unknown>([
  'MOUNT_POINT',
  'SYMLINK',
  'APPEXECLINK',
  'AF_UNIX',
  'WCI_LINK',
  'WCI_LINK_1',
  'GLOBAL_REPARSE',
]);

function factsOf(file: Find.File): EntryFacts {
  const isLink = linkTags.has(file.REPARSE_POINT_TAG);
  return {
    kind: isLink ? 'link' : file.IS_DIRECTORY ? 'folder' : 'file',
    hidden: file.IS_HIDDEN,
    system: file.IS_SYSTEM,
    createdUs: file.CREATION_TIME.getTime() * 1000,
    modifiedUs: file.LAST_WRITE_TIME.getTime() * 1000,
    isElsewhere: file.IS_RECALL_ON_DATA_ACCESS || file.IS_RECALL_ON_OPEN || file.IS_OFFLINE,
    isPinned: file.IS_PINNED,
    isEncrypted: file.IS_ENCRYPTED,
    isCompressed: file.IS_COMPRESSED,
    hasShortName: file.SHORT_NAME !== '' && file.SHORT_NAME !== file.LONG_NAME,
  };
}

function failed(call: string, target: string): Error {
  return systemError('EPERM', call, target);
}

function writeFacts(target: string, { hidden, system, readOnly, createdUs }: WrittenFacts): void {
  const long = path.toNamespacedPath(target);
  const isTimeSet = createdUs === null || loadWindowsCalls().setCreated(long, createdUs);
  // All at once, since the read-only bit would forbid what comes after it.
  const attributes = { IS_HIDDEN: hidden, IS_SYSTEM: system, IS_READ_ONLY: readOnly };
  if (!fswin().setAttributesSync(long, attributes)) throw failed('set attributes of', target);
  if (!isTimeSet) throw failed('set time of', target);
}

const volumes = new Map<string, boolean>();

function hasStreams(folder: string): boolean {
  const { root } = path.parse(path.resolve(folder));
  let answer = volumes.get(root);
  if (answer === undefined) {
    answer = fswin().getVolumeInformationSync(root)?.NAMED_STREAMS === true;
    volumes.set(root, answer);
  }
  return answer;
}

/** By fswin, one call for a folder, and by Win32 itself where no kept library has the call. */
export const windowsEntryFacts: EntryFactCalls = {
  readFolderFacts(folder) {
    const files = fswin().findSync(path.toNamespacedPath(path.join(folder, '*')));
    return new Map(files.map((file) => [file.LONG_NAME, factsOf(file)]));
  },
  writeFacts,
  readStreams(file): readonly StreamFact[] {
    if (!hasStreams(file)) return [];
    return loadWindowsCalls().listStreams(path.toNamespacedPath(file));
  },
  readStream: (file, name, mostBytes) => readPathStream(fs, path.toNamespacedPath(file), name, mostBytes),
  writeStream(file, name, content) {
    if (!hasStreams(file)) throw Object.assign(new Error(`ENOTSUP: open '${file}:${name}'`), { code: 'ENOTSUP' });
    writePathStream(fs, path.toNamespacedPath(file), name, content);
  },
  hasOwnPermissions: (target) => loadWindowsCalls().hasOwnPermissions(path.toNamespacedPath(target)),
};
