import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { realClock } from '../../ports/real.ts';
import { realFiles } from '../../ports/files-real.ts';
import { createPowerShell } from '../powershell.ts';
import { createPosixComputer } from './posix-computer.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-home-'));
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe('the person who runs the program', () => {
  it('[DEV-39] is a profile with the home of the process, once, and the one that is loaded', async () => {
    for (const folder of ['etc', 'home/anna', 'home/ben', 'srv/anna']) {
      fs.mkdirSync(path.join(root, folder), { recursive: true });
    }
    const lines = ['anna:x:1000:1000::/home/anna:/bin/sh', 'ben:x:1001:1001::/home/ben:/bin/sh'];
    fs.writeFileSync(path.join(root, 'etc/passwd'), lines.join('\n'));
    const computer = createPosixComputer({
      ...{ platform: 'linux', files: realFiles, powerShell: createPowerShell(realClock), root, hostName: 'lab' },
      self: { name: 'anna', uid: 0, home: '/srv/anna' },
    });
    const { profiles } = await computer.describe();
    expect(profiles.map(({ name, path: place, isLoaded }) => [name, place, isLoaded])).toEqual([
      ['anna', 'C:\\srv\\anna', true],
      ['ben', 'C:\\home\\ben', false],
    ]);
  });
});
