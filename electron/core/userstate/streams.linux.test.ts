import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemError } from '../ports/fakes/faulty-files.ts';
import { createWindowsFiles } from '../ports/fakes/windows-files.ts';
import { isSameTime, modifiedUsOf } from '../ports/file-times.ts';
import { realFiles } from '../ports/files-real.ts';
import type { Files } from '../ports/files.ts';
import { systemAttributes } from '../ports/extended-attributes.ts';
import type { Work } from './work.ts';
import { capture, makePlace, missingOf, plant, restore, testWork, verify } from './test-device.contract.ts';

// Disks of Windows that are mounted on Linux show streams as extended attributes of users.
const place = makePlace();
const zone = Buffer.from('[ZoneTransfer]\r\nZoneId=3\r\n');

const oldFile = (): string => path.join(place.old, 'Users/Anna/setup.exe');
const freshFile = (): string => path.join(place.fresh, 'Users/Anna/setup.exe');
const streamOf = (file: string, name = 'Zone.Identifier'): string | undefined =>
  realFiles.readStream(file, name, 65_536)?.toString();
const lostOf = (result: ReturnType<typeof restore>): string[] =>
  result.missing.map(({ cause, path: one, targetPath }) => `${cause} ${one} ${targetPath}`);

/** The real disk, but for the streams that it refuses. */
const refusing = (code: string): Files => ({
  ...realFiles,
  writeStream: () => {
    throw systemError(code, 'lsetxattr');
  },
});

function plantMarked(): void {
  plant(place.old, { 'Users/Anna/setup.exe': 'MZ' });
  realFiles.writeStream(oldFile(), 'Zone.Identifier', zone);
}

it('[UST-184] access lists are counted as permissions that are not carried, and leave a capture complete', () => {
  plant(place.old, { 'Users/Anna/setup.exe': 'MZ', 'Users/Anna/plain.txt': 'p' });
  // Version 2; owner, user 1000, group, mask, others.
  const entries: readonly (readonly number[])[] = [
    [1, 6, -1],
    [2, 4, 1000],
    [4, 4, -1],
    [16, 4, -1],
    [32, 4, -1],
  ];
  const list = Buffer.alloc(4 + 8 * entries.length);
  list.writeUInt32LE(2);
  for (const [index, [tag = 0, rights = 0, id = 0]] of entries.entries()) {
    list.writeUInt16LE(tag, 4 + 8 * index);
    list.writeUInt16LE(rights, 6 + 8 * index);
    list.writeInt32LE(id, 8 + 8 * index);
  }
  systemAttributes.write(oldFile(), 'system.posix_acl_access', list);
  const { notCarried, isComplete } = capture(place);
  expect([notCarried?.permissions, isComplete, restore(place).notCarried?.permissions]).toEqual([1, true, 1]);
});

