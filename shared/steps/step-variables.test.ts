import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Condition } from '../model/condition.ts';
import type { StepVariable } from '../model/sequence.ts';
import { describeStepId } from './catalog.ts';
import { fieldForm, writeScript } from '../model/script-text.ts';
import { listVariablesOfStep } from './step-variables.ts';

const variable = (property: string, value: string, name = property, hidden = false): StepVariable => ({
  name,
  property,
  hidden,
  value,
});

function variablesOf(id: string, variables: StepVariable[], action = '', condition: Condition | null = null) {
  const type = describeStepId(id)?.type ?? '';
  return listVariablesOfStep({ kind: 'step', type, variables, action, condition });
}

const expression = (type: string, ...variables: [name: string, value: string][]) => ({
  kind: 'expression' as const,
  key: null,
  type,
  variables: variables.map(([name, value]) => ({ name, value })),
  ignoreQueryFailure: false,
});

describe('the variables of a step', () => {
  it('[STEP-47] are read by its texts, its command and its conditions, each once', () => {
    const condition: Condition = {
      children: [
        {
          kind: 'operator',
          key: null,
          operator: 'or',
          children: [
            expression('v', ['Variable', '_SMSTSInWinPE'], ['Value', '%Wanted%']),
            expression('w', ['Query', "SELECT * FROM A WHERE B='%Model%'"]),
          ],
        },
      ],
    };
    const { reads } = variablesOf(
      'set-task-sequence-variable',
      [variable('VariableName', 'Target'), variable('VariableValue', '%Site%-%MODEL%')],
      'tsenv.exe "Target=%site%" %Other%',
      condition,
    );
    expect(reads).toEqual([
      { name: 'Site', reasons: ['field'] },
      { name: 'MODEL', reasons: ['field', 'condition'] },
      { name: 'Other', reasons: ['field'] },
      { name: '_SMSTSInWinPE', reasons: ['condition'] },
      { name: 'Wanted', reasons: ['condition'] },
    ]);
  });

  it('[STEP-47] are not read where the step’s own list has the value', () => {
    const list = [variable('ImageIndex', '2', 'OSDImageIndex'), variable('Path', '%Root%', 'Path', true)];
    const { reads } = variablesOf('apply-operating-system-image', list, 'OSDApplyOS.exe %OSDImageIndex% %Path%');
    expect(reads.map(({ name }) => name)).toEqual(['Root', 'Path', '_SMSTSUserStatePath']);
  });

  it.each([
    ['set-task-sequence-variable', [variable('VariableName', 'Target')], ['Target']],
    ['set-task-sequence-variable', [variable('VariableName', ' ')], []],
    ['run-command-line', [variable('OutputVariableName', 'Out')], ['Out']],
    ['run-command-line', [], []],
    ['download-package-content', [variable('DestinationVariable', 'Drivers')], ['Drivers01']],
    [
      'format-and-partition-disk',
      [variable('Partitions0VolumeLetterVariable', 'BOOT'), variable('Partitions1VolumeLetterVariable', '')],
      ['BOOT'],
    ],
    ['request-state-store', [], ['OSDStateStorePath']],
  ] as const)('[STEP-48] are set by its type and its fields: %s %j', (id, list, expected) => {
    expect(variablesOf(id, [...list]).sets).toEqual(expected);
  });

  it('[STEP-48] are read from a list whose name a field has', () => {
    expect(variablesOf('install-package', [variable('BaseVariableName', 'APPS')]).reads[0]).toEqual({
      name: 'APPS001',
      reasons: ['type'],
    });
  });

  it('[STEP-48] name what wins over the fields', () => {
    expect(variablesOf('capture-windows-settings', []).givesWayTo).toContain('OSDMigrateComputerName');
  });
});

describe('the variables of a step that others decide', () => {
  it('[STEP-71] are those that its script names, and maybe others', () => {
    const script = (text: string) =>
      variablesOf('run-powershell-script', [variable('SourceScript', writeScript(text, fieldForm))]);
    const named = script('$tsenv.Value("OSDComputerName") = "PC-" + $tsenv.Value("Serial")');
    expect([named.sets, named.reads[0]]).toEqual([['OSDComputerName'], { name: 'Serial', reasons: ['script'] }]);
    expect([named.readsUnsure, named.setsUnsure]).toEqual([null, null]);
    const made = script('$tsenv.Value("OSD$name") = 1');
    expect([made.sets, made.readsUnsure, made.setsUnsure]).toEqual([[], null, 'names']);
  });

  it('[STEP-71] are not known of a script in a package, and of a command', () => {
    const packaged = variablesOf('run-powershell-script', [
      variable('PackageID', 'LAB00001'),
      variable('ScriptName', 'a.ps1'),
    ]);
    expect([packaged.readsUnsure, packaged.setsUnsure]).toEqual(['script', 'script']);
    const command = variablesOf('run-command-line', [variable('CommandLine', 'cscript.exe a.vbs')]);
    expect([command.readsUnsure, command.setsUnsure]).toEqual(['command', 'command']);
    expect(variablesOf('restart-computer', []).setsUnsure).toBeNull();
  });

  it('[STEP-72] are those that its rules ask for and set', () => {
    const test = { kind: 'variable', variable: 'OSDRole', operator: 'equals', value: '' } as const;
    const made = { key: null, name: 'OSDKiosk', value: '%Site%', isSecret: false, isSet: false };
    const { reads, sets } = listVariablesOfStep({
      ...{ kind: 'step', type: describeStepId('set-dynamic-variables')?.type ?? '', action: '', condition: null },
      variables: [],
      dynamicRules: { state: 'read', rules: [{ key: null, test, variables: [made] }] },
    });
    expect(reads).toEqual([
      { name: 'OSDRole', reasons: ['rule'] },
      { name: 'Site', reasons: ['rule'] },
    ]);
    expect(sets).toContain('OSDKiosk');
  });
});

const folder = process.env['WAYSTATION_SPEC'];
const Uses = z.array(z.object({ name: z.string() })).nullish();
const FieldStep = z.object({
  id: z.string(),
  variablesRead: Uses,
  variablesWritten: Uses,
  properties: z.array(z.object({ xmlVariableName: z.string().nullish(), variable: z.string().nullish() })),
});
const plain = (names: readonly string[]) =>
  names
    .flatMap((name) => name.split(' / '))
    .filter((name) => !name.includes('<'))
    .sort();

it('[STEP-49] are those of the catalogue of the field, where it is at hand', () => {
  if (folder === undefined) {
    process.stdout.write('Variables of steps were not compared: WAYSTATION_SPEC names no folder.\n');
    expect(variablesOf('check-readiness', []).sets.length).toBeGreaterThan(10);
    return;
  }
  const field = z.array(FieldStep).parse(JSON.parse(readFileSync(join(folder, 'step-catalog.json'), 'utf8')));
  for (const { id, variablesRead, variablesWritten, properties } of field) {
    const own = new Set(properties.flatMap((one) => [one.xmlVariableName, one.variable]));
    const { reads, sets } = variablesOf(id, []);
    const read = (variablesRead ?? []).map(({ name }) => name).filter((name) => !own.has(name));
    expect.soft(plain(reads.map(({ name }) => name)), `${id} reads`).toEqual(plain(read));
    expect.soft(plain(sets), `${id} sets`).toEqual(plain((variablesWritten ?? []).map(({ name }) => name)));
  }
});
