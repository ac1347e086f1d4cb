import { describe, expect, it } from 'vitest';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail } from '#shared/model/sequence';
import { stepDescriptions } from '#shared/steps/catalog';
import { type Say, sayMessage } from '#shared/text/say';
import { createI18n } from '../../../app/i18n.ts';
import { fakeGroup, fakeStep, restartIds, toRows } from '../fakes/fake-nodes.ts';
import { shownKeys } from '../properties/layouts.ts';
import { findPlace, refuseDrop, rowHeight } from '../tree/drop-place.ts';
import { levelOf } from './problem-marks.ts';
import { listProblems, missingFields, rowsToRead } from './problems.ts';
import { keepSelection, selectOne } from './selection.ts';
import { countSteps, createViewLister, listViewRows } from './view-rows.ts';

const { t } = createI18n();
const english: Say = (key, values) => t(key, values);
const commandLine = 'SMS_TaskSequence_RunCommandLineAction';

/** A (n1) > B (n2), C (n3); D (n4) > E (n5); F (n6): children are made before their group, so ids follow that order. */
function rows(): OutlineRow[] {
  restartIds();
  return toRows([
    fakeGroup('A', [fakeStep('B', commandLine), fakeStep('C', commandLine)]),
    fakeGroup('D', [fakeStep('E', commandLine)], { disabled: true }),
    fakeStep('F', commandLine),
  ]);
}
const named = (all: readonly OutlineRow[], name: string) => {
  const found = all.find((row) => row.name === name);
  if (found === undefined) throw new Error(name);
  return found.id;
};

describe('rows in view', () => {
  it('[UI-115] numbers count every row and a closed group keeps the numbers of what it hides', () => {
    const all = rows();
    const view = listViewRows(all, new Set([named(all, 'A')]));
    expect(view.map((one) => [one.number, one.row.name, one.level, one.position, one.setSize])).toEqual([
      [1, 'A', 1, 1, 3],
      [4, 'D', 1, 2, 3],
      [5, 'E', 2, 1, 1],
      [6, 'F', 1, 3, 3],
    ]);
    expect(view.find((one) => one.row.name === 'E')?.isDisabledByGroup).toBe(true);
    expect(countSteps(all)).toEqual({ steps: 4, disabled: 1 });
  });

  it('[UI-309] a move makes new rows of view only where something reads otherwise', () => {
    const all = rows();
    const list = createViewLister();
    const before = list(all, new Set());
    const [a, b, c, ...rest] = all;
    if (a === undefined || b === undefined || c === undefined) throw new Error('rows');
    const after = list([a, c, b, ...rest], new Set());
    expect(after).toEqual(listViewRows([a, c, b, ...rest], new Set()));
    expect(after.map((one) => before.includes(one))).toEqual([true, false, false, true, true, true]);
    const closed = list([a, c, b, ...rest], new Set([a.id]));
    expect(closed).toEqual(listViewRows([a, c, b, ...rest], new Set([a.id])));
    expect(closed.slice(1).every((one) => after.includes(one))).toBe(true);
  });

  it('[UI-116] the row that took the place of the removed one is selected', () => {
    const all = rows();
    const without = (name: string) => all.filter((row) => row.name !== name);
    const after = (name: string) => keepSelection(selectOne(named(all, name)), all, without(name)).active;
    expect(after('B')).toBe(named(all, 'C'));
    expect(after('F')).toBe(named(all, 'E'));
  });
});

describe('dropping', () => {
  const at = (row: number, part: number, x = 500) => {
    const all = rows();
    const { parentId, index, level, into } = findPlace(all, listViewRows(all, new Set()), x, (row + part) * rowHeight);
    return { parent: all.find((one) => one.id === parentId)?.name ?? null, index, level, into: into !== null };
  };

  it('[UI-117] a drop goes before, into or after a row, and left of the last row of a group out of it', () => {
    expect(at(0, 0.1)).toEqual({ parent: null, index: 0, level: 1, into: false });
    expect(at(0, 0.5)).toEqual({ parent: 'A', index: 2, level: 2, into: true });
    expect(at(0, 0.9)).toEqual({ parent: 'A', index: 0, level: 2, into: false });
    expect(at(1, 0.2)).toEqual({ parent: 'A', index: 0, level: 2, into: false });
    expect(at(1, 0.8, 0)).toEqual({ parent: 'A', index: 1, level: 2, into: false });
    expect(at(2, 0.8)).toEqual({ parent: 'A', index: 2, level: 2, into: false });
    expect(at(2, 0.8, 0)).toEqual({ parent: null, index: 1, level: 1, into: false });
    expect(at(40, 0.8, 0)).toEqual({ parent: null, index: 3, level: 1, into: false });
  });

  it('[UI-118] rows cannot go into themselves, and a place that changes nothing is refused', () => {
    const all = rows();
    const place = (parentId: string | null, index: number) => ({ parentId, index, level: 1, lineAfter: 0, into: null });
    const [a, b, f] = [named(all, 'A'), named(all, 'B'), named(all, 'F')];
    expect(refuseDrop(all, [a], place(a, 0), false)).toBe('into-itself');
    expect(refuseDrop(all, [a, b], place(a, 0), false)).toBe('into-itself');
    expect(refuseDrop(all, [b], place(a, 1), false)).toBe('same-place');
    expect(refuseDrop(all, [b], place(a, 2), false)).toBeNull();
    expect(refuseDrop(all, [f], place(a, 0), false)).toBeNull();
    expect(refuseDrop(all, [b], place(a, 1), true)).toBeNull();
  });
});