describe('streams on Linux', () => {
  it('[UST-180] are carried: capture, verify and restore are complete, and repeating changes nothing', () => {
    plantMarked();
    realFiles.writeStream(oldFile(), 'empty', Buffer.alloc(0));
    const captured = capture(place);
    expect([captured.isComplete, captured.exitCode, captured.notCarried?.streams]).toEqual([true, 0, 0]);
    expect(verify(place).isSound).toBe(true);
    for (let round = 0; round < 2; round += 1) {
      const restored = restore(place);
      expect([restored.isComplete, restored.alreadyThere]).toEqual([true, round]);
      expect([streamOf(freshFile()), streamOf(freshFile(), 'empty')]).toEqual([zone.toString(), '']);
    }
    expect(isSameTime(modifiedUsOf(fs.statSync(freshFile())), modifiedUsOf(fs.statSync(oldFile())))).toBe(true);
  });

  it('[UST-180] go to Windows and come from there', () => {
    plantMarked();
    capture(place);
    const { files } = createWindowsFiles();
    expect(restore(place, {}, testWork(files).work).isComplete).toBe(true);
    expect(files.readStream(freshFile(), 'Zone.Identifier', 1000)).toEqual(zone);
  });

  it('[UST-180] with a name that Windows cannot have, of a folder, or that cannot be read are missing by name', () => {
    plantMarked();
    for (const name of ['a:b', 'x'.repeat(250)]) realFiles.writeStream(oldFile(), name, zone);
    realFiles.writeStream(path.dirname(oldFile()), 'mark', zone);
    const unreadable: Files = {
      ...realFiles,
      readStream: (file, name, most) => {
        if (name === 'Zone.Identifier') throw systemError('EIO', 'lgetxattr');
        return realFiles.readStream(file, name, most);
      },
    };
    const result = capture(place, {}, testWork(unreadable).work);
    expect(missingOf(result)).toEqual([
      'streamNotCarried C:\\Users\\Anna:mark',
      'streamNotCarried C:\\Users\\Anna\\setup.exe:a:b',
      'streamNotCarried C:\\Users\\Anna\\setup.exe:Zone.Identifier',
    ]);
    expect([result.files, result.exitCode, result.notCarried?.streams]).toEqual([1, 3, 3]);
    // What was missing from the capture is missing from the restore, once.
    expect(restore(place).missingCount).toBe(3);
  });

  it('[UST-137] for which a store has no room are missing from its capture and restore', () => {
    plantMarked();
    const full: Files = { ...realFiles, readStream: () => null };
    expect(capture(place, {}, testWork(full).work).exitCode).toBe(3);
    expect(lostOf(restore(place))).toEqual(['notCaptured C:\\Users\\Anna\\setup.exe:Zone.Identifier ']);
  });

  it('[UST-180] that cannot be listed are missing as a whole', () => {
    plantMarked();
    const silent: Files = {
      ...realFiles,
      readStreams: () => {
        throw systemError('E2BIG', 'llistxattr');
      },
    };
    expect(missingOf(capture(place, {}, testWork(silent).work))).toContain(
      'streamNotCarried C:\\Users\\Anna\\setup.exe:*',
    );
  });

  it('[UST-180] behind a link that took the place of a folder are not read', () => {
    plant(place.old, { 'Users/Anna/Sub/a.txt': 'a' });
    plant(place.folder, { 'behind/a.txt': 'b' });
    const sub = path.join(place.old, 'Users/Anna/Sub');
    realFiles.writeStream(path.join(sub, 'a.txt'), 'mark', zone);
    realFiles.writeStream(path.join(place.folder, 'behind/a.txt'), 'mark', Buffer.from('behind'));
    const { work } = testWork();
    let phases = 0;
    const swapping: Work = {
      ...work,
      end: () => {
        work.end();
        phases += 1;
        // The scan, then the copying: after it the streams are read.
        if (phases !== 2) return;
        fs.renameSync(sub, `${sub}-moved`);
        fs.symlinkSync(path.join(place.folder, 'behind'), sub);
      },
    };
    const result = capture(place, {}, swapping);
    expect(missingOf(result)).toEqual(['streamNotCarried C:\\Users\\Anna\\Sub\\a.txt:mark']);
  });

  it.each(['ENOTSUP', 'E2BIG', 'ENOSPC', 'EPERM'])(
    '[UST-181] that the destination refuses with %s are missing by file and stream, each time',
    (code) => {
      plantMarked();
      capture(place);
      const wanted =
        'streamNotWritten C:\\Users\\Anna\\setup.exe:Zone.Identifier C:\\Users\\Anna\\setup.exe:Zone.Identifier';
      for (let round = 0; round < 2; round += 1) {
        const restored = restore(place, {}, testWork(refusing(code)).work);
        expect(lostOf(restored)).toEqual([wanted]);
        expect([restored.files, restored.isComplete, restored.exitCode, restored.missingCount]).toEqual([
          1,
          false,
          3,
          1,
        ]);
        expect(restored.notCarried?.streams).toBe(1);
      }
      // Where the disk takes them the advised restore again completes it.
      expect(restore(place).isComplete).toBe(true);
      expect(streamOf(freshFile())).toBe(zone.toString());
    },
  );

  it('[UST-181] that a disk is too full for are DISK_FULL', () => {
    plantMarked();
    capture(place);
    const full: Files = {
      ...refusing('ENOSPC'),
      statfsSync: ((folder: string) =>
        Object.assign(realFiles.statfsSync(folder), { bavail: 20, bsize: 4096 })) as Files['statfsSync'],
    };
    expect(() => restore(place, {}, testWork(full).work)).toThrow('DISK_FULL');
  });

  it('[UST-181] of Windows are named too where a destination has none', () => {
    const { files } = createWindowsFiles();
    plant(place.old, { 'Users/Anna/setup.exe': 'MZ' });
    files.writeStream(oldFile(), 'Zone.Identifier', zone);
    capture(place, {}, testWork(files).work);
    const plain: Files = {
      ...createWindowsFiles().files,
      writeStream: () => {
        throw systemError('ENOTSUP', 'open');
      },
    };
    const restored = restore(place, {}, testWork(plain).work);
    expect([restored.exitCode, lostOf(restored).length]).toEqual([3, 1]);
  });

  it('[UST-181] with another content on a file that was there stay, and ours is named', () => {
    plantMarked();
    capture(place);
    plant(place.fresh, { 'Users/Anna/setup.exe': 'MZ' });
    realFiles.writeStream(freshFile(), 'Zone.Identifier', Buffer.from('theirs'));
    expect([restore(place).exitCode, streamOf(freshFile())]).toEqual([3, 'theirs']);
  });

  it('[UST-181] that differ in case only are one on Windows, and the other is named', () => {
    plantMarked();
    realFiles.writeStream(oldFile(), 'zone.identifier', Buffer.from('other'));
    expect(capture(place).isComplete).toBe(true);
    const restored = restore(place, {}, testWork(createWindowsFiles().files).work);
    expect(lostOf(restored).length).toBe(1);
  });

  it('[PORT-46] no link is followed', () => {
    plantMarked();
    const link = path.join(place.folder, 'link');
    fs.symlinkSync(oldFile(), link);
    expect(realFiles.readStreams(link)).toEqual([]);
    expect(() => {
      realFiles.writeStream(link, 'mark', zone);
    }).toThrow('EPERM');
    expect(systemAttributes.listNames(oldFile())).toEqual(['user.Zone.Identifier']);
  });

  it('[UST-181] as large as they may be go where the disk keeps them, and are named where it does not', () => {
    plantMarked();
    const large = Buffer.alloc(60_000, 1);
    const memory = fs.mkdtempSync(path.join('/dev/shm', 'streams-'));
    try {
      const place2 = { ...place, old: memory };
      plant(memory, { 'Users/Anna/setup.exe': 'MZ' });
      realFiles.writeStream(path.join(memory, 'Users/Anna/setup.exe'), 'large', large);
      expect(capture(place2).isComplete).toBe(true);
      const restored = restore(place);
      const isKept = restored.isComplete;
      expect(isKept ? realFiles.readStream(freshFile(), 'large', 65_536) : lostOf(restored).length).toEqual(
        isKept ? large : 1,
      );
    } finally {
      fs.rmSync(memory, { recursive: true });
    }
  });
});
