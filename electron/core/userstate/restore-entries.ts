import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { openAttributes } from '../devices/attributes.ts';
import { isSameTime, modifiedUsOf } from '../ports/file-times.ts';
import { countLost, lostStreamsOf, restoreFile, writeAttributes } from './restore-file.ts';
import type { RestoredFile } from './restore-file.ts';
import { takeFailure } from './restore-failure.ts';
import type { Restore } from './restore-state.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';

/** Brings every folder and file to its place; links are counted only. Throws as `takeFailure`. */
export function restoreAll(restore: Restore, objects: readonly CatalogObject[]): void {
  const files = objects.filter(({ kind }) => kind === 'file');
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  restore.work.begin('restoring', files.length, bytes);
  for (const object of objects) {
    restore.work.checkCancelled();
    if (object.kind === 'link') continue;
    const targetPath = restore.targets.pathOf(object);
    try {
      if (object.kind === 'folder') restoreFolder(restore, object, targetPath);
      else takeRestored(restore, object, restoreFile(restore, object, targetPath), targetPath);
    } catch (error) {
      takeFailure(restore, object, targetPath, error);
    }
  }
  restore.work.end();
}

function restoreFolder(restore: Restore, object: CatalogObject, targetPath: string): void {
  const target = restore.resolver.resolve(targetPath);
  if (!target.exists) {
    restore.folders.reachNew(`${target.hostPath}${path.sep}`);
    restore.resolver.noteCreated(target.hostPath);
    // A folder that was there keeps its time: it is the destination's.
    restore.folderTimes.push({ hostPath: target.hostPath, object });
    countLost(restore, object);
    setAttributes(restore, object, target.windowsPath);
  } else if (!restore.work.files.statSync(target.hostPath).isDirectory()) {
    throw new AppError('RESTORE_FILE_FAILED', { path: targetPath, reason: reason('file-for-folder') });
  }
  restore.restored.push(object);
  restore.places.push({ hostPath: target.hostPath, targetPath, object });
}

function takeRestored(restore: Restore, object: CatalogObject, file: RestoredFile, targetPath: string): void {
  restore.restored.push(object);
  restore.missing.push(...lostStreamsOf(object, file));
  // The damaged ones are counted already, by the reader of the catalog.
  restore.lost.streams += file.lostStreams.length;
  restore.places.push({ hostPath: file.hostPath, targetPath, object });
  restore.work.add(1, 0, object.path);
  if (file.outcome === 'alreadyThere') {
    restore.alreadyThere += 1;
    // The same time too: it is ours, of a restore that was stopped before it could keep the attributes.
    const readUs = modifiedUsOf(restore.work.files.lstatSync(restore.folders.reach(file.hostPath)));
    if (isSameTime(readUs, object.modifiedUs)) {
      setAttributes(restore, object, file.windowsPath);
      if (restore.work.files.manner === 'windows') writeAttributes(restore.work.files, file.hostPath, object);
    }
    return;
  }
  if (file.outcome === 'renamed') restore.renamed.push({ path: targetPath, targetPath: file.windowsPath });
  setAttributes(restore, object, file.windowsPath);
}

function setAttributes(restore: Restore, object: CatalogObject, windowsPath: string): void {
  // Other systems keep no hidden and system, and nothing of ours is written at the root of this computer (UST-82).
  if (restore.request.device.isThisComputer === true) {
    const { hidden, system } = object.attributes;
    if (restore.work.files.manner !== 'windows' && (hidden || system)) restore.attributesLost += 1;
    return;
  }
  const drive = windowsPath.slice(0, 2).toUpperCase();
  let attributes = restore.attributes.get(drive);
  if (attributes === undefined) {
    attributes = openAttributes(restore.work.files, restore.resolver.root(drive));
    restore.attributes.set(drive, attributes);
  }
  // Where the entry itself carries them, what the side-car said of an entry that is gone must not come back.
  const isKept = restore.work.files.manner === 'posix';
  attributes.set(windowsPath.slice(3), isKept ? object.attributes : { hidden: false, system: false });
}
