import { describe, expect, it } from 'vitest';
import { createEnglish } from '../ports/fakes/english.ts';
import { SequenceDocument } from './document.ts';
import { compareSequences } from './compare.ts';

const { sayMessage: say } = createEnglish();

const variable = (property: string, value: string): string =>
  `<variable name="${property}" property="${property}">${value}</variable>`;
const condition = (value: string): string =>
  `<condition><expression type="SMS_TaskSequence_VariableConditionExpression"><variable name="Operator">equals</variable><variable name="Value">${value}</variable><variable name="Variable">Role</variable></expression></condition>`;
const step = (name: string, inner: string, type = 'RunCommandLine', more = ''): string =>
  `<step type="SMS_TaskSequence_${type}Action" name="${name}"${more}>${inner}</step>`;
const plain = (name: string, value = name): string =>
  step(name, `<action>run ${value}</action><defaultVarList>${variable('CommandLine', value)}</defaultVarList>`);
const sequence = (...inner: string[]): SequenceDocument =>
  new SequenceDocument(`<sequence version="3.10">${inner.join('')}</sequence>`);

const compare = (mine: SequenceDocument, theirs: SequenceDocument) => {
  const { differences, ...rest } = compareSequences(mine, theirs, say);
  const lines = differences.map(({ difference, mine: own, theirs: other, fields }) => ({
    row: `${difference} ${String(own?.number ?? '-')} ${String(other?.number ?? '-')} ${own?.row.name ?? other?.row.name ?? ''}`,
    fields: fields.map(
      (one) => `${one.what} ${one.label}: ${one.theirs ?? '-'} → ${one.mine ?? '-'}${one.isHidden ? ' (hidden)' : ''}`,
    ),
  }));
  return { lines, ...rest };
};

describe('comparing', () => {
  it('[DOC-24] says which values, options and conditions differ', () => {
    const base = `<action>x</action><defaultVarList>${variable('EnableVerboseLogging', 'false')}${variable('Mode', 'Simple')}</defaultVarList>`;
    const mine = sequence(
      plain('A'),
      step('B', `${condition('1')}${base.replace('Simple', 'Advanced')}`, 'CaptureUserState', ' disable="true"'),
    );
    const theirs = sequence(plain('A'), step('B', `${condition('2')}${base}`, 'CaptureUserState', ' timeout="600"'));
    expect(compare(mine, theirs)).toEqual({
      lines: [
        {
          row: 'changed 2 2 B',
          fields: [
            'disabled : false → true',
            'timeout : 10 → -',
            'property What to capture: Capture all user profiles by using standard options → Customize how user profiles are captured',
            'condition : Variable Role equals 2 → Variable Role equals 1',
          ],
        },
      ],
      sameCount: 1,
      differsElsewhere: false,
    });
  });

  it('[DOC-24] knows moved and renamed rows by their content, and added and removed ones', () => {
    const group = (name: string, ...inner: string[]) => `<group name="${name}">${inner.join('')}</group>`;
    const mine = sequence(group('G', plain('Moved')), plain('A'), plain('New name', 'same'), plain('Added'));
    const theirs = sequence(group('G'), plain('A'), plain('Old name', 'same'), plain('Gone'), plain('Moved'));
    expect(compare(mine, theirs).lines).toEqual([
      { row: 'moved 2 5 Moved', fields: [] },
      { row: 'removed - 4 Gone', fields: [] },
      { row: 'changed 4 3 New name', fields: ['name : Old name → New name'] },
      { row: 'added 5 - Added', fields: [] },
    ]);
  });

  it('[DOC-63] finds few changes among many rows, and gives the middle as blocks when nearly all differ', () => {
    const names = Array.from({ length: 3000 }, (_one, index) => `Step ${String(index)}`);
    const kept = names.filter((_name, index) => index % 30 !== 7);
    const few = compare(sequence(...kept.map((name) => plain(name))), sequence(...names.map((name) => plain(name))));
    expect([few.lines.length, few.sameCount]).toEqual([100, 2900]);
    expect(few.lines.every(({ row }) => row.startsWith('removed'))).toBe(true);
    const others = names.slice(0, 700).map((name) => plain(`Other ${name}`));
    const mixed = compare(
      sequence(...others, plain('End')),
      sequence(...names.slice(0, 700).map((name) => plain(name)), plain('End')),
    );
    expect([mixed.lines.length, mixed.sameCount]).toEqual([1400, 1]);
    expect(mixed.lines.map(({ row }) => row.split(' ')[0]).lastIndexOf('removed')).toBe(699);
  });

  it('[DOC-24] gives no secret away', () => {
    const reference = (last: string) => `waystation-secret:00000000-0000-4000-8000-00000000000${last}`;
    const join = (password: string, rules: string) =>
      step(
        'J',
        `<action/><defaultVarList>${variable('DomainPassword', password)}${variable('Rules', rules)}</defaultVarList>`,
        'JoinDomainWorkgroup',
      );
    const hide = (value: string) =>
      step(
        'H',
        `<action>tsenv.exe "K=${value}"</action><defaultVarList>${variable('DoNotShowVariableValue', 'true')}${variable('VariableValue', value)}</defaultVarList>`,
        'SetVariable',
      );
    const found = compare(
      sequence(join('Sesame', `a ${reference('1')}`), hide('Sesame')),
      sequence(join('Mellon', `a ${reference('2')}`), hide('Mellon')),
    );
    expect(JSON.stringify(found)).not.toMatch(/Sesame|Mellon|waystation-secret/);
    expect(found.lines.map(({ fields }) => fields.filter((one) => one.endsWith('(hidden)')).length)).toEqual([2, 1]);
  });

  it('[DOC-24] a difference without words is named as such, and one outside the rows too', () => {
    const mine = sequence(
      '<referenceList><reference package="LAB00001"/></referenceList>',
      step('A', '<action>x</action><odd/>'),
    );
    const theirs = sequence(step('A', '<action>x</action>'));
    expect(compare(mine, theirs)).toEqual({
      lines: [{ row: 'changed 1 1 A', fields: ['other : - → -'] }],
      sameCount: 0,
      differsElsewhere: true,
    });
  });

  it('[DOC-24] long values are cut around the place that differs', () => {
    const long = (middle: string) => plain('A', `${'x'.repeat(1000)}${middle}${'y'.repeat(1000)}`);
    const { differences } = compareSequences(sequence(long('one')), sequence(long('two')), say);
    const field = differences[0]?.fields[0];
    expect(field?.mine).toMatch(/^…x{40}oney+…$/);
    expect(field?.theirs).toMatch(/^…x{40}twoy+…$/);
  });
});
