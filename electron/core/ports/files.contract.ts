import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Files } from './files.ts';

export interface FilesUnderTest {
  readonly files: Files;
  /**
   * What the ground is kinder or poorer about than Windows, by id, with the reason: Wine is no Windows. Those lines are
   * left out there, and the double has them.
   */
  readonly leftOut?: Readonly<Record<string, string>>;
}

/** What a call did: `done`, or the code that it threw. */
export function said(call: () => unknown): string {
  try {
    call();
    return 'done';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code !== 'string') throw error;
    return code;
  }
}

/**
 * What each file call that we use does on Windows, one line for each, and beside it what it does elsewhere. The real
 * files pass it on every system; the double in the manner of Windows passes the Windows side everywhere.
 */
export function testFiles(name: string, { files, leftOut = {} }: FilesUnderTest): void {
  const isWindows = files.manner === 'windows';
  let root: string;
  let count = 0;
  const place = { folder: '' };

  beforeAll(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'files-')));
  });
  afterAll(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });
  beforeEach(() => {
    place.folder = path.join(root, String((count += 1)));
    fs.mkdirSync(place.folder);
  });

  const at = (...names: string[]): string => path.join(place.folder, ...names);
  const write = (file: string, text = 'x'): string => {
    const descriptor = files.openSync(file, 'w');
    files.writeSync(descriptor, Buffer.from(text), 0, text.length);
    files.closeSync(descriptor);
    return file;
  };
  const read = (file: string): string => {
    const descriptor = files.openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(100);
      return buffer.toString('utf8', 0, files.readSync(descriptor, buffer, 0, 100, 0));
    } finally {
      files.closeSync(descriptor);
    }
  };
  const line = (id: string, text: string, test: () => void): void => {
    const words = `${id} ${name}: ${text}`;
    const reason = leftOut[id.slice(1, -1)];
    if (reason === undefined) it(words, test);
    else
      it(words, (context) => {
        context.skip(reason);
      });
  };
  const lines = { files, isWindows, at, write, read, line };
  describe(`${name}: what is open`, () => {
    testOpen(lines);
  });
  describe(`${name}: read-only and durable`, () => {
    testReadOnly(lines);
  });
  describe(`${name}: names`, () => {
    testNames(lines);
  });
  describe(`${name}: facts of the system`, () => {
    testFacts(lines);
  });
}

interface Lines {
  readonly files: Files;
  readonly isWindows: boolean;
  at(...names: string[]): string;
  write(file: string, text?: string): string;
  read(file: string): string;
  line(id: string, text: string, test: () => void): void;
}

