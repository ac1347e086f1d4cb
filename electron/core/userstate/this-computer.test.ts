import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { runTask } from './run-task.ts';
import type { StateDevice } from './types.ts';

let root = '';
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'this-computer-')));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const ports = { files: realFiles, now: () => Date.now(), isCancelled: () => false, onProgress: () => undefined };

function write(name: string, text: string): void {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

const device = (folder: string): StateDevice => ({
  name: 'QUAY-9',
  drives: { 'C:': path.join(root, folder) },
  systemDrive: 'C:',
  profilesFolder: 'C:\\home',
  isThisComputer: true,
  accounts: [
    {
      userName: 'anna',
      accountKind: 'domain',
      domain: 'CONTOSO',
      sid: 'S-1-5-21-1-2-3-4',
      profilePath: 'C:\\home\\anna.CONTOSO',
      folders: { documents: 'C:\\data\\Docs', pictures: '\\\\server\\pictures', videos: 'E:\\Video' },
    },
  ],
});

describe('user state of this computer', () => {
  it('[UST-81] [UST-83] takes the profiles that the system lists, and names folders that lie elsewhere', () => {
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    write('old/data/Docs/b.txt', 'bb');
    write('old/home/orphan/Desktop/c.txt', 'c');
    write('old/home/Public/Documents/d.txt', 'd');
    const scan = runTask({ kind: 'scan', request: { device: device('old') } }, ports);
    if (!('perUser' in scan) || !('leftOutByRule' in scan)) throw new Error('no scan');
    expect(scan.perUser.map(({ user, files, domain }) => [user, files, domain])).toEqual([
      ['anna', 2, 'CONTOSO'],
      ['Public', 1, ''],
    ]);
    expect(
      scan.leftOut.filter(({ reason }) => reason === 'unreadable').map(({ path, detail }) => [path, detail]),
    ).toEqual([
      ['E:\\Video', 'the drive is not mapped'],
      ['\\\\server\\pictures', 'it lies on the network'],
    ]);
    expect(scan.missingCount).toBe(2);
  });

  it('[UST-80] counts what each rule leaves out, with an example', () => {
    write('old/home/anna.CONTOSO/AppData/Local/x.txt', 'x');
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    const scan = runTask({ kind: 'scan', request: { device: device('old') } }, ports);
    if (!('leftOutByRule' in scan)) throw new Error('no scan');
    const sum = scan.leftOutByRule.reduce((all, { count }) => all + count, 0);
    expect([sum, scan.leftOutByRule.some(({ example }) => example.includes('AppData'))]).toEqual([
      scan.leftOutCount,
      true,
    ]);
  });

  it('[UST-82] a restore writes nothing at the root of a drive, and leaves no half file', () => {
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    fs.mkdirSync(path.join(root, 'new/home/anna.CONTOSO'), { recursive: true });
    const storePath = path.join(root, 'store');
    const capture = {
      ...{ device: device('old'), storePath, storeId: 'c0ffee00-0000-4000-8000-000000000001' },
      ...{ continueOnLockedFiles: true, hasStandardOptions: true, tool: 'test' },
    };
    runTask({ kind: 'capture', request: capture }, ports);
    const before = fs.readdirSync(path.join(root, 'new'));
    const restore = { storePath, device: device('new'), continueOnRestore: true, restoreLocalAccounts: false };
    const result = runTask({ kind: 'restore', request: restore }, ports);
    expect(result).toMatchObject({ files: 1 });
    expect(fs.readFileSync(path.join(root, 'new/home/anna.CONTOSO/Desktop/a.txt'), 'utf8')).toBe('a');
    expect(fs.readdirSync(path.join(root, 'new'))).toEqual(before);
    expect(fs.readdirSync(path.join(root, 'new/home/anna.CONTOSO/Desktop'))).toEqual(['a.txt']);
  });

  it('[UST-84] the folders of this program are left out with all that is in them', () => {
    write('old/home/anna.CONTOSO/Desktop/site/site.db', 'db');
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    const excludedHostPaths = [path.join(root, 'old/home/anna.CONTOSO/Desktop/site')];
    const scan = runTask({ kind: 'scan', request: { device: device('old'), excludedHostPaths } }, ports);
    expect(scan).toMatchObject({ files: 1 });
  });
});
