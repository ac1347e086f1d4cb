import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConditionExpression, ConditionNode } from '../condition.ts';
import { readCimTime, readLocalTime, toLocalTime, writeCimTime } from './cim-time.ts';
import {
  checkConditionTest,
  conditionKinds,
  type ConditionTest,
  newConditionTest,
  readConditionTest,
  tidyConditionTest,
  writeConditionTest,
} from './condition-kinds.ts';
import { languageName, windowsLanguages } from './languages.ts';
import { findInTable, osReleases, tablePlatforms } from './os-releases.ts';
import { readBuilds } from './os-condition.ts';
import { splitKey } from './registry-condition.ts';

const expression = (type: string, values: Readonly<Record<string, string>>): ConditionExpression => ({
  kind: 'expression',
  key: '0',
  type,
  ignoreQueryFailure: false,
  variables: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const valuesOf = (node: ConditionNode): unknown =>
  node.kind === 'expression' ? Object.fromEntries(node.variables.map((one) => [one.name, one.value])) : node.kind;
const codes = (test: ConditionTest, old: ConditionTest | null = null): string[] =>
  checkConditionTest(tidyConditionTest(test, old), old).map((one) => `${one.field}: ${one.code}`);
const code = '{01234567-89AB-CDEF-0123-456789ABCDEF}';

/** A whole test of each kind and what is written of it. */
const written: [ConditionTest, unknown][] = [
  [{ kind: 'if-statement', operator: 'not' }, 'operator'],
  [
    { kind: 'variable', variable: 'OSDRole', operator: 'equals', value: 'Sales' },
    { Operator: 'equals', Value: 'Sales', Variable: 'OSDRole' },
  ],
  [
    { kind: 'variable', variable: 'OSDRole', operator: 'exists', value: 'dropped' },
    { Operator: 'exists', Value: '', Variable: 'OSDRole' },
  ],
  [
    { kind: 'os-version', architecture: 'X64', operator: 'greaterEqual', version: '6.1.7601.1' },
    { Architecture: 'X64', Operator: 'greaterEqual', Version: '6.10.7601.1' },
  ],
  [
    { kind: 'os-language', language: '1031' },
    { Namespace: 'root\\cimv2', Query: "SELECT OsLanguage FROM Win32_OperatingSystem WHERE OsLanguage='1031'" },
  ],
  [{ kind: 'file', path: 'C:\\a.exe', version: null, time: null }, { Path: 'C:\\a.exe' }],
  [
    {
      kind: 'file',
      path: 'C:\\a.exe',
      version: { operator: 'less', value: '5.1' },
      time: { operator: 'greater', value: '20260102030405.000000+000' },
    },
    {
      DateTime: '20260102030405.000000+000',
      DateTimeOperator: 'greater',
      Path: 'C:\\a.exe',
      Version: '5.1',
      VersionOperator: 'less',
    },
  ],
  [{ kind: 'folder', path: 'C:\\b', version: null, time: null }, { Path: 'C:\\b' }],
  [
    {
      kind: 'registry',
      root: 'HKEY_LOCAL_MACHINE',
      key: 'SOFTWARE\\Contoso',
      valueName: 'Complete',
      type: 'REG_DWORD',
      operator: 'notExists',
      data: '',
    },
    {
      KeyPath: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso',
      Operator: 'notExists',
      Type: 'REG_DWORD',
      Value: 'Complete',
    },
  ],
  [
    { kind: 'query', namespace: 'root\\wmi', query: 'SELECT * FROM X' },
    { Namespace: 'root\\wmi', Query: 'SELECT * FROM X' },
  ],
  [
    { kind: 'software', operator: 'AnyVersion', name: 'Agent', version: '1.0', productCode: code, upgradeCode: code },
    { Operator: 'AnyVersion', ProductCode: code, ProductName: 'Agent', UpgradeCode: code, Version: '1.0' },
  ],
];

describe('conditions as a person sees them', () => {
  it.each(written)('[UI-700] %o is written in the form of the field, in its order, and read again', (test, values) => {
    const node = writeConditionTest(test, null);
    expect(valuesOf(node)).toEqual(values);
    if (node.kind === 'expression') {
      const names = node.variables.map((one) => one.name);
      expect(names).toEqual(names.toSorted());
    }
    const read = readConditionTest(node);
    expect(writeConditionTest(read ?? test, null)).toEqual(node);
  });

  it('[UI-700] every kind begins with values that its dialog can show, and the platforms are those of the field', () => {
    expect(conditionKinds.map((kind) => newConditionTest(kind).kind)).toEqual([...conditionKinds]);
    const [first] = tablePlatforms;
    const test: ConditionTest = {
      kind: 'os-platforms',
      platforms: first === undefined ? [] : [first.platform],
      other: null,
    };
    expect(writeConditionTest(test, null)).toMatchObject({
      kind: 'osConditionGroup',
      operator: 'or',
      platforms: [{ name: 'All Windows 11 (64-bit)', operator: 'and' }],
    });
  });

  it('[UI-701] what was only read is the very node, whatever is in it', () => {
    const type = fc.constantFrom(...['Variable', 'WMI', 'File', 'Folder', 'Registry', 'OS', 'Software', 'Later']);
    const name = fc.constantFrom(
      ...['Operator', 'operator', 'Value', 'Variable', 'Path', 'Version', 'VersionOperator', 'DateTime', 'KeyPath'],
      ...[
        'DateTimeOperator',
        'Data',
        'Type',
        'Query',
        'Namespace',
        'ProductCode',
        'UpgradeCode',
        'Architecture',
        'Odd',
      ],
    );
    fc.assert(
      fc.property(type, fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([one]) => one }), (one, values) => {
        const node = expression(`SMS_TaskSequence_${one}ConditionExpression`, Object.fromEntries(values));
        const test = readConditionTest(node);
        if (test !== null) expect(writeConditionTest(test, node)).toEqual(node);
      }),
    );
  });

  it('[UI-701] a value beside an operator that has none stays while the operator does', () => {
    const old = expression('SMS_TaskSequence_VariableConditionExpression', {
      Operator: 'Exists',
      Value: ' ',
      Variable: 'A',
    });
    const test = readConditionTest(old);
    if (test?.kind !== 'variable') throw new Error('it is a variable');
    expect(valuesOf(writeConditionTest({ ...test, variable: 'B' }, old))).toEqual({
      ...{ Operator: 'Exists', Value: ' ', Variable: 'B' },
    });
    expect(valuesOf(writeConditionTest({ ...test, operator: 'notExists' }, old))).toMatchObject({ Value: '' });
    const registry = expression('SMS_TaskSequence_RegistryConditionExpression', { Data: ' ' });
    expect(writeConditionTest(readConditionTest(registry) ?? test, registry)).toEqual(registry);
  });

  it('[UI-701] an edited one keeps letter case, order, and what has no field', () => {
    const old = expression('sms_tasksequence_registryconditionexpression', {
      Value: 'Complete',
      Operator: 'nonExists',
      Odd: 'kept',
      KeyPath: 'hkey_local_machine\\A',
    });
    const test = readConditionTest(old);
    if (test?.kind !== 'registry') throw new Error('it is one of the registry');
    expect([test.root, test.key, test.operator, test.type]).toEqual(['HKEY_LOCAL_MACHINE', 'A', 'notExists', '']);
    expect(writeConditionTest({ ...test, valueName: 'Done' }, old)).toEqual({
      ...old,
      variables: old.variables.map((one) => (one.name === 'Value' ? { ...one, value: 'Done' } : one)),
    });
  });

  it('[UI-702] a check that is switched off takes its two values with it, and one that is empty stays empty', () => {
    const old = expression('SMS_TaskSequence_FileConditionExpression', {
      Path: 'C:\\a',
      DateTime: '',
      Version: '1.0',
      VersionOperator: 'less',
    });
    const test = readConditionTest(old);
    if (test?.kind !== 'file') throw new Error('it is a file');
    expect([test.version, test.time]).toEqual([{ operator: 'less', value: '1.0' }, null]);
    expect(valuesOf(writeConditionTest({ ...test, version: null }, old))).toEqual({ Path: 'C:\\a', DateTime: '' });
  });

  it('[UI-703] a language is known by the whole query, and another one changes the number alone', () => {
    const wmi = (Query: string, Namespace = 'ROOT\\cimv2') =>
      expression('SMS_TaskSequence_WMIConditionExpression', { Query, Namespace });
    const old = wmi(' select OSLanguage from Win32_OperatingSystem  where OsLanguage = "1033" ');
    expect(readConditionTest(old)).toEqual({ kind: 'os-language', language: '1033' });
    expect(valuesOf(writeConditionTest({ kind: 'os-language', language: '1031' }, old))).toEqual({
      Namespace: 'ROOT\\cimv2',
      Query: ' select OSLanguage from Win32_OperatingSystem  where OsLanguage = "1031" ',
    });
    const more = "SELECT OsLanguage FROM Win32_OperatingSystem WHERE OsLanguage='1033' AND ProductType=1";
    expect(readConditionTest(wmi(more))?.kind).toBe('query');
    expect(
      readConditionTest(wmi("SELECT OsLanguage FROM Win32_OperatingSystem WHERE OsLanguage='1'", 'root\\x'))?.kind,
    ).toBe('query');
    expect([languageName('1031'), languageName('77')]).toEqual(['German (Germany)', undefined]);
    expect(new Set(windowsLanguages.map((one) => one.number)).size).toBe(windowsLanguages.length);
    expect(windowsLanguages.filter(({ number, tag }) => languageName(number) === tag)).toEqual([]);
  });
});