function testOpen({ files, isWindows, at, write, read, line }: Lines): void {
  const openDatabase = (file: string): (() => void) => {
    const database = files.openDatabase(file, { timeout: 0 });
    database.exec('CREATE TABLE IF NOT EXISTS one (a)');
    return () => database.close();
  };

  line('[PORT-41]', 'what SQLite has open can be neither removed nor renamed on Windows', () => {
    const close = openDatabase(at('a.db'));
    const refused = [
      said(() => files.unlinkSync(at('a.db'))),
      said(() => files.rmSync(at('a.db'), { force: true })),
      said(() => files.renameSync(at('a.db'), at('b.db'))),
    ];
    close();
    if (isWindows) {
      expect([refused.every((code) => ['EBUSY', 'EPERM'].includes(code)), files.existsSync(at('a.db'))]).toEqual([
        true,
        true,
      ]);
    } else expect(refused).toEqual(['done', 'done', 'ENOENT']);
  });

  line('[PORT-41]', 'what SQLite has closed can be removed, and what it has open can be read', () => {
    const close = openDatabase(at('a.db'));
    expect(read(at('a.db')).slice(0, 6)).toBe('SQLite');
    close();
    files.unlinkSync(at('a.db'));
    expect(files.existsSync(at('a.db'))).toBe(false);
  });

  line(
    '[PORT-42]',
    'what Node has open can be removed, cannot be opened by its name then, and goes with the last handle',
    () => {
      const descriptor = files.openSync(write(at('a')), 'r');
      files.unlinkSync(at('a'));
      expect(said(() => read(at('a')))).toMatch(isWindows ? /^E(?:PERM|NOENT|BUSY)$/ : /^ENOENT$/);
      files.closeSync(descriptor);
      expect([files.existsSync(at('a')), said(() => write(at('a')))]).toEqual([false, 'done']);
    },
  );

  line('[PORT-23]', 'nothing takes the name of a file that is open on Windows', () => {
    const close = openDatabase(at('a.db'));
    const overDatabase = said(() => files.renameSync(write(at('new')), at('a.db')));
    close();
    expect(overDatabase).toMatch(isWindows ? /^E(?:PERM|BUSY|ACCES)$/ : /^done$/);
    write(at('new'), 'new');
    files.renameSync(at('new'), at('a.db'));
    expect(read(at('a.db'))).toBe('new');
  });

  line('[PORT-24]', 'a folder with an open file in it cannot be renamed on Windows', () => {
    files.mkdirSync(at('folder', 'below'), { recursive: true });
    const descriptor = files.openSync(write(at('folder', 'below', 'a')), 'r');
    expect(said(() => files.renameSync(at('folder'), at('other')))).toBe(isWindows ? 'EPERM' : 'done');
    files.closeSync(descriptor);
    if (isWindows) files.renameSync(at('folder'), at('other'));
    expect(read(at('other', 'below', 'a'))).toBe('x');
  });

  line('[PORT-37]', 'a rename takes the place of a file, never of a folder with something in it', () => {
    files.renameSync(write(at('a'), 'a'), write(at('b'), 'b'));
    files.mkdirSync(at('folder'));
    write(at('folder', 'c'));
    files.mkdirSync(at('other'));
    expect([
      read(at('b')),
      files.existsSync(at('a')),
      said(() => files.renameSync(at('b'), at('folder'))),
      said(() => files.renameSync(at('other'), at('folder'))),
    ]).toEqual(['b', false, isWindows ? 'EPERM' : 'EISDIR', isWindows ? 'EPERM' : 'ENOTEMPTY'].with(0, 'a'));
  });
}

function testReadOnly({ files, isWindows, at, write, read, line }: Lines): void {
  const readOnly = (file: string): string => {
    files.chmodSync(write(file), 0o444);
    return file;
  };
  const isRoot = !isWindows && process.getuid?.() === 0;

  line('[PORT-25]', 'a handle that was opened for reading cannot be synced on Windows, one for writing can', () => {
    write(at('a'));
    const codes = ['r', 'r+'].map((flags) => {
      const descriptor = files.openSync(at('a'), flags);
      const code = said(() => {
        files.fsyncSync(descriptor);
      });
      files.closeSync(descriptor);
      return code;
    });
    expect(codes).toEqual([isWindows ? 'EPERM' : 'done', 'done']);
  });

  line('[PORT-25]', 'a folder cannot be synced on Windows', () => {
    const sync = (): void => {
      const descriptor = files.openSync(at('.'), 'r');
      try {
        files.fsyncSync(descriptor);
      } finally {
        files.closeSync(descriptor);
      }
    };
    expect(said(sync)).toBe(isWindows ? 'EPERM' : 'done');
  });

  line('[PORT-26]', 'a read-only file is read and not opened for writing', () => {
    readOnly(at('a'));
    expect([
      read(at('a')),
      said(() => files.closeSync(files.openSync(at('a'), 'r+'))),
      said(() => write(at('a'))),
    ]).toEqual(['x', ...Array<string>(2).fill(isWindows ? 'EPERM' : isRoot ? 'done' : 'EACCES')]);
  });

  line('[PORT-27]', 'a read-only file can be renamed and removed, and no rename takes its place on Windows', () => {
    files.renameSync(readOnly(at('a')), at('b'));
    expect(said(() => files.renameSync(write(at('c')), at('b')))).toBe(isWindows ? 'EPERM' : 'done');
    files.rmSync(at('b'), { force: true });
    files.unlinkSync(readOnly(at('d')));
    expect([files.existsSync(at('b')), files.existsSync(at('d'))]).toEqual([false, false]);
  });

  line('[PORT-27]', 'a folder with read-only files is removed whole', () => {
    files.mkdirSync(at('folder'));
    readOnly(at('folder', 'a'));
    files.rmSync(at('folder'), { recursive: true, force: true });
    expect(files.existsSync(at('folder'))).toBe(false);
  });

  line('[PORT-28]', 'of the mode Windows keeps the read-only bit alone', () => {
    write(at('a'));
    const modes = [0o600, 0o444, 0o755].map((mode) => {
      files.chmodSync(at('a'), mode);
      return files.lstatSync(at('a')).mode & 0o777;
    });
    expect(modes).toEqual(isWindows ? [0o666, 0o444, 0o666] : [0o600, 0o444, 0o755]);
  });
}

