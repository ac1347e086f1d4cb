import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAttributes } from '../devices/attributes.ts';
import { realFiles } from '../ports/files-real.ts';
import { readAccountFacts } from '../userstate/account-facts.ts';
import { writeSampleDevices } from './sample-devices.ts';
import type { SampleDevices } from './sample-devices.ts';

let folder: string;
let sample: SampleDevices;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sample-'));
  sample = writeSampleDevices(realFiles, path.join(folder, 'one'));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Relative path, size, time, mode and hash of everything. */
function fingerprint(root: string): string {
  const sum = createHash('sha256');
  for (const name of (fs.readdirSync(root, { recursive: true }) as string[]).sort()) {
    const stat = fs.statSync(path.join(root, name));
    // The side-car is written now; everything else has a made-up time.
    const isOwn = name.endsWith('.json') || ['OLD-PC', 'NEW-PC'].includes(name) || path.basename(name) === 'C';
    sum.update(`${name} ${stat.isFile() ? stat.size : 0} ${isOwn ? 0 : Math.round(stat.mtimeMs)} ${stat.mode}\n`);
    if (stat.isFile()) sum.update(fs.readFileSync(path.join(root, name)));
  }
  return sum.digest('hex');
}

describe('sample devices', () => {
  it('[DEV-10] are the same wherever they are made', () => {
    writeSampleDevices(realFiles, path.join(folder, 'two'));
    expect(fingerprint(path.join(folder, 'two'))).toBe(fingerprint(path.join(folder, 'one')));
  });

  it('[DEV-10] hold three people, some hundreds of files and about 50 MB', () => {
    const [oldPc, newPc] = sample.devices;
    expect([oldPc?.users.length, newPc?.users.length]).toEqual([3, 1]);
    expect(oldPc?.files).toBeGreaterThan(300);
    expect(oldPc?.bytes).toBeGreaterThan(48e6);
    expect(oldPc?.bytes).toBeLessThan(60e6);
    expect(readAccountFacts(oldPc?.facts ?? {}).map(({ accountKind }) => accountKind)).toEqual(Array(3).fill('domain'));
  });

  it('[DEV-10] hold what makes a migration hard', () => {
    const root = sample.devices[0]?.driveMap['C:'] ?? '';
    const names = fs.readdirSync(root, { recursive: true }) as string[];
    const hidden = openAttributes(realFiles, root);
    const stats = names.map((name) => ({ name, stat: fs.statSync(path.join(root, name)) }));
    expect({
      long: names.some((name) => `C:\\${name}`.length > 260),
      nonAscii: names.some((name) => /[^\u0020-\u007e]/.test(name)),
      readOnly: stats.some(({ stat }) => stat.isFile() && (stat.mode & 0o200) === 0),
      hidden: hidden.get('Users\\anna.kovacs\\Documents\\.private notes.txt'),
      emptyFile: stats.some(({ stat }) => stat.isFile() && stat.size === 0),
      emptyFolder: stats.some(
        ({ name, stat }) => stat.isDirectory() && fs.readdirSync(path.join(root, name)).length === 0,
      ),
      appData: names.some((name) => name.includes('AppData')),
    }).toEqual({
      long: true,
      nonAscii: true,
      readOnly: true,
      hidden: { hidden: true, system: false },
      emptyFile: true,
      emptyFolder: true,
      appData: true,
    });
  });
});