describe('what is wrong with a condition', () => {
  const file: ConditionTest = { kind: 'file', path: 'C:\\a', version: null, time: null };
  const registry = newConditionTest('registry');
  const software = newConditionTest('software');
  it.each<[ConditionTest, string[]]>([
    [newConditionTest('variable'), ['variable: variable-missing']],
    [{ kind: 'variable', variable: 'a'.repeat(257), operator: 'equals', value: '' }, ['variable: too-long']],
    [{ kind: 'variable', variable: ` ${'a'.repeat(256)} `, operator: 'equals', value: '' }, []],
    [newConditionTest('file'), ['path: path-missing']],
    [{ ...file, version: { operator: 'less', value: '1.2.3.4.5' } }, ['version: version-form']],
    [{ ...file, version: { operator: 'less', value: '%Version%' } }, []],
    [{ ...file, time: { operator: 'less', value: '' } }, ['time: time-missing']],
    [registry, ['key: key-missing']],
    [{ ...registry, key: 'A', valueName: 'v'.repeat(250) } as ConditionTest, []],
    [{ ...registry, key: 'A', valueName: 'v'.repeat(251) } as ConditionTest, ['valueName: too-long']],
    [{ kind: 'query', namespace: '', query: ' ' }, ['namespace: namespace-missing', 'query: query-missing']],
    [{ kind: 'query', namespace: 'n', query: 'q'.repeat(16_384) }, []],
    [{ kind: 'query', namespace: 'n', query: 'q'.repeat(16_385) }, ['query: too-long']],
    [newConditionTest('os-language'), ['language: language-unknown']],
    [newConditionTest('os-platforms'), ['platforms: release-missing']],
    [{ kind: 'os-version', architecture: '', operator: 'equals', version: 'x' }, ['version: version-form']],
    [software, ['productCode: product-code-missing']],
    [{ ...software, operator: 'AnyVersion' } as ConditionTest, ['upgradeCode: upgrade-code-missing']],
    [{ ...software, productCode: 'x' } as ConditionTest, ['productCode: code-form']],
    [{ ...software, productCode: '01234567-89ab-cdef-0123-456789abcdef' } as ConditionTest, []],
  ])('[UI-704] %o', (test, expected) => {
    expect(codes(test)).toEqual(expected);
  });

  it('[UI-704] what the file has is left alone until it is changed', () => {
    const odd: ConditionTest = {
      kind: 'file',
      path: '',
      version: { operator: '', value: 'x' },
      time: { operator: '', value: 'y' },
    };
    expect(codes(odd, odd)).toEqual([]);
    expect(codes({ ...odd, version: { operator: '', value: 'z' } }, odd)).toEqual(['version: version-form']);
  });

  it('[UI-704] the code that is compared is asked for as soon as another one is compared', () => {
    const old = { ...software, productCode: '{01234567-89AB-CDEF-0123-456789ABCDEF}' } as ConditionTest;
    expect(codes({ ...old, operator: 'AnyVersion' } as ConditionTest, old)).toEqual([
      'upgradeCode: upgrade-code-missing',
    ]);
  });

  it('[UI-705] a pasted key brings its root key, and backslashes at its ends go', () => {
    const split = (typed: string) => Object.values(splitKey('HKEY_USERS', typed));
    expect(split('HKLM\\SOFTWARE\\A\\')).toEqual(['HKEY_LOCAL_MACHINE', 'SOFTWARE\\A']);
    expect(split('Computer\\HKEY_CURRENT_USER\\B')).toEqual(['HKEY_CURRENT_USER', 'B']);
    expect(split('\\SOFTWARE\\A')).toEqual(['HKEY_USERS', 'SOFTWARE\\A']);
    expect(split('HKLM:\\A')).toEqual(['HKEY_LOCAL_MACHINE', 'A']);
  });
});

