import { expect, it } from 'vitest';
import { emptyTest as newTest, type RuleTest } from '#shared/model/dynamic-rules';
import type { NodeDetail } from '#shared/model/sequence';
import { writeQueryTest } from '#shared/model/conditions/query-condition';
import { layOutDisk } from '#shared/steps/tables/disk-layout';
import { newPartition } from '#shared/steps/tables/partitions';
import { sayMessage } from '#shared/text/say';
import { createI18n } from '../../../app/i18n.ts';
import { createFormats } from '../../../app/format.ts';
import { createTestShell } from '../../../app/testing.tsx';
import { fakeStep } from '../fakes/fake-nodes.ts';
import { diskWords, rowsOf } from '../properties/parts/partition-words.ts';
import { testWords } from '../properties/parts/rules/rule-words.ts';
import { problemText } from '../problem-words.ts';
import { editorText } from '../use-words.ts';
import { levelOf } from './problem-marks.ts';
import { type EditorProblem, missingFields } from './problems.ts';
import { stepWarnings, writtenQueries } from './warnings.ts';

const { t } = createI18n();
const words = editorText(createTestShell().shell);
const format = createFormats('UTC');

const variable = (property: string, value: string) => ({ name: property, property, hidden: false, value });
const step = (type: string, ...variables: [string, string][]): NodeDetail => {
  const { detail } = fakeStep('It', `SMS_TaskSequence_${type}`);
  const given = new Set(variables.map(([property]) => property));
  const own = detail.variables.filter(({ property }) => property === null || !given.has(property));
  return { ...detail, variables: [...own, ...variables.map(([property, value]) => variable(property, value))] };
};

/** What is said of a step, and how grave it is. */
function said(node: NodeDetail, diskGb = 256): [string, string][] {
  return stepWarnings(node, diskGb * 1024).map((one) => {
    const problem: EditorProblem = { kind: 'warning', nodeId: node.id, number: 1, name: 'It', index: 0, ...one };
    return [levelOf(problem), problemText(words, problem, format)];
  });
}

it('[UI-801] forms that do not fit are warnings, values beyond a limit errors, and what a variable gives is neither', () => {
  const join = (ou: string) =>
    step('JoinDomainWorkgroupAction', ['Type', '0'], ['DomainName', 'contoso.com'], ['DomainOUName', ou]);
  const [first] = said(join('OU=Clients'));
  expect(first?.[0]).toBe('warning');
  expect(first?.[1]).toMatch(/^“.*(OU|unit).*”: .*LDAP/i);
  expect(said(join('%OU%'))).toEqual([]);
  expect(said(join('LDAP://OU=Clients,DC=contoso,DC=com'))).toEqual([]);
  const beyond = said(step('DisableBitLockerAction', ['RebootCount', '99999']));
  expect(beyond.map(([level]) => level)).toEqual(['error']);
});

it('[UI-801] partitions follow the disk that is assumed, adapters and odd tables are said with their row', () => {
  const one = (at: number, size: string): [string, string][] => [
    [`Partitions${at}Type`, 'PRIMARY'],
    [`Partitions${at}Size`, size],
    [`Partitions${at}SizeUnits`, 'GB'],
    [`Partitions${at}Bootable`, 'true'],
  ];
  const disk = step(
    'PartitionDiskAction',
    ['PartitionStyle', 'MBR'],
    ['Partitions', '3'],
    ...one(0, '40'),
    ...one(1, '80'),
  );
  const texts = (gigabytes: number) => said(disk, gigabytes).map(([, text]) => text);
  expect(texts(256).filter((text) => /needs/.test(text))).toEqual([]);
  expect(texts(100).filter((text) => /needs 80.0 GB/.test(text))).toHaveLength(1);
  expect(texts(256).some((text) => /Partition 1.*Partition 2/.test(text))).toBe(true);
  expect(texts(256).some((text) => /says that it has 3/.test(text))).toBe(true);
  expect(new Set(said(disk).map(([level]) => level))).toEqual(new Set(['warning']));
});

