import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWindows, leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { demandPlace } from './written-place.ts';

let temp: TempSite;
let folder: string;
beforeEach(async () => {
  temp = await createTempSite();
  folder = `${temp.site.dir}-beside`;
  fs.mkdirSync(folder);
  fs.writeFileSync(temp.site.paths.secretKey, 'key');
});
afterEach(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await temp.remove();
});

function refusal(file: string, overwrite = true, system: NodeJS.Platform = process.platform): unknown {
  try {
    return { place: demandPlace(file, { site: temp.site.paths, overwrite, system }) };
  } catch (error) {
    const { code, details } = error as { code: string; details?: { reason?: { say: string } } };
    return code === 'PLACE_REFUSED' ? details?.reason?.say : code;
  }
}

const ofSite = 'reasons:of-site';
const notRegular = 'reasons:no-regular-file';

describe('places that a person names', () => {
  it('[HOST-250] no file of the site is one, whether it is there or not', () => {
    const names = ['site.db', 'site.db-wal', 'site.db-shm', 'site.db-journal', 'secret.key', 'console.lock'];
    for (const name of [...names, 'console-address.html', 'logs/console.log', 'smp/new.db', 'content/x/../y.zip']) {
      expect([name, refusal(path.join(temp.site.dir, name))]).toEqual([name, ofSite]);
    }
    expect(refusal(path.join(temp.site.paths.backups, 'mine.db'))).toEqual({
      place: path.join(fs.realpathSync(temp.site.paths.backups), 'mine.db'),
    });
  });

  it('[HOST-251] a file of the site is known by whatever name it is reached', (context) => {
    leaveOutOnWindows(context, reasons.links);
    const { dir } = temp.site;
    const detours = fc.array(fc.constantFrom('folder-link', 'dots', 'site-link'), { maxLength: 3 });
    const files = fc.constantFrom('site.db', 'secret.key', 'site.db-wal');
    const names = fc.constantFrom('same', 'upper', 'dot', 'blank', 'composed', 'hard-link', 'link');
    fs.symlinkSync(dir, path.join(folder, 'site-link'));
    fs.symlinkSync(folder, path.join(folder, 'folder-link'));
    fc.assert(
      fc.property(detours, files, names, (way, file, name) => {
        let at = way.includes('site-link') ? path.join(folder, 'site-link') : dir;
        if (way.includes('folder-link')) at = at.replace(folder, path.join(folder, 'folder-link'));
        const dots = way.includes('dots') ? `${path.sep}..${path.sep}${path.basename(dir)}` : '';
        const real = path.join(dir, file);
        if (!fs.existsSync(real)) fs.writeFileSync(real, '');
        const other = path.join(folder, 'other');
        fs.rmSync(other, { force: true });
        if (name === 'hard-link') fs.linkSync(real, other);
        if (name === 'link') fs.symlinkSync(real, other);
        const spelled = {
          upper: file.toUpperCase(),
          dot: `${file}..`,
          blank: `${file} `,
          composed: file.normalize('NFD'),
        };
        const last = name in spelled ? spelled[name as keyof typeof spelled] : file;
        const given = name.endsWith('link') ? other : `${at}${at === dir ? dots : ''}${path.sep}${last}`;
        // A link is no regular file either; both answers refuse it.
        expect([ofSite, notRegular]).toContain(refusal(given));
      }),
      { numRuns: 200 },
    );
  });

  it('[HOST-252] a colon on Windows, and its prefix, lead to no file of the site', () => {
    for (const name of ['site.db::$DATA', 'SITE.DB:stream', 'secret.key.::$DATA']) {
      expect([name, refusal(path.join(temp.site.dir, name), true, 'win32')]).toEqual([name, ofSite]);
    }
    expect(refusal(path.join(folder, 'a.txt:stream'), true, 'win32')).toBe(notRegular);
    if (isWindows) expect(refusal(`\\\\?\\${temp.site.paths.database}`)).toBe(ofSite);
  });

  it('[HOST-253] what is no regular file is none, also with leave to replace it', (context) => {
    leaveOutOnWindows(context, reasons.links);
    const at = (name: string): string => path.join(folder, name);
    fs.symlinkSync(at('nowhere'), at('link'));
    fs.mkdirSync(at('folder'));
    spawnSync('mkfifo', [at('pipe')]);
    const given = [at('link'), at('folder'), at('pipe'), '/dev/null'];
    expect(given.map((file) => refusal(file))).toEqual(given.map(() => notRegular));
  });

  it('[HOST-254] a file that is there needs leave; a folder that is not there is an error', () => {
    const file = path.join(folder, 'a.zip');
    fs.writeFileSync(file, 'old');
    expect([refusal(file, false), refusal(file, true)]).toEqual([
      'FILE_EXISTS',
      { place: path.join(fs.realpathSync(folder), 'a.zip') },
    ]);
    expect(refusal(path.join(folder, 'none', 'a.zip'))).toBe('ENOENT');
  });
});
