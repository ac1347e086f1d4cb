import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from '#shared/model/edit';
import { findVariable } from '#shared/model/variable';
import { adapterShape, addAdapter, newAdapter } from '#shared/steps/tables/adapters';
import {
  addPartition,
  newPartition,
  partitionShape,
  readPartition,
  writePartition,
} from '#shared/steps/tables/partitions';
import { readTable, type StepTable } from '#shared/steps/tables/step-table';
import { tableWritings } from '#shared/steps/tables/table-writing';
import { writeTable } from '#shared/steps/tables/write-table';
import { moveItem } from '#shared/util/move-item';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';

const clock = { now: () => 0, wait: () => Promise.resolve() };

function open(source: string) {
  const session = new EditingSession(new SequenceDocument(source), clock);
  const id = session.document.rows()[0]?.id ?? 'n999';
  const node = () => session.document.node(id);
  const writing = tableWritings[session.document.dialect];
  return { session, id, node, target: { id, writing } };
}

/** One step of Configuration Manager with variables in the order of their properties. */
function sequence(type: string, variables: readonly string[]): string {
  const step = `<step type="SMS_TaskSequence_${type}" name="It" description="" runIn="WinPE" successCodeList="0">`;
  const list = `<action>it.exe</action><defaultVarList>${variables.join('')}</defaultVarList></step>`;
  return `<sequence version="3.10">${step}${list}</sequence>`;
}

const variable = (name: string, property: string | null, value: string, isHidden = false): string =>
  `<variable name="${name}"${property === null ? '' : ` property="${property}"`}${isHidden ? ' hidden="true"' : ''}>${value}</variable>`;

/** What a file may hold: gaps, a lying count, members of nobody, the same variable twice, one without a property. */
const oddSource = fc
  .record({
    cells: fc.array(
      fc.record({
        place: fc.nat({ max: 11 }),
        member: fc.constantFrom('Type', 'Size', 'SizeUnits', 'VolumeName', 'Bootable', 'Odd'),
        value: fc.constantFrom('', 'Primary', '10', 'Percent', 'TRUE', 'A &amp; B'),
        kind: fc.constantFrom<'field' | 'nameless' | 'strange' | 'hidden'>(
          'field',
          'field',
          'nameless',
          'strange',
          'hidden',
        ),
      }),
      { maxLength: 24 },
    ),
    count: fc.constantFrom(null, '0', '2', '4', 'x'),
  })
  .map(({ cells, count }) => {
    const written = cells.map(({ place, member, value, kind }) => {
      const property = `Partitions${place}${member}`;
      const text = {
        field: variable(`OSD${property}`, property, value),
        nameless: variable(`OSD${property}`, null, value),
        strange: variable('Strange', property, value),
        hidden: variable(`OSD${property}`, property, value, true),
      }[kind];
      return text;
    });
    return sequence('PartitionDiskAction', [
      ...(count === null ? [] : [variable('OSDPartitions', 'Partitions', count, true)]),
      ...written,
    ]);
  });

const partitionsOf = (variables: Parameters<typeof readTable>[1]): StepTable => readTable(partitionShape, variables);
/** Values of the rows, whatever the numbers are. */
const values = ({ rows }: StepTable) =>
  rows.map(({ cells }) => cells.map(({ member, value }) => `${member}=${value}`).sort());

