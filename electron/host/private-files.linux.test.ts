import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('[PORT-130] a site that the command line makes is its user’s alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waystation-mask-'));
  try {
    const site = join(folder, 'site');
    const script = `umask 022; exec "$0" --conditions=source electron/host/cli/main.ts site init --site "${site}"`;
    expect(spawnSync('/bin/sh', ['-c', script, process.execPath], { cwd: root, encoding: 'utf8' }).status).toBe(0);
    const names = ['.', ...(readdirSync(site, { recursive: true }) as string[])];
    expect(names.filter((name) => (statSync(join(site, name)).mode & 0o077) !== 0)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('[PORT-130] a command has the mask that the program was started with', () => {
  const program = `
    import './electron/host/private-files.ts';
    import { realProcesses } from './electron/core/ports/processes-real.ts';
    const onOutput = (_stream, text) => process.stdout.write(text);
    const request = { command: 'umask; echo "$0 $# plain"', workingFolder: null, environment: {}, timeoutMs: null, onOutput };
    const result = await realProcesses.run(request);
    process.stdout.write(JSON.stringify(result) + process.umask().toString(8));`;
  const script = 'umask 022; exec "$0" --conditions=source --input-type=module -e "$1"';
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', script, process.execPath, program], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ stdout, stderr }).toEqual({
    stdout: expect.stringMatching(/^0022\s+\/bin\/sh 0 plain\s*\{"kind":"exited","exitCode":0\}77$/) as string,
    stderr: '',
  });
});