function testNames({ files, isWindows, at, write, read, line }: Lines): void {
  line('[PORT-29]', 'on Windows names keep their case and are found without regard to it', () => {
    write(at('Straße.TXT'));
    files.mkdirSync(at('Folder'));
    expect([
      files.readdirSync(at('.')).sort(),
      files.existsSync(at('STRAßE.txt')),
      said(() => files.mkdirSync(at('FOLDER'))),
    ]).toEqual([['Folder', 'Straße.TXT'], isWindows, isWindows ? 'EEXIST' : 'done']);
    write(at('STRAßE.txt'), 'other');
    expect(read(at('Straße.TXT'))).toBe(isWindows ? 'other' : 'x');
  });

  line('[PORT-38]', 'a rename to another case is one', () => {
    files.renameSync(write(at('Name')), at('name'));
    expect(files.readdirSync(at('.'))).toEqual(['name']);
  });

  line(
    '[PORT-30]',
    'Node makes and finds names of devices and names that end with a dot or a space, which others cannot',
    () => {
      const names = ['con', 'nul.txt', 'dot.', 'space '];
      for (const name of names) write(at(name), name);
      const found = files.readdirSync(at('.')).sort();
      expect([found, names.map((name) => read(at(name)))]).toEqual([[...names].sort(), names]);
    },
  );

  line('[PORT-31]', 'a colon speaks of a stream of the file on Windows, and of a name elsewhere', () => {
    write(at('a.txt'), 'own');
    write(at('a.txt:Zone.Identifier'), 'stream');
    expect([read(at('a.txt')), read(at('a.txt:Zone.Identifier')), files.readdirSync(at('.'))]).toEqual([
      'own',
      'stream',
      isWindows ? ['a.txt'] : ['a.txt', 'a.txt:Zone.Identifier'],
    ]);
    files.renameSync(at('a.txt'), at('b.txt'));
    expect(said(() => read(at('b.txt:Zone.Identifier')))).toBe(isWindows ? 'done' : 'ENOENT');
  });

  line('[PORT-32]', 'characters that Windows forbids make no file there', () => {
    const codes = ['a<b', 'a|b', 'a?b', 'a"b'].map((name) => said(() => write(at(name))));
    expect(new Set(codes)).toEqual(new Set([isWindows ? 'ENOENT' : 'done']));
  });

  line('[PORT-33]', 'paths over 260 characters are taken by every call and by SQLite', () => {
    const deep = at(...Array.from({ length: 10 }, (_, index) => `a-folder-with-a-long-name-of-${index}`));
    files.mkdirSync(deep, { recursive: true });
    const file = path.join(deep, 'a.db');
    expect(file.length).toBeGreaterThan(300);
    const database = files.openDatabase(file, {});
    database.exec('CREATE TABLE one (a)');
    database.close();
    files.renameSync(file, `${file}2`);
    expect([read(`${file}2`).slice(0, 6), files.readdirSync(deep)]).toEqual(['SQLite', ['a.db2']]);
  });
}

