import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWindows, leaveOutOnWindows, reasons } from '#core/ports/fakes/on-windows';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await makeCommandLine();
  await line.done('sequence', 'create', 'One');
});
afterEach(() => line.remove());

const at = (name: string): string => join(line.folder, name);
const ofSite = (name: string): string => join(line.siteDirectory, name);
const hashOf = (file: string): string => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

const verbs: readonly (readonly [string, (file: string) => string[]])[] = [
  ['a backup', (file) => ['site', 'backup', file]],
  ['an export', (file) => ['sequence', 'export', 'WAY00001', '--out', file]],
];

describe.each(verbs)('%s', (_name, wordsFor) => {
  it('[HOST-255] never takes the place of a file of the site, whatever is said', async () => {
    const names = ['site.db', 'secret.key', 'site.db-wal', 'console.lock', 'logs/console.log', 'smp/x'];
    fs.writeFileSync(ofSite('secret.key'), 'key');
    const before = ['site.db', 'secret.key'].map((name) => hashOf(ofSite(name)));
    for (const name of names) {
      const said = await line.run(...wordsFor(ofSite(name)), '--overwrite');
      expect([name, said.code, said.err]).toEqual([name, 1, expect.stringContaining('PLACE_REFUSED')]);
    }
    expect(['site.db', 'secret.key'].map((name) => hashOf(ofSite(name)))).toEqual(before);
    expect((await line.run('sequence', 'list')).out).toContain('One');
  });

  it('[HOST-256] leaves a file that is there without --overwrite, and replaces it with it', async () => {
    fs.writeFileSync(at('letter.docx'), 'precious');
    const refused = await line.run(...wordsFor(at('letter.docx')));
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('FILE_EXISTS')]);
    expect(fs.readFileSync(at('letter.docx'), 'utf8')).toBe('precious');
    expect((await line.run(...wordsFor(at('letter.docx')), '--overwrite')).code).toBe(0);
    expect(fs.readFileSync(at('letter.docx'), 'latin1')).toMatch(/^(SQLite format 3|PK)/);
    expect((await line.run(...wordsFor(at('fresh')))).code).toBe(0);
    expect(fs.readdirSync(line.folder).sort()).toEqual(['fresh', 'letter.docx', 'site']);
  });

  it('[HOST-257] writes to no link, folder, pipe or device', async (context) => {
    leaveOutOnWindows(context, reasons.links);
    fs.symlinkSync(ofSite('site.db'), at('link'));
    fs.linkSync(ofSite('site.db'), at('second-name'));
    fs.mkdirSync(at('folder'));
    fs.symlinkSync(line.siteDirectory, at('way'));
    for (const file of [at('link'), at('second-name'), at('folder'), at('way/site.db'), '/dev/null']) {
      expect([file, (await line.run(...wordsFor(file), '--overwrite')).err]).toEqual([
        file,
        expect.stringContaining('PLACE_REFUSED'),
      ]);
    }
    expect(fs.lstatSync(at('link')).isSymbolicLink()).toBe(true);
  });
});

it('[HOST-258] what a salvage writes takes no place of the site', async () => {
  const said = await line.run('site', 'salvage', '--to', ofSite('smp'));
  expect([said.code, said.err]).toEqual([1, expect.stringContaining('PLACE_REFUSED')]);
  expect(fs.readdirSync(ofSite('smp'))).toEqual([]);
  expect(isWindows || (await line.run('site', 'salvage', '--to', at('saved'))).code === 0).toBe(true);
});
