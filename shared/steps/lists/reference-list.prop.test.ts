import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Edit } from '../../model/edit.ts';
import { NodeId, type StepVariable } from '../../model/sequence.ts';
import { variableKey } from '../../model/variable.ts';
import {
  applicationList,
  memberOf,
  newListRow,
  packageList,
  readReferenceList,
  type ReferenceListRow,
  type ReferenceListShape,
  writeReferenceList,
} from './reference-list.ts';

const id = NodeId.parse('n1');

/** What a document does with these edits, as far as its list of variables goes. */
function applied(variables: readonly StepVariable[], edits: readonly Edit[]): StepVariable[] {
  return edits.reduce<StepVariable[]>(
    (before, edit) => {
      if (edit.kind !== 'setVariable') throw new Error(edit.kind);
      const { property, name = property, hidden = false, value } = edit;
      const at = before.findIndex((one) => variableKey(one) === property);
      if (value === null) return before.filter((_, other) => other !== at);
      const made = { name, property, hidden, value };
      return at < 0 ? [...before, made] : before.map((one, other) => (other === at ? { ...one, value } : one));
    },
    [...variables],
  );
}

const shapes = fc.constantFrom(applicationList, packageList);
const idTexts = fc.stringMatching(/^[A-Za-z0-9_/-]{1,12}$/);
const members = fc.dictionary(
  fc.constantFrom('DisplayName', 'Description', 'Size', 'PkgType', 'Name', 'Unknown', 'With space'),
  fc.string({ maxLength: 8 }),
);
interface Given {
  readonly id: string;
  readonly members: Readonly<Record<string, string>>;
}
const rowLists = fc.uniqueArray(fc.record({ id: idTexts, members }), {
  maxLength: 14,
  selector: (row) => row.id.toLowerCase(),
});
const others: StepVariable[] = [
  { name: 'BaseVariableName', property: 'BaseVariableName', hidden: true, value: 'x' },
  { name: 'AppInfoOfOthers', property: 'AppInfoOfOthers', hidden: false, value: 'kept' },
];

/** A member that holds the ID has the ID. */
const whole = (rows: readonly Given[], member: string) =>
  rows.map((row) => ({ id: row.id, members: { ...row.members, [member]: row.id } }));
const made = (shape: ReferenceListShape, rows: readonly Given[]) =>
  rows.map((one) => newListRow(shape, one.id, one.members));
const said = (rows: readonly ReferenceListRow[]) =>
  rows.map(({ id: of, row }) => ({
    id: of,
    members: Object.fromEntries(row.cells.map(({ member, value }) => [member, value])),
  }));

it('[UI-778] a list that is written is read again as it was, members that nobody knows included', () => {
  fc.assert(
    fc.property(shapes, rowLists, rowLists, (shape, first, second) => {
      const one = applied(others, writeReferenceList({ id, variables: others }, shape, made(shape, first)));
      expect(said(readReferenceList(one, shape))).toEqual(whole(first, shape.idMember));
      // Over a list that is there already nothing of it is left.
      const two = applied(one, writeReferenceList({ id, variables: one }, shape, made(shape, second)));
      expect(said(readReferenceList(two, shape))).toEqual(whole(second, shape.idMember));
      const byKey = (list: readonly StepVariable[]) =>
        new Map(list.map((variable) => [variableKey(variable), variable.value]));
      const afresh = applied(others, writeReferenceList({ id, variables: others }, shape, made(shape, second)));
      expect(byKey(two)).toEqual(byKey(afresh));
      expect(two.filter((variable) => others.some(({ name }) => name === variable.name))).toEqual(others);
      // What is there already is no change.
      expect(writeReferenceList({ id, variables: two }, shape, readReferenceList(two, shape))).toEqual([]);
    }),
  );
});