describe('rows of a table in an editing session', () => {
  it('[STEP-33] every act on a table is one undo step, and undo gives back the very bytes', () => {
    const acts = fc.array(fc.record({ kind: fc.nat({ max: 4 }), a: fc.nat(), b: fc.nat() }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(oddSource, acts, (source, list) => {
        const { session, node, target } = open(source);
        const texts = [session.document.print()];
        for (const { kind, a, b } of list) {
          const table = partitionsOf(node().variables);
          const { rows } = table;
          const at = rows.length === 0 ? 0 : a % rows.length;
          const row = rows[at];
          const added = addPartition(table, { ...newPartition, size: b.toString() }, target.writing);
          const next =
            kind === 0 || row === undefined
              ? rows.toSpliced(at, 0, added)
              : kind === 1
                ? rows.toSpliced(at, 1)
                : kind === 2
                  ? moveItem(rows, at, b % rows.length)
                  : rows.with(at, writePartition(table, row, { ...readPartition(row), name: `N${b}` }, target.writing));
          const edits: Edit[] = writeTable(table, next, target, kind === 4);
          if (edits.length === 0) continue;
          session.apply(edits, undefined, true);
          texts.push(session.document.print());
          expect(values(partitionsOf(node().variables))).toHaveLength(next.length);
        }
        for (const text of texts.toReversed().slice(1)) {
          session.undo();
          expect(session.document.print()).toBe(text);
        }
        expect(session.document.print()).toBe(source);
      }),
    );
  });

  it('[STEP-30] numbering odd rows anew loses none of their values', () => {
    fc.assert(
      fc.property(oddSource, (source) => {
        const { session, node, target } = open(source);
        const table = partitionsOf(node().variables);
        const edits = writeTable(table, table.rows, target, true);
        if (edits.length > 0) session.apply(edits);
        const again = partitionsOf(node().variables);
        expect(values(again)).toEqual(values(table));
        expect(again.problems).toEqual([]);
      }),
    );
  });

  it('[STEP-31] a member that nobody knows goes where its row goes, and stays hidden', () => {
    const { session, node, target } = open(
      sequence('PartitionDiskAction', [
        variable('OSDPartitions', 'Partitions', '2', true),
        variable('OSDPartitions0Odd', 'Partitions0Odd', 'mine', true),
        variable('OSDPartitions0Type', 'Partitions0Type', 'Primary'),
        variable('OSDPartitions1Odd', 'Partitions1Odd', 'yours'),
        variable('OSDPartitions1Type', 'Partitions1Type', 'Logical'),
      ]),
    );
    const table = partitionsOf(node().variables);
    session.apply(writeTable(table, moveItem(table.rows, 0, 1), target));
    const at = (key: string) => findVariable(node().variables, key);
    expect(at('Partitions1Odd')).toMatchObject({ name: 'OSDPartitions1Odd', value: 'mine', hidden: true });
    expect(at('Partitions0Odd')).toMatchObject({ name: 'OSDPartitions0Odd', value: 'yours', hidden: false });
    expect(at('Partitions0Type')?.value).toBe('Logical');
    expect(at('Partitions')?.value).toBe('2');
  });

  it('[STEP-33] a row that is removed goes with what it has twice', () => {
    const twice = variable('OSDPartitions0Type', 'Partitions0Type', 'Primary');
    const { session, node, target } = open(sequence('PartitionDiskAction', [twice, twice]));
    const table = partitionsOf(node().variables);
    expect(table.rows).toHaveLength(1);
    session.apply(writeTable(table, [], target));
    expect(node().variables).toEqual([]);
  });

  it('[STEP-34] the Deployment Toolkit keeps its spelling, its order and its empty values', () => {
    const rows = ['Type', 'Size', 'SizeUnits', 'Bootable', 'QuickFormat', 'VolumeName'];
    const written = ['Primary', '100', '%', 'False', 'True', 'Disk'].map((value, at) => {
      const property = `Partitions0${rows[at] ?? ''}`;
      return `<variable name="OSD${property}" property="${property}">${value}</variable>`;
    });
    const source = [
      '<sequence version="3.00" name="S" description="">',
      '<step type="SMS_TaskSequence_PartitionDiskAction" name="It" description="" disable="false" continueOnError="false" startIn="" successCodeList="0">',
      `<defaultVarList>\n${written.join('\n')}\n<variable name="OSDPartitions" property="Partitions">1</variable></defaultVarList>`,
      '<action>cscript.exe "%SCRIPTROOT%\\ZTIDiskpart.wsf"</action>',
      '</step></sequence>',
    ].join('\n');
    const { session, node, target } = open(source);
    expect(session.document.dialect).toBe('mdt');
    const table = partitionsOf(node().variables);
    const [row] = table.rows;
    if (row === undefined) throw new Error('no row');
    const cleared = writePartition(table, row, { ...readPartition(row), name: '', isBoot: true }, target.writing);
    const more = addPartition(table, { ...newPartition, type: 'RECOVERY' }, target.writing);
    session.apply(writeTable(table, [cleared, more], target));
    const at = (key: string) => findVariable(node().variables, key);
    expect(at('Partitions0VolumeName')?.value).toBe('');
    expect(at('Partitions0Bootable')?.value).toBe('True');
    expect(at('Partitions1Type')).toMatchObject({ value: 'Recovery', hidden: false });
    expect(at('Partitions1SizeUnits')?.value).toBe('%');
    expect(at('Partitions1VolumeLetterVariable')?.value).toBe('');
    expect(at('Partitions')).toMatchObject({ value: '2', hidden: false });
    session.undo();
    expect(session.document.print()).toBe(source);
  });
});

it('[DOC-13] the number of network adapters is written for all steps too, where it counts', () => {
  const source = sequence('ApplyNetworkSettingsAction', [variable('OSDAdapterCount', 'NumAdapters', '0', true)]);
  const { session, node, target } = open(source);
  const table = readTable(adapterShape, node().variables);
  session.apply(writeTable(table, [addAdapter(table, newAdapter, target.writing)], target));
  expect(findVariable(node().variables, 'NumAdapters')?.value).toBe('1');
  expect(session.document.print()).toContain(
    '<globalVarList><variable name="OSDAdapterCount" property="NumAdapters">1</variable></globalVarList>',
  );
  session.undo();
  expect(session.document.print()).toBe(source);
});