function testFacts({ files, isWindows, at, write, line }: Lines): void {
  line('[PORT-34]', 'a time comes back within two microseconds', () => {
    write(at('a'));
    const far = Array.from({ length: 50 }, (_, index) => {
      const seconds = 1_700_000_000 + index * 1.2345678;
      files.utimesSync(at('a'), seconds, seconds);
      return Math.abs(files.lstatSync(at('a')).mtimeMs * 1000 - seconds * 1e6);
    });
    expect(Math.max(...far)).toBeLessThan(2);
  });

  line('[PORT-39]', 'a date before 1970 is taken as a date only, and Windows reads it 2^32 seconds later', () => {
    write(at('a'));
    files.utimesSync(at('a'), new Date(-150_000_000_123), new Date(-150_000_000_123));
    const later = isWindows ? 2 ** 32 * 1000 : 0;
    expect(Math.round(files.lstatSync(at('a')).mtimeMs)).toBe(-150_000_000_123 + later);
    files.utimesSync(at('a'), -1000, -1000);
    expect(files.lstatSync(at('a')).mtimeMs).toBeGreaterThan(1_700_000_000_000);
  });

  line('[PORT-35]', 'the type of a file system is not said on Windows, its space is', () => {
    const { type, bsize, bavail } = files.statfsSync(at('.'));
    expect([type === 0, bsize > 0, bavail > 0]).toEqual([isWindows, true, true]);
  });

  line('[PORT-35]', 'the root of a drive is a folder, and what lies in it is joined without a second separator', () => {
    const { root } = path.parse(at('.'));
    expect([files.statSync(root).isDirectory(), path.dirname(root), root.endsWith(path.sep)]).toEqual([
      true,
      root,
      true,
    ]);
  });
  line('[PORT-43]', 'hidden, system and read-only are read for a whole folder at once and written together', () => {
    const created = 1_500_000_000_123_000;
    files.mkdirSync(at('folder'));
    for (const name of ['plain', 'both', 'read']) write(at(name));
    files.writeFacts(at('both'), { hidden: true, system: true, readOnly: false, createdUs: created });
    files.writeFacts(at('folder'), { hidden: true, system: false, readOnly: false, createdUs: null });
    files.writeFacts(at('read'), { hidden: false, system: false, readOnly: true, createdUs: null });
    expect([files.lstatSync(at('read')).mode & 0o200, files.lstatSync(at('both')).mode & 0o200]).toEqual([0, 0o200]);
    const facts = files.readFolderFacts(at('.'));
    if (!isWindows) {
      expect(facts).toBeNull();
      return;
    }
    const seen = [...(facts ?? [])].map(([name, { kind, hidden, system }]) => [name, kind, hidden, system]);
    expect(seen.sort()).toEqual([
      ['both', 'file', true, true],
      ['folder', 'folder', true, false],
      ['plain', 'file', false, false],
      ['read', 'file', false, false],
    ]);
    expect(said(() => files.readFolderFacts(at('folder')))).toBe('done');
  });

  line('[PORT-47]', 'a read-only file can be hidden too', () => {
    files.writeFacts(write(at('a')), { hidden: true, system: true, readOnly: true, createdUs: null });
    const { hidden, system } = files.readFolderFacts(at('.'))?.get('a') ?? {};
    expect([hidden, system, files.lstatSync(at('a')).mode & 0o200]).toEqual(
      isWindows ? [true, true, 0] : [undefined, undefined, 0],
    );
  });

  line('[PORT-44]', 'the time of creation is written and read', () => {
    write(at('a'));
    const created = 1_500_000_000_123_000;
    files.writeFacts(at('a'), { hidden: false, system: false, readOnly: false, createdUs: created });
    expect(files.readFolderFacts(at('.'))?.get('a')?.createdUs).toBe(isWindows ? created : undefined);
  });

  line('[PORT-45]', 'a hidden file is not opened to be written anew on Windows, but changed in its place', () => {
    files.writeFacts(write(at('a')), { hidden: true, system: false, readOnly: false, createdUs: null });
    expect([said(() => write(at('a'))), said(() => files.closeSync(files.openSync(at('a'), 'r+')))]).toEqual([
      isWindows ? 'EPERM' : 'done',
      'done',
    ]);
  });

  line('[PORT-46]', 'streams are listed where the disk has them', () => {
    write(at('a.txt'));
    const stream = Buffer.from('zone');
    try {
      files.writeStream(at('a.txt'), 'Zone.Identifier', stream);
    } catch (error) {
      // A disk without streams says so.
      expect((error as NodeJS.ErrnoException).code).toBe('ENOTSUP');
      expect(files.readStreams(at('a.txt'))).toEqual([]);
      return;
    }
    expect(files.readStreams(at('a.txt'))).toEqual([{ name: 'Zone.Identifier', sizeBytes: 4 }]);
    expect(files.readStream(at('a.txt'), 'Zone.Identifier', 4)).toEqual(stream);
    expect(files.readStream(at('a.txt'), 'Zone.Identifier', 3)).toBeNull();
    files.writeStream(at('a.txt'), 'Zone.Identifier', Buffer.alloc(0));
    expect(files.readStream(at('a.txt'), 'Zone.Identifier', 3)).toEqual(Buffer.alloc(0));
  });
}
