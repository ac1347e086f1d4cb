import { inEnglish } from '../ports/fakes/english.ts';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ATTRIBUTES_FILE } from '../devices/attributes.ts';
import { createWindowsFiles } from '../ports/fakes/windows-files.ts';
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
      inEnglish(scan.leftOut.filter(({ reason }) => reason === 'unreadable').map(({ path, detail }) => [path, detail])),
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

  const captureOf = (storePath: string, more: object = {}) => ({
    ...{ device: device('old'), storePath, storeId: 'c0ffee00-0000-4000-8000-000000000001' },
    ...{ continueOnLockedFiles: true, hasStandardOptions: true, tool: 'test', ...more },
  });
  const restoreOf = (storePath: string) => ({
    ...{ storePath, device: device('new'), continueOnRestore: true, restoreLocalAccounts: false },
  });
  const own = (side: string, name: string): string => path.join(root, side, 'home/anna.CONTOSO/Desktop', name);

  it('[UST-110] hidden and system are read from the entries and given back to them, without a side-car', () => {
    const files = realFiles.manner === 'windows' ? realFiles : createWindowsFiles().files;
    for (const name of ['hidden.txt', 'system.txt', 'plain.txt']) write(`old/home/anna.CONTOSO/Desktop/${name}`, name);
    // Not ours, on a drive of this computer: a file like every other, damaged as it is.
    write(`old/${ATTRIBUTES_FILE}`, 'not a list');
    write(`new/${ATTRIBUTES_FILE}`, 'not a list');
    fs.mkdirSync(path.join(root, 'new/home/anna.CONTOSO'), { recursive: true });
    const none = { hidden: false, system: false, readOnly: false, createdUs: null };
    files.writeFacts(own('old', 'hidden.txt'), { ...none, hidden: true });
    files.writeFacts(own('old', 'system.txt'), { ...none, system: true });
    const store = path.join(root, 'store');
    const before = fs.readdirSync(path.join(root, 'new'));
    runTask({ kind: 'capture', request: captureOf(store) }, { ...ports, files });
    expect(runTask({ kind: 'restore', request: restoreOf(store) }, { ...ports, files })).toMatchObject({ notes: [] });
    const facts = files.readFolderFacts(path.dirname(own('new', 'x')));
    expect(['hidden.txt', 'system.txt', 'plain.txt'].map((name) => facts?.get(name))).toMatchObject([
      { hidden: true, system: false },
      { hidden: false, system: true },
      { hidden: false, system: false },
    ]);
    expect(fs.readdirSync(path.join(root, 'new'))).toEqual(before);
    expect(fs.readFileSync(path.join(root, 'new', ATTRIBUTES_FILE), 'utf8')).toBe('not a list');
  });

  it('[UST-110] where no file system keeps them the restore says how many there were', () => {
    const { files } = createWindowsFiles();
    write('old/home/anna.CONTOSO/Desktop/hidden.txt', 'h');
    fs.mkdirSync(path.join(root, 'new/home/anna.CONTOSO'), { recursive: true });
    files.writeFacts(own('old', 'hidden.txt'), { hidden: true, system: false, readOnly: false, createdUs: null });
    const store = path.join(root, 'store');
    runTask({ kind: 'capture', request: captureOf(store) }, { ...ports, files });
    const { notes } = runTask({ kind: 'restore', request: restoreOf(store) }, ports) as { notes: unknown[] };
    expect(inEnglish(notes)).toEqual(
      realFiles.manner === 'windows'
        ? []
        : ['1 file or folder was a hidden or system one; this computer keeps no such mark.'],
    );
    expect(fs.readdirSync(path.join(root, 'new'))).toEqual(['home']);
  });

  it('[UST-62] a file that is in the cloud only is named and never read', () => {
    const { files, mark } = createWindowsFiles();
    write('old/home/anna.CONTOSO/Desktop/cloud.txt', '');
    write('old/home/anna.CONTOSO/Desktop/here.txt', 'h');
    mark(own('old', 'cloud.txt'), { isElsewhere: true });
    const opened: string[] = [];
    const watched = {
      ...files,
      openSync: (...given: Parameters<typeof files.openSync>) => {
        opened.push(path.basename(String(given[0])));
        return files.openSync(...given);
      },
    };
    const result = runTask(
      { kind: 'capture', request: captureOf(path.join(root, 'store')) },
      { ...ports, files: watched },
    );
    expect(result).toMatchObject({ files: 1, exitCode: 3, missingCount: 4 });
    expect(result).toMatchObject({
      leftOut: expect.arrayContaining([
        expect.objectContaining({ reason: 'cloudOnly', path: 'C:\\home\\anna.CONTOSO\\Desktop\\cloud.txt' }),
      ]) as unknown,
    });
    expect(opened).not.toContain('cloud.txt');
  });

  it('[UST-84] the folders of this program are left out with all that is in them', () => {
    write('old/home/anna.CONTOSO/Desktop/site/site.db', 'db');
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    const excludedHostPaths = [path.join(root, 'old/home/anna.CONTOSO/Desktop/site')];
    const scan = runTask({ kind: 'scan', request: { device: device('old'), excludedHostPaths } }, ports);
    expect(scan).toMatchObject({ files: 1 });
  });

  const others = (...paths: readonly string[]): StateDevice['accounts'] => [
    ...(device('old').accounts ?? []),
    ...paths.map((profilePath, index) => ({
      ...{ userName: `other${index}`, accountKind: 'local' as const, sid: `S-1-5-21-1-2-3-${index + 10}`, profilePath },
    })),
  ];

  it('[UST-96] a profile that is no place of the computer is named, and the others are taken', () => {
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    const places = [
      'E:\\Users\\x',
      '\\\\server\\x',
      '%gone%\\x',
      'C:\\home\\..\\..\\x',
      'C:\\home\\con',
      'C:\\home\\a:b',
    ];
    const scan = runTask(
      { kind: 'scan', request: { device: { ...device('old'), accounts: others(...places) ?? [] } } },
      ports,
    );
    if (!('perUser' in scan) || !('leftOutByRule' in scan)) throw new Error('no scan');
    const taken = scan.perUser.filter(({ files }) => files > 0);
    expect(taken.map(({ user, files }) => [user, files])).toEqual([['anna', 1]]);
    const named = scan.leftOut.filter(({ user, reason }) => user.startsWith('other') && reason === 'unreadable');
    expect(named.map(({ path }) => path)).toEqual(places);
  });

  it('[UST-96] a known folder that leads out of its drive is named, and the others are taken', () => {
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    const [anna] = device('old').accounts ?? [];
    if (anna === undefined) throw new Error('no account');
    const accounts = [{ ...anna, folders: { documents: 'C:\\..\\Docs', pictures: 'C:\\con\\Pictures' } }];
    const scan = runTask({ kind: 'scan', request: { device: { ...device('old'), accounts } } }, ports);
    if (!('leftOutByRule' in scan)) throw new Error('no scan');
    const named = scan.leftOut.filter(({ reason }) => reason === 'unreadable');
    expect(inEnglish([scan.files, named.map(({ user, path, detail }) => [user, path, detail])])).toEqual([
      1,
      [
        ['anna', 'C:\\..\\Docs', 'it leads out of its drive'],
        ['anna', 'C:\\con\\Pictures', 'con is the name of a device'],
      ],
    ]);
  });

  it('[UST-99] a known folder in the profile of another person is not taken for one’s own', () => {
    write('old/home/anna.CONTOSO/Desktop/a.txt', 'a');
    write('old/home/boss/Documents/plan.txt', 'secret');
    fs.mkdirSync(path.join(root, 'new/home/boss/Documents'), { recursive: true });
    fs.mkdirSync(path.join(root, 'new/home/anna.CONTOSO'), { recursive: true });
    const [anna] = device('old').accounts ?? [];
    if (anna === undefined) throw new Error('no account');
    const boss = { ...anna, userName: 'boss', sid: 'S-1-5-21-1-2-3-9', profilePath: 'C:\\home\\boss', folders: {} };
    const accounts = (documents?: string) => [{ ...anna, folders: documents === undefined ? {} : { documents } }, boss];
    const greedy = { ...device('old'), accounts: accounts('C:\\home\\boss\\Documents') };
    const scan = runTask({ kind: 'scan', request: { device: greedy, users: ['anna'] } }, ports);
    if (!('leftOutByRule' in scan)) throw new Error('no scan');
    const named = scan.leftOut.filter(({ reason }) => reason === 'unreadable');
    expect(inEnglish([scan.files, named.map(({ path: one, detail }) => [one, detail])])).toEqual([
      1,
      [['C:\\home\\boss\\Documents', 'it lies in the profile of another person']],
    ]);
    write('old/home/anna.CONTOSO/Documents/mine.txt', 'mine');
    const storePath = path.join(root, 'store');
    const request = {
      ...{ device: { ...device('old'), accounts: accounts() }, storePath, users: ['anna'] },
      ...{ storeId: 'c0ffee00-0000-4000-8000-000000000003', tool: 'test' },
      ...{ continueOnLockedFiles: true, hasStandardOptions: true },
    };
    runTask({ kind: 'capture', request }, ports);
    const to = { ...device('new'), accounts: accounts('C:\\home\\boss\\Documents') };
    const restore = { storePath, device: to, continueOnRestore: true, restoreLocalAccounts: true };
    runTask({ kind: 'restore', request: restore }, ports);
    expect([
      fs.readdirSync(path.join(root, 'new/home/boss/Documents')),
      fs.readFileSync(path.join(root, 'new/home/anna.CONTOSO/Documents/mine.txt'), 'utf8'),
    ]).toEqual([[], 'mine']);
  });

  it('[UST-98] what belongs into a folder on the network comes to the folder of that name in the profile', () => {
    write('old/home/anna.CONTOSO/Pictures/a.png', 'a');
    const storePath = path.join(root, 'store');
    const [anna] = device('old').accounts ?? [];
    if (anna === undefined) throw new Error('no account');
    const request = {
      ...{ device: { ...device('old'), accounts: [{ ...anna, folders: {} }] }, storePath },
      ...{ storeId: 'c0ffee00-0000-4000-8000-000000000002', tool: 'test' },
      ...{ continueOnLockedFiles: true, hasStandardOptions: true },
    };
    runTask({ kind: 'capture', request }, ports);
    fs.mkdirSync(path.join(root, 'new/home/anna.CONTOSO'), { recursive: true });
    const restore = { storePath, device: device('new'), continueOnRestore: true, restoreLocalAccounts: false };
    expect(runTask({ kind: 'restore', request: restore }, ports)).toMatchObject({ files: 1, missingCount: 0 });
    expect(fs.readFileSync(path.join(root, 'new/home/anna.CONTOSO/Pictures/a.png'), 'utf8')).toBe('a');
    const noted = runTask({ kind: 'restore', request: restore }, ports);
    if (!('notes' in noted)) throw new Error('no restore');
    expect(inEnglish(noted.notes)).toEqual([expect.stringContaining('\\\\server\\pictures')]);
  });
});