describe('pages and problems', () => {
  it('[UI-122] every property of every type that a person may see is on its page once, or on the Options tab', () => {
    for (const description of stepDescriptions) {
      const own = description.properties.filter((one) => one.key !== 'hiddenVariableValue');
      const wanted = own.filter((one) => one.tab === undefined && one.shown !== false).map((one) => one.key);
      const shown = shownKeys(description.id).filter((key) => key !== 'name' && key !== 'description');
      const common = description.id === 'group' ? ['name', 'description'] : [];
      expect.soft([description.id, wanted.filter((key) => !shown.includes(key))]).toEqual([description.id, common]);
      expect.soft([description.id, shown.length]).toEqual([description.id, new Set(shown).size]);
      // What the catalogue keeps off the page is there only as a part of something larger.
      expect
        .soft([description.id, shown.filter((key) => !own.some((one) => one.key === key))])
        .toEqual([description.id, []]);
    }
  });

  const labels = (node: NodeDetail) => missingFields(node).map((one) => sayMessage(english, one.label));

  it('[UI-125] required fields that are empty are named, and only where they count', () => {
    const capture = fakeStep('Capture', 'SMS_TaskSequence_CaptureUserStateAction').detail;
    // The tool's package is the vendor's need: our own rules do the work without it.
    expect(missingFields(capture)).toEqual([]);
    const advanced = {
      ...capture,
      variables: [{ name: 'OSDMigrateMode', property: 'Mode', hidden: false, value: 'Advanced' }],
    };
    expect(labels(advanced)).toEqual(['Files']);
    const account = fakeStep('As', 'SMS_TaskSequence_RunCommandLineAction', {
      variables: [
        { name: 'CommandLine', property: 'CommandLine', hidden: true, value: 'cmd' },
        { name: '_SMSTSRunCommandLineAsUser', property: 'RunAsUser', hidden: false, value: 'true' },
        { name: 'SMSTSRunCommandLineUserName', property: 'UserName', hidden: false, value: 'LAB\\\\me' },
      ],
    }).detail;
    expect(labels(account)).toEqual(['Password']);
    expect(missingFields({ ...account, secretsSet: ['UserPassword'] })).toEqual([]);
    expect(labels(fakeStep('Drivers', 'SMS_TaskSequence_ApplyDriverPackageAction').detail)).toEqual(['Driver package']);
    expect(labels(fakeStep('Updates', 'SMS_TaskSequence_InstallUpdateAction').detail)).toEqual([]);
    expect(rowsToRead(rows())).toHaveLength(4);
  });

  it('[UI-131] problems come in document order, and what is disabled need not be complete', () => {
    const all = rows();
    const field = (label: string) => ({ key: label, label: { say: label }, names: [label] });
    const [b, e, f] = [named(all, 'B'), named(all, 'E'), named(all, 'F')];
    const reference = { id: f, problem: 'missing' as const, packageId: 'LAB00007', name: '', property: 'TsPackageID' };
    const problems = listProblems(all, {
      missing: new Map([
        [b, [field('One'), field('Two')]],
        // Below a disabled group.
        [e, [field('Three')]],
      ]),
      references: [reference],
      refused: new Map([[e, [{ code: 'NAME_INVALID' as const, details: {} }]]]),
    });
    expect(problems.map((one) => [one.number, one.index, one.kind])).toEqual([
      [2, 0, 'missing'],
      [2, 1, 'missing'],
      [5, 0, 'refused'],
      [6, 0, 'reference'],
    ]);
  });

  it('[UI-775] an ID that nothing explains is a warning of its step and leads to the field that has it', () => {
    const all = rows().map((row) => ({ ...row, type: 'SMS_TaskSequence_RunCommandLineAction', kind: 'step' as const }));
    const one = { id: named(all, 'F'), packageId: 'LAB000FF', name: '', property: 'PackageID' };
    const known = { missing: new Map(), refused: new Map() };
    const unknown = listProblems(all, { ...known, references: [{ ...one, problem: 'unknown' }] });
    expect(unknown.map((problem) => [problem.number, 'field' in problem ? problem.field : null])).toEqual([
      [6, [{ say: 'steps:run-command-line.fields.packageId.label' }, 'PackageID']],
    ]);
    const missing = listProblems(all, { ...known, references: [{ ...one, problem: 'missing' }] });
    expect([...unknown, ...missing].map(levelOf)).toEqual(['warning', 'error']);
  });
});