it('[UI-833] an EFI partition that is not FAT32, and a disk without any partition, are warnings', () => {
  const disk = (...more: [string, string][]) => step('PartitionDiskAction', ['PartitionStyle', 'GPT'], ...more);
  const efi = disk(
    ['Partitions', '1'],
    ['Partitions0Type', 'EFI'],
    ['Partitions0Size', '500'],
    ['Partitions0FileSystem', 'NTFS'],
  );
  expect(said(efi)).toEqual([
    ['warning', 'Partition 1 has the type EFI and not the file system FAT32: Windows cannot start by UEFI from it.'],
  ]);
  const rows = [{ ...newPartition, type: 'EFI' }];
  const { pieces, problems } = layOutDisk(rows, 1000, 'GPT');
  const drawn = diskWords({ words, format, diskMb: 1000 }, rows, pieces, new Set(problems.flatMap(rowsOf)));
  expect(drawn).toMatch(/^Disk of .*: Partition 1, EFI, .* \(warning\)\.$/);
  expect(said(disk(['Partitions', '0']))).toEqual([
    [
      'warning',
      'The step has no partitions and would leave the disk without any. Add them in the order in which they are made.',
    ],
  ]);
});

it('[UI-801] rules and scripts that cannot be read are warnings', () => {
  const script = step('RunPowerShellScriptAction', ['SourceScript', '###'], ['ScriptName', 'x']);
  expect(said(script).filter(([, text]) => text === words('script.unreadable.base64'))).toEqual([
    ['warning', words('script.unreadable.base64')],
  ]);
  const rules: NodeDetail = {
    ...step('SetDynamicVariablesAction'),
    dynamicRules: { state: 'unreadable', reason: { say: 'reasons:no-root' }, text: '<' },
  };
  expect(said(rules)).toHaveLength(1);
});

it('[UI-834] a rule that is not filled in never holds: it is a warning with its number and its kind', () => {
  const rule = (test: RuleTest) => ({ key: null, test, variables: [] });
  const rules: NodeDetail = {
    ...step('SetDynamicVariablesAction'),
    dynamicRules: {
      state: 'read',
      rules: [
        rule({ kind: 'makeModel', make: 'Contoso', model: '' }),
        rule(newTest('none')),
        rule(newTest('computer')),
        rule(newTest('variable')),
      ],
    },
  };
  expect(said(rules)).toEqual([
    ['warning', 'Rule 3 (Computer) is not filled in and never holds. Fill in at least one value, or remove the rule.'],
    [
      'warning',
      'Rule 4 (Task Sequence Variable) is not filled in and never holds. Fill in at least one value, or remove the rule.',
    ],
  ]);
  expect(testWords(words, newTest('computer'))).toBe('Computer: not filled in yet');
});

it('[UI-831] a value of the file that breaks a form is a warning, as on its page; one beyond a limit an error', () => {
  const long = step('SetVariableAction', ['VariableName', 'x'.repeat(300)]);
  expect(said(long).map(([level]) => level)).toEqual(['error']);
  const name = step('SetVariableAction', ['VariableName', 'my var']);
  expect(said(name).map(([level]) => level)).toEqual(['warning']);
});

it('[UI-125] a field under a choice that is not made is not missing', () => {
  const labels = (target: string) =>
    missingFields(
      step('EnableBitLockerAction', ['TargetDrive', target === 'SpecificDrive' ? 'D:' : ''], ['Mode', 'TPMAndPIN']),
    ).map((one) => sayMessage((key, values) => t(key as never, values as never) as unknown as string, one.label));
  expect(labels('CurrentOS')).toContain('PIN');
  expect(labels('SpecificDrive')).not.toContain('PIN');
});

it('[UI-838] an ID of another form than the things have that a field asks for is a warning with that form', () => {
  const apps = step('InstallApplicationAction', ['ApplicationName', 'LAB00001,ScopeId_1/Application_2,%App%']);
  expect(said(apps)).toEqual([
    [
      'warning',
      expect.stringMatching(
        /: LAB00001 is not the ID of an application, which has the form ScopeId_…\/Application_…\.$/,
      ),
    ],
  ]);
  const pack = (id: string) => said(step('InstallSoftwareAction', ['PackageID', id], ['ProgramName', 'x']));
  expect(pack('ScopeId_1/Application_2')[0]?.[1]).toMatch(/is no package ID/);
  expect(pack('LAB00001')).toEqual([]);
});

it('[UI-802] queries and other namespaces of conditions are found with the number of their line', () => {
  const query = (namespace: string, text: string) => writeQueryTest({ kind: 'query', namespace, query: text }, null);
  const group = { kind: 'operator' as const, key: null, operator: 'or' as const, children: [query('root\\wmi', 'B')] };
  const node = { ...step('RebootAction'), condition: { children: [query('root\\cimv2', 'A'), group, query('', ' ')] } };
  expect(writtenQueries(node)).toEqual([
    { number: 1, what: 'query', text: 'A' },
    { number: 3, what: 'namespace', text: 'root\\wmi' },
    { number: 3, what: 'query', text: 'B' },
  ]);
});
