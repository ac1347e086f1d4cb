import { inEnglish } from '../ports/fakes/english.ts';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAttributes } from '../devices/attributes.ts';
import { systemError } from '../ports/fakes/faulty-files.ts';
import { createWindowsFiles } from '../ports/fakes/windows-files.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { scanDevice } from './scan.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE } from './stores/catalog-format.ts';
import { capture, device, makePlace, picture, pictureLike, plant, restore, testWork } from './test-device.contract.ts';

const place = makePlace();
const noAttributes = { hidden: false, system: false, readOnly: false, createdUs: null };
const nothing = {
  streams: 0,
  creationTimes: 0,
  permissions: 0,
  hardLinks: 0,
  shortNames: 0,
  encryption: 0,
  compression: 0,
  cloudMarks: 0,
};

const inOld = (name: string): string => path.join(place.old, 'Users/Anna', name);
const inFresh = (name: string): string => path.join(place.fresh, 'Users/Anna', name);

function write(files: Files, file: string, text: string | Buffer): void {
  const descriptor = files.openSync(file, 'w');
  const bytes = Buffer.from(text);
  files.writeSync(descriptor, bytes, 0, bytes.length);
  files.closeSync(descriptor);
}

function read(files: Files, file: string): string {
  const descriptor = files.openSync(file, 'r');
  const buffer = Buffer.alloc(1000);
  const text = buffer.toString('utf8', 0, files.readSync(descriptor, buffer, 0, 1000, 0));
  files.closeSync(descriptor);
  return text;
}

