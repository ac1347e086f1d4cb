import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { realProcesses } from '../../ports/processes-real.ts';
import { scriptCommand } from './powershell-command.ts';

/** What a program gets that the shell of this computer starts with the same words as PowerShell. */
function wordsOf(file: string, parameters: string): string[] {
  const call = { program: process.execPath, policy: 'Bypass', file, parameters };
  const { command } = scriptCommand(realProcesses.shell, call);
  // Instead of PowerShell's parameters, which Node.js does not know, a script that says what came.
  const echo = command.replace(/-NoLogo.*? -Command/, '-p JSON.stringify(process.argv.slice(1)) --');
  const { stdout, stderr } = spawnSync(...shellOf(echo), { encoding: 'utf8', windowsVerbatimArguments: true });
  return JSON.parse(stdout || JSON.stringify([stderr])) as string[];
}

function shellOf(command: string): [string, string[]] {
  return realProcesses.shell === 'cmd'
    ? [process.env['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `"${command}"`]]
    : [
        '/bin/sh',
        [
          '-c',
          command.replace('-p JSON.stringify(process.argv.slice(1))', "-p 'JSON.stringify(process.argv.slice(1))'"),
        ],
      ];
}

describe('the call of a script', () => {
  it.each([
    [
      'C:\\50% off & more\\x.ps1',
      "-Path 'C:\\a b' -Name 'x'",
      "& 'C:\\50% off & more\\x.ps1' -Path 'C:\\a b' -Name 'x'",
    ],
    ['C:\\it\u2019s\\x.ps1', '-A "b c" -All:$false', `& 'C:\\it\u2019\u2019s\\x.ps1' -A "b c" -All:$false`],
    ["C:\\o'n\\%PATH%.ps1", '-A 1,2 | more', "& 'C:\\o''n\\%PATH%.ps1' -A 1,2 | more"],
    ['C:\\x.ps1', ' -A 1\r\n  -B "\\" ', '& \'C:\\x.ps1\' -A 1 -B "\\"'],
    ['C:\\x.ps1', '', "& 'C:\\x.ps1'"],
  ])('[ENG-110] %s %s reaches PowerShell as it would be written there', (file, parameters, call) => {
    expect(wordsOf(file, parameters)).toEqual([
      `${call}; if ($?) { exit 0 }; if ($LASTEXITCODE) { exit $LASTEXITCODE }; exit 1`,
    ]);
  });

  it('[ENG-110] the log shows it without what only the shells need', () => {
    const call = { program: 'C:\\p\\powershell.exe', policy: 'Bypass', file: 'C:\\x.ps1', parameters: "-A 'b'" };
    expect(scriptCommand('cmd', call).shown).toBe(
      `"C:\\p\\powershell.exe" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command & 'C:\\x.ps1' -A 'b'`,
    );
  });
});
