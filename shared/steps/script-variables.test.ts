import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variablesOfScript } from './script-variables.ts';

const object = '$tsenv = New-Object -ComObject Microsoft.SMS.TSEnvironment\n';

describe('the variables of a script', () => {
  it.each([
    ['$tsenv.Value("OSDComputerName") = "PC-" + $serial', [], ['OSDComputerName']],
    [`$tsenv.Value('OSDRole')='Kiosk'; $a = $tsenv.Value("_SMSTSMake")`, ['_SMSTSMake'], ['OSDRole']],
    ['if ($tsenv.Value("A") -eq "x") { $tsenv.Value("B") = 1 }', ['A'], ['B']],
    ['$tsenv.Value("Count") += 1', ['Count'], ['Count']],
    ['$TSEnv:OSDRole = "Kiosk"\n$old = $tsenv:OSDOld', ['OSDOld'], ['OSDRole']],
    ['${tsenv:OSD-Role} = 1', [], ['OSD-Role']],
    ['Set-Item -Path TSEnv:OSDRole -Value 1\nGet-Item tsenv:Old', ['Old'], ['OSDRole']],
    ['(New-Object -COMObject Microsoft.SMS.TSEnvironment).Value("One") = 2', [], ['One']],
    ['$e = New-Object -ComObject "Microsoft.SMS.TSEnvironment"\n$e.Value("One") = $f.Value("Two")', [], ['One']],
    [
      '$Script:Engine = New-Object -ComObject Microsoft.SMS.TSEnvironment\n$Script:Engine.Value("One") = 1',
      [],
      ['One'],
    ],
    ['# $tsenv.Value("Old") = 1\n<# $tsenv.Value("Older") = 1\n #>$tsenv.Value("New") = 1', [], ['New']],
    ['Write-Host "nothing here = 1"', [], []],
    ['$x.Value("No") = 1; $y["No"] = 2', [], []],
  ])('[STEP-70] are those that PowerShell names: %j', (text, reads, sets) => {
    expect(variablesOfScript(text)).toEqual({ reads, sets, readsOthers: false, setsOthers: false });
  });

  it.each([
    ['Set env = CreateObject("Microsoft.SMS.TSEnvironment")\nenv.Value("Role") = "x"', [], ['Role']],
    [
      'Set env = CreateObject("Microsoft.SMS.TSEnvironment")\nIf env("Role") = "x" Then env("Other") = 1',
      ['Role'],
      ['Other'],
    ],
    [
      'Set env = CreateObject("Microsoft.SMS.TSEnvironment")\nIf env.Value("A") = "x" Then env.Value("B") = 1',
      ['A'],
      ['B'],
    ],
    ['oEnvironment.Item("Role") = 1\n\' oEnvironment.Item("No") = 1', [], ['Role']],
  ])('[STEP-70] are those that VBScript names: %j', (text, reads, sets) => {
    expect(variablesOfScript(text)).toEqual({ reads, sets, readsOthers: false, setsOthers: false });
  });

  it.each([
    [`${object}$tsenv.Value($name) = 1`, false, true],
    [`${object}$tsenv.Value("OSD$name") = 1`, false, true],
    [`${object}foreach ($v in $list) { $tsenv.Value($v.Name.Trim()) = $v.Text }`, false, true],
    [`${object}$x = $tsenv.Value("OSD" + $n)`, true, false],
    [`${object}foreach ($n in $tsenv.GetVariables()) { $n }`, true, false],
    ['Set-Item -Path "tsenv:$name" -Value 1', false, true],
  ])('[STEP-70] may be others, whose names are made when it runs: %j', (text, readsOthers, setsOthers) => {
    expect(variablesOfScript(text)).toEqual({ reads: [], sets: [], readsOthers, setsOthers });
  });

  it('[STEP-70] are found in any text in time that grows with its length', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('$tsenv', '.Value(', '"', "'", '(', ')', ' = ', 'tsenv:', '<#', '#>', '\n', 'a', '$', ' '),
        ),
        (parts) => {
          const { reads, sets } = variablesOfScript(parts.join(''));
          for (const name of [...reads, ...sets]) expect(name).toMatch(/^[\w-]+$/);
        },
      ),
    );
    for (const part of ['$tsenv.Value(', 'tsenv:', '<#', 'a', '$tsenv.Value("', ' '])
      expect(variablesOfScript(part.repeat(100_000)).sets.length).toBeLessThan(2);
  });
});
