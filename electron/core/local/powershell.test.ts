import { reason } from '#shared/contract/message';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { realClock } from '../ports/real.ts';
import type { PowerShellResult } from './ports.ts';
import { createPowerShell, encodedParameters, findPowerShell, plainErrors } from './powershell.ts';
import { cimScript } from './windows/cim.ts';
import { createScript } from './windows/shadow-copies.ts';

describe('PowerShell', () => {
  it('[PORT-65] a script goes encoded, without a profile and without asking, under the policy that is there', () => {
    const parameters = encodedParameters('Write-Output "é"');
    expect(parameters.slice(0, -1)).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand']);
    expect(Buffer.from(parameters.at(-1) ?? '', 'base64').toString('utf16le')).toBe('Write-Output "é"');
    expect(parameters.join(' ')).not.toMatch(/policy|bypass/i);
  });

  it('[PORT-65] is null where the path has none', async () => {
    expect(findPowerShell({ PATH: '/nowhere:/not/here' }, false)).toBeNull();
    const none = createPowerShell(realClock, null);
    expect(await none.run('1', { timeoutMs: 10 })).toEqual({ kind: 'not-started', reason: reason('no-power-shell') });
  });

  it('[PORT-65] a program that does not end is ended after its time, one that is called off at once', async () => {
    // Node knows none of these words and ends with an error: enough of a program to be followed.
    const slow = createPowerShell(realClock, process.execPath);
    const ended = await slow.run('x', { timeoutMs: 30_000 });
    expect(ended).toMatchObject({ kind: 'ended' });
    expect(await slow.run('x', { timeoutMs: 1 })).toEqual({ kind: 'timed-out' });
    expect(await slow.run('x', { timeoutMs: 1000, signal: AbortSignal.abort() })).toEqual({ kind: 'cancelled' });
    expect(await createPowerShell(realClock, '/no/such').run('x', { timeoutMs: 1000 })).toMatchObject({
      kind: 'not-started',
    });
    // A program of two lines, which Windows does not take for one; there the calls above are the same.
    if (process.platform !== 'win32') expect(await runWithHeir()).toEqual({ kind: 'timed-out' });
  });

  it.each([
    ['Access denied', 'Access denied'],
    [
      '#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">' +
        '<Obj S="progress" RefId="0"><TN RefId="0"><T>System.Object</T></TN><MS><S N="x">Preparing</S></MS></Obj>' +
        '<S S="Error">Get-CimInstance : Access &lt;denied&gt; &amp;amp;_x000D__x000A_</S><S S="Error">At line:1_x000D__x000A_</S></Objs>',
      'Get-CimInstance : Access <denied> &amp;\r\nAt line:1\r\n',
    ],
    ['#< CLIXML\r\n<Objs><Obj S="progress" RefId="0"></Obj></Objs>', ''],
  ])('[PORT-65] errors are told in their own words: %j', (written, words) => {
    expect(plainErrors(written)).toBe(words);
  });

  it.each([
    ['facts', cimScript],
    ['shadow copies', createScript('C:')],
  ])('[PORT-65] the script for %s needs nothing that a restricted language refuses', (_, script) => {
    const guarded = script.replaceAll(/try \{ \[Console\].* catch \{ \}/g, '');
    expect(guarded).not.toBe(script);
    // Types of .NET, their methods, and properties that are set.
    expect(guarded).not.toMatch(/\[[A-Z][\w.]*\]::|New-Object|Add-Type|\.\w+\s*=[^=]/);
  });
});

/** A program that ends in time, while what it has left running holds its output. */
async function runWithHeir(): Promise<PowerShellResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'powershell-'));
  try {
    const [program, left] = [path.join(folder, 'pwsh'), path.join(folder, 'left')];
    fs.writeFileSync(program, `#!/bin/sh\nsleep 60 &\necho $! > '${left}'\nsleep 60\n`, { mode: 0o755 });
    const result = await createPowerShell(realClock, program).run('x', { timeoutMs: 500 });
    process.kill(Number(fs.readFileSync(left, 'utf8')));
    return result;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