describe('what Windows keeps of files', () => {
  it('[UST-59] [DEV-11] hidden and system are those of the entries, read by the rules and given back', () => {
    // Windows itself where it is.
    const files = realFiles.manner === 'windows' ? realFiles : createWindowsFiles().files;
    plant(place.old, { 'Users/Anna/hidden.txt': 'h', 'Users/Anna/both.txt': 'b', 'Users/Anna/plain.txt': 'p' });
    plant(place.old, { 'Users/Anna/Closed/inside.txt': 'i', 'Users/Anna/side.txt': 's', 'Users/Anna/read.txt': 'r' });
    files.writeFacts(inOld('hidden.txt'), { ...noAttributes, hidden: true });
    files.writeFacts(inOld('both.txt'), { ...noAttributes, hidden: true, system: true });
    files.writeFacts(inOld('Closed'), { ...noAttributes, hidden: true });
    files.writeFacts(inOld('read.txt'), { ...noAttributes, readOnly: true });
    // A drive that came with its side-car has some there.
    const sideCar = openAttributes(files, place.old);
    sideCar.set('Users\\Anna\\side.txt', { hidden: true, system: false });
    sideCar.save();
    const captured = capture(place, {}, testWork(files).work);
    const reasons = captured.leftOut.map(({ path: one, reason }) => `${reason} ${one}`);
    expect(reasons).toEqual(['hiddenAndSystem C:\\Users\\Anna\\both.txt']);
    expect(restore(place, {}, testWork(files).work).isComplete).toBe(true);
    const { 'Anna/both.txt': _, ...wanted } = picture(place.old, 'Users', files);
    expect(pictureLike(wanted, place.fresh, 'Users', files)).toEqual(wanted);
    const facts = files.readFolderFacts(inFresh('.'));
    expect(['hidden.txt', 'Closed', 'side.txt', 'plain.txt'].map((name) => facts?.get(name)?.hidden)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(fs.readdirSync(place.fresh)).toEqual(['Users']);
  });

  it('[UST-60] streams and times of creation go with their files', () => {
    const { files } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/setup.exe': 'MZ', 'Users/Anna/Papers/': '' });
    write(files, inOld('setup.exe:Zone.Identifier'), '[ZoneTransfer]\r\nZoneId=3\r\n');
    const created = 1_200_000_000_123_000;
    for (const name of ['setup.exe', 'Papers']) files.writeFacts(inOld(name), { ...noAttributes, createdUs: created });
    const captured = capture(place, {}, testWork(files).work);
    const restored = restore(place, {}, testWork(files).work);
    expect([captured.notCarried, restored.notCarried]).toEqual([nothing, nothing]);
    const facts = files.readFolderFacts(inFresh('.'));
    expect([
      read(files, inFresh('setup.exe:Zone.Identifier')),
      facts?.get('setup.exe')?.createdUs,
      facts?.get('Papers')?.createdUs,
    ]).toEqual(['[ZoneTransfer]\r\nZoneId=3\r\n', created, created]);
    expect(pictureLike(picture(place.old, 'Users'), place.fresh, 'Users')).toEqual(picture(place.old, 'Users'));
  });

  it('[UST-61] [UST-184] what cannot be carried is counted at capture and at restore', () => {
    const { files, mark } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/b.txt': 'b', 'Users/Anna/c.txt': 'c' });
    fs.linkSync(inOld('b.txt'), inOld('b2.txt'));
    write(files, inOld('a.txt:small'), 'small');
    write(files, inOld('a.txt:large'), Buffer.alloc(70_000));
    mark(inOld('a.txt'), { hasShortName: true, isCompressed: true, createdUs: 1_200_000_000_000_000 });
    mark(inOld('c.txt'), { ownPermissions: true, isEncrypted: true, isPinned: true });
    const lost = {
      ...nothing,
      streams: 1,
      permissions: 1,
      hardLinks: 2,
      shortNames: 1,
      encryption: 1,
      compression: 1,
      cloudMarks: 1,
    };
    expect(scanDevice({ device: device(place.old) }, testWork(files).work).notCarried).toEqual({ ...lost });
    const captured = capture(place, {}, testWork(files).work);
    expect([captured.notCarried, captured.isComplete]).toEqual([lost, false]);
    // Back to a system that keeps neither streams nor creation: those that the store has are lost there.
    const plain: Files = {
      ...realFiles,
      writeStream: () => {
        throw systemError('ENOTSUP', 'setxattr');
      },
    };
    const restored = restore(place, {}, testWork(plain).work);
    const objects = captured.files + captured.folders;
    expect(restored.notCarried).toEqual({
      ...lost,
      streams: 2,
      creationTimes: realFiles.manner === 'posix' ? objects : 0,
    });
  });

  it('[UST-61] hard links are counted on every system', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    fs.linkSync(inOld('a.txt'), inOld('a2.txt'));
    expect([capture(place).notCarried?.hardLinks, restore(place).notCarried?.hardLinks]).toEqual([2, 2]);
  });

  it('[UST-62] a file that is in the cloud only is named, never read, and stops no capture', () => {
    const { files, mark } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/here.txt': 'h', 'Users/Anna/cloud.txt': '' });
    mark(inOld('cloud.txt'), { isElsewhere: true });
    const opened: string[] = [];
    const watched: Files = {
      ...files,
      openSync: (...parameters) => {
        opened.push(path.basename(String(parameters[0])));
        return files.openSync(...parameters);
      },
    };
    const result = capture(place, { continueOnLockedFiles: false }, testWork(watched).work);
    expect([result.files, result.isComplete, result.exitCode, result.missingCount]).toEqual([1, false, 3, 1]);
    expect(result.leftOut.map(({ path: one, reason }) => `${reason} ${one}`)).toEqual([
      'cloudOnly C:\\Users\\Anna\\cloud.txt',
    ]);
    expect(opened).not.toContain('cloud.txt');
    expect(restore(place, {}, testWork(files).work).missing.map(({ cause }) => cause)).toEqual(['notCaptured']);
  });

  it('[UST-111] [UST-184] what the disk encrypts is left out when the step says so, else copied and counted', () => {
    const { files, mark } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/open.txt': 'o', 'Users/Anna/secret.txt': 's', 'Users/Anna/Vault/in.txt': 'i' });
    for (const name of ['secret.txt', 'Vault']) mark(inOld(name), { isEncrypted: true });
    const skipped = capture(place, { skipsEncrypted: true }, testWork(files).work);
    expect([skipped.files, skipped.isComplete, skipped.leftOut.map(({ reason }) => reason)]).toEqual([
      2,
      true,
      ['encrypted'],
    ]);
    expect(skipped.ruledOut).toEqual({ files: 1, bytes: 1 });
    const { leftOut, notCarried } = capture(place, { overwrite: true }, testWork(files).work);
    expect([leftOut, notCarried?.encryption]).toEqual([[], 2]);
  });

  it('[UST-111] one that this account cannot open is named as encrypted, or ends the capture', () => {
    const { files, mark } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/open.txt': 'o', 'Users/Anna/secret.txt': 's' });
    mark(inOld('secret.txt'), { isEncrypted: true });
    const refusing: Files = {
      ...files,
      openSync: (...parameters) => {
        if (!String(parameters[0]).endsWith('secret.txt')) return files.openSync(...parameters);
        throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
      },
    };
    const { leftOut, exitCode } = capture(place, {}, testWork(refusing).work);
    expect(inEnglish([exitCode, leftOut.map(({ reason, detail }) => [reason, detail])])).toEqual([
      3,
      [['unreadable', expect.stringContaining('encrypted by the file system: ')]],
    ]);
    expect(() => capture(place, { overwrite: true, continueOnLockedFiles: false }, testWork(refusing).work)).toThrow(
      /STATE_ENCRYPTED_FILE/,
    );
  });

  it('[UST-63] junctions are recorded and not walked; cloud folders, which are listed as links, are walked', () => {
    const { files, mark } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/Documents/a.txt': 'a', 'Users/Anna/Cloud/b.txt': 'b' });
    // What lies behind a junction is seen through it.
    plant(place.old, { 'Users/Anna/My Documents/a.txt': 'a' });
    const asLinks: Files = {
      ...files,
      readlinkSync: (() => 'C:\\Users\\Anna\\Documents') as unknown as Files['readlinkSync'],
      readdirSync: ((folder: string, options: object) => {
        const entries = files.readdirSync(folder, options as { withFileTypes: true });
        for (const entry of entries)
          if (entry.name === 'Cloud') Object.assign(entry, { isSymbolicLink: () => true, isDirectory: () => false });
        return entries;
      }) as Files['readdirSync'],
    };
    mark(inOld('My Documents'), { kind: 'link' });
    const result = capture(place, {}, testWork(asLinks).work);
    expect([result.files, result.links, result.leftOutCount]).toEqual([2, 1, 0]);
    expect(restore(place, {}, testWork(files).work).linksNotRestored).toBe(1);
    expect(fs.existsSync(inFresh('Cloud/b.txt'))).toBe(true);
  });

  it('[UST-64] a file that another program keeps for itself, and a folder whose access list refuses, are named', () => {
    const { files, hold, deny } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/ok.txt': 'o', 'Users/Anna/outlook.pst': 'p', 'Users/Anna/Denied/x.txt': 'x' });
    const release = hold(inOld('outlook.pst'));
    deny(inOld('Denied'));
    const result = capture(place, {}, testWork(files).work);
    release();
    expect([result.files, result.exitCode]).toEqual([1, 3]);
    expect(
      result.leftOut
        .map(({ path: one, reason, detail }) => `${reason} ${one} ${typeof detail === 'string' ? detail : detail.say}`)
        .sort(),
    ).toEqual([
      'unreadable C:\\Users\\Anna\\Denied reasons:system.EPERM',
      'unreadable C:\\Users\\Anna\\outlook.pst reasons:system.EBUSY',
    ]);
  });

  it('[UST-65] the store and its companions are not captured by a name in other case', () => {
    const { files } = createWindowsFiles();
    const store = path.join(place.old, 'Users/Anna/Store/s');
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/Store/': '' });
    const storePath = path.join(place.old, 'Users/anna/STORE/s');
    expect(capture(place, { storePath }, testWork(files).work).files).toBe(1);
    expect(fs.existsSync(path.join(store, CATALOG_FILE))).toBe(true);
  });

  it('[UST-66] a catalog without the newer tables is read as before', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    capture(place);
    const catalog = path.join(place.store, CATALOG_FILE);
    const database = realFiles.openDatabase(catalog, {});
    database.exec('DROP TABLE stream; DROP TABLE creation; DROP TABLE not_carried;');
    database.close();
    fs.copyFileSync(catalog, path.join(place.store, CATALOG_COPY_FILE));
    expect([restore(place).files, restore(place).notCarried]).toEqual([1, nothing]);
  });
});
