import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Opens files until there are no more to be had, then asks for a command and for PowerShell, as far as the loop goes. */
const script = `
import { openSync, closeSync } from 'node:fs';
import { realProcesses } from '#core/ports/processes-real';
import { createPowerShell } from '#core/local/powershell';
import { realClock } from '#core/ports/real';
const answers = [];
const request = { command: 'true', workingFolder: '/', environment: {}, timeoutMs: null };
await realProcesses.run(request);
const held = [];
try { for (;;) held.push(openSync('/dev/null')); } catch { /* None is left, as was wanted. */ }
for (const spare of [0, 1, 2, 3]) {
  for (let count = 0; count < spare; count += 1) closeSync(held.pop());
  answers.push((await realProcesses.run(request)).kind);
  answers.push((await createPowerShell(realClock, '/bin/true').run('1', { timeoutMs: 60000 })).kind);
}
for (const one of held) closeSync(one);
console.log(JSON.stringify(answers));
`;

it('[PORT-171] a command for which no file can be opened any more is not started, and this program goes on', () => {
  const node = [process.execPath, '--conditions=source', '--input-type=module', '-e', script];
  const words = node.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `ulimit -n 64; exec ${words}`], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const answers = JSON.parse(stdout) as string[];
  expect(answers).toContain('not-started');
  expect(answers.every((kind) => ['not-started', 'exited', 'ended'].includes(kind))).toBe(true);
}, 60_000);