it('[UI-778] whatever stands in a step is read, and what its IDs name is in the list once each, in their order', () => {
  const keys = fc.constantFrom(
    ...['ApplicationName', 'NumApps', 'AppInfo', 'AppInfo0Name', 'AppInfo1Name', 'AppInfo1DisplayName'],
    ...['AppInfo10Name', 'AppInfo2', 'AppInfo0', 'AppInfo01Name', 'AppInfo99999Name', 'AppInfo-1Name'],
  );
  const values = fc.oneof(idTexts, fc.constantFrom('', 'A,B', ' A , ,B,', 'a'));
  const variables = fc.array(fc.record({ name: keys, property: keys, hidden: fc.boolean(), value: values }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(variables, (given) => {
      const rows = readReferenceList(given, applicationList);
      const named = given.find((one) => variableKey(one) === 'ApplicationName')?.value ?? '';
      const wanted = named
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
      if (wanted.length > 0) expect(rows.map((row) => row.id)).toEqual(wanted);
      const next = applied(given, writeReferenceList({ id, variables: given }, applicationList, rows));
      expect(readReferenceList(next, applicationList).map((row) => row.id)).toEqual(rows.map((row) => row.id));
    }),
  );
});

it('[STEP-67] a member that is hidden stays hidden wherever its row goes', () => {
  const cell = (at: number, member: string, value: string, hidden: boolean): StepVariable => ({
    ...{ name: `OSDApp${String(at)}${member}`, property: `AppInfo${String(at)}${member}`, hidden, value },
  });
  const before = [
    { name: 'ApplicationName', property: 'ApplicationName', hidden: true, value: 'A,B' },
    ...[cell(0, 'Name', 'A', false), cell(0, 'Key', 'of A', true), cell(1, 'Name', 'B', false)],
  ];
  const rows = readReferenceList(before, applicationList);
  const after = applied(before, writeReferenceList({ id, variables: before }, applicationList, rows.toReversed()));
  expect(after.find((one) => one.property === 'AppInfo1Key')).toEqual(cell(1, 'Key', 'of A', true));
  expect(after.some((one) => one.property === 'AppInfo0Key')).toBe(false);
});

it('[STEP-67] numbers with zeros in front are no rows and stay; members are found in any letter case', () => {
  const given = [
    ['AppInfo0NAME', 'A'],
    ['AppInfo00Name', 'B'],
    ['AppInfo01Name', 'C'],
  ].map(([property = '', value = '']) => ({ name: property, property, hidden: false, value }));
  const rows = readReferenceList(given, applicationList);
  expect(rows.map((row) => [row.id, memberOf(row, 'Name')])).toEqual([['A', 'A']]);
  const next = applied(given, writeReferenceList({ id, variables: given }, applicationList, rows));
  expect(next.filter(({ name }) => name.includes('Info0'))).toEqual(given);
});

it('[STEP-67] of a list without rows the table is not there, and its number is 0', () => {
  const [row] = made(applicationList, [{ id: 'A', members: {} }]);
  if (row === undefined) throw new Error('no row');
  const one = applied([], writeReferenceList({ id, variables: [] }, applicationList, [row]));
  const none = applied(one, writeReferenceList({ id, variables: one }, applicationList, []));
  expect(none.map(({ property, value }) => [property, value])).toEqual([
    ['ApplicationName', ''],
    ['NumApps', '0'],
  ]);
});

it('[UI-778] the members of eleven rows are written by number, as the field counts them', () => {
  const rows = Array.from({ length: 11 }, (_, at) => ({
    id: `A${String(at)}`,
    members: { DisplayName: `D${String(at)}` },
  }));
  const edits = writeReferenceList({ id, variables: [] }, applicationList, made(applicationList, rows));
  const next = applied([], edits);
  expect(next.find((one) => one.property === 'AppInfo10DisplayName')).toEqual({
    ...{ name: 'OSDApp10DisplayName', property: 'AppInfo10DisplayName', hidden: false, value: 'D10' },
  });
  expect(next.find((one) => one.property === 'AppInfo')).toMatchObject({ name: 'OSDApp', hidden: true, value: '11' });
  expect(next.find((one) => one.property === 'NumApps')).toMatchObject({ name: 'OSDAppCount', value: '11' });
});
