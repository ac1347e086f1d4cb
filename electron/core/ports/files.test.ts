import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWine } from './fakes/on-windows.ts';
import { createWindowsFiles } from './fakes/windows-files.ts';
import { said, testFiles } from './files.contract.ts';
import { realFiles } from './files-real.ts';

const wine = {
  'PORT-24': 'Wine renames folders with an open file in them',
  'PORT-37': 'Wine refuses a rename over a folder by other codes',
  'PORT-38': 'Wine keeps the case of a file that is renamed to another case',
  'PORT-44': 'Wine keeps no time of creation',
  'PORT-47': 'Wine keeps no other attributes of a read-only file',
  'PORT-45': 'Wine opens hidden files to be written anew',
  'PORT-31': 'Wine has no streams: a colon makes a plain file',
};

testFiles('real', { files: realFiles, ...(isWine ? { leftOut: wine } : {}) });
// Where Windows itself answers, no double of it is needed.
if (realFiles.manner === 'posix') {
  testFiles('double in the manner of Windows', { files: createWindowsFiles().files });

  describe('double in the manner of Windows', () => {
    let folder: string;
    beforeEach(() => {
      folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'windows-files-')));
    });
    afterEach(() => {
      fs.rmSync(folder, { recursive: true, force: true });
    });

    it('[PORT-40] another program keeps a file for itself, or shares what it says', () => {
      const { files, hold, openPaths } = createWindowsFiles();
      const file = path.join(folder, 'a');
      fs.writeFileSync(file, 'x');
      const open = (flags: string) => said(() => files.closeSync(files.openSync(file, flags)));
      const release = hold(file);
      expect([open('r'), open('r+'), openPaths()]).toEqual(['EBUSY', 'EBUSY', [file]]);
      release();
      const releaseShared = hold(file, { read: true });
      expect([open('r'), open('r+'), said(() => files.unlinkSync(file))]).toEqual(['done', 'EBUSY', 'EBUSY']);
      releaseShared();
      expect([open('r+'), openPaths()]).toEqual(['done', []]);
    });

    it('[PORT-40] an access list that lets nobody in refuses listing and reading', () => {
      const { files, deny } = createWindowsFiles();
      deny(folder);
      expect([said(() => files.readdirSync(folder)), files.existsSync(folder)]).toEqual(['EPERM', true]);
    });
  });
}