describe('the times of a condition', () => {
  it('[UI-706] a time is stored in UTC and shown where this computer is', () => {
    const seconds = fc.integer({ min: Date.UTC(1971, 0, 1) / 1000, max: Date.UTC(9998, 0, 1) / 1000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const text = writeCimTime(second * 1000);
        expect(text).toMatch(/^\d{14}\.000000\+000$/);
        expect(readCimTime(text)).toBe(second * 1000);
        // At the end of summer time an hour comes twice, and only the shown text is the same.
        const shown = toLocalTime(second * 1000);
        expect(toLocalTime(readLocalTime(shown) ?? 0)).toBe(shown);
        // A year that is still being typed is not of the last century.
        expect(toLocalTime(readLocalTime(`0020${shown.slice(4)}`) ?? 0).slice(0, 4)).toBe('0020');
      }),
    );
    expect(readCimTime('20260102030405.000000+060')).toBe(Date.UTC(2026, 0, 2, 2, 4, 5));
  });

  it.each(['', 'yesterday', '20261302030405', '20260431000000', '2026', '2026010203040'])(
    '[UI-706] “%s” is no time',
    (text) => {
      expect(readCimTime(text)).toBeNull();
    },
  );
});

describe('the table of releases', () => {
  it('[UI-707] every platform of the table is known again, and no two are the same', () => {
    expect(tablePlatforms.map((one) => findInTable(one.platform))).toEqual([...tablePlatforms]);
    expect(new Set(tablePlatforms.map((one) => JSON.stringify(one.platform))).size).toBe(tablePlatforms.length);
  });

  it('[UI-707] the builds of one family of releases follow each other without a hole or an overlap', () => {
    for (const product of ['client', 'server'] as const) {
      const builds = osReleases.filter((one) => one.product === product && one.builds.major === 10).toReversed();
      builds.slice(1).forEach((one, at) => {
        expect([one.name, builds[at]?.builds.to]).toEqual([one.name, one.builds.from - 1]);
      });
    }
  });

  it('[UI-708] a release that is not in the table is typed by its builds', () => {
    expect(readBuilds({ from: '10.0.22621', to: '10.0.22631' })).toEqual({
      major: 10,
      minor: 0,
      from: 22_621,
      to: 22_631,
    });
    expect(readBuilds({ from: '10.0.22621', to: '' })).toEqual({ major: 10, minor: 0, from: 22_621, to: null });
    for (const to of ['6.3.9600', '10.0.9999', '10.0.22000']) expect(readBuilds({ from: '10.0.22621', to })).toBeNull();
    // As texts '9600' comes after '10240'.
    expect(readBuilds({ from: '10.0.9600', to: '10.0.10240' })).toBeNull();
    const other = {
      name: ' Mine ',
      product: 'client',
      architecture: 'ARM64',
      from: '10.0.22621',
      to: '10.0.22631',
    } as const;
    const node = writeConditionTest({ kind: 'os-platforms', platforms: [], other }, null);
    expect(node).toMatchObject({
      platforms: [
        {
          name: 'Mine',
          platform: [
            { name: 'arch', value: 'ARM64' },
            { name: 'type', value: 'Win_NT' },
            { name: 'minVer', value: '10.00.22621.0' },
            { name: 'maxVer', value: '10.00.22631.9999' },
          ],
        },
      ],
    });
    expect(codes({ kind: 'os-platforms', platforms: [], other: { ...other, name: '', to: '10.0.1' } })).toEqual([
      'name: name-missing',
      'to: build-form',
    ]);
  });
});
