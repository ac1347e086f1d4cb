import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../model/edit.ts';
import type { StepVariable } from '../../model/sequence.ts';
import { findVariable, variableKey } from '../../model/variable.ts';
import { type Adapter, adapterShape, addAdapter, newAdapter, readAdapter, writeAdapter } from './adapters.ts';
import {
  addPartition,
  newPartition,
  type Partition,
  partitionShape,
  partitionTypes,
  readPartition,
  writePartition,
} from './partitions.ts';
import { readTable, type StepTable, type TableRow } from './step-table.ts';
import { type TableWriting, tableWritings } from './table-writing.ts';
import { writeTable } from './write-table.ts';
import { moveItem } from '../../util/move-item.ts';

type SetVariable = Extract<Edit, { kind: 'setVariable' }>;

/** What the core does to the variables of a step. */
function applied(variables: readonly StepVariable[], edits: readonly SetVariable[]): StepVariable[] {
  const list = [...variables];
  for (const { property, name, hidden, value } of edits) {
    const at = list.findIndex((one) => variableKey(one) === property);
    const old = list[at];
    if (value === null && at >= 0) list.splice(at, 1);
    else if (value !== null && old !== undefined) list[at] = { ...old, value };
    else if (value !== null) list.push({ name: name ?? property, property, hidden: hidden ?? false, value });
  }
  return list;
}

const sorted = (variables: readonly StepVariable[]): StepVariable[] =>
  variables
    // An edit gives every variable a property: its key, where it had none.
    .map((one) => ({ ...one, property: variableKey(one) }))
    .sort((one, other) => (one.property < other.property ? -1 : 1));

const writings = fc.constantFrom(tableWritings.cm, tableWritings.mdt);
const members = ['Type', 'Size', 'SizeUnits', 'Bootable', 'QuickFormat', 'VolumeName', 'VOLUMENAME', 'Odd', 'Late0Odd'];

/** Variables as a file may have them: rows with gaps, members that nobody knows, a count that lies or is not there. */
const anyVariables = fc
  .record({
    cells: fc.uniqueArray(
      fc.record({
        place: fc.nat({ max: 12 }),
        member: fc.constantFrom(...members),
        value: fc.constantFrom('', 'PRIMARY', 'Primary', '100', 'MB', 'percent', 'true', 'False', ' x '),
        hidden: fc.boolean(),
        name: fc.constantFrom<'field' | 'property' | 'own' | 'only'>('field', 'property', 'own', 'only'),
      }),
      { selector: ({ place, member, name }) => `${place}${member}${name === 'only' ? 'only' : ''}`, maxLength: 40 },
    ),
    count: fc.option(fc.constantFrom('0', '1', '3', 'many', ' 2 ', ''), { nil: null }),
    others: fc.constantFrom<readonly string[]>([], ['PartitionStyle', 'Partitions00Type', 'Partitions', 'PartitionsX']),
  })
  .map(({ cells, count, others }): StepVariable[] => [
    ...cells.map(({ place, member, value, hidden, name }): StepVariable => {
      const property = `Partitions${place}${member}`;
      const names = { field: `OSD${property}`, property, own: 'Strange', only: `OSD${property}` };
      return { name: names[name], property: name === 'only' ? null : property, hidden, value };
    }),
    ...(count === null ? [] : [{ name: 'OSDPartitions', property: 'Partitions', hidden: true, value: count }]),
    ...others
      .filter((one) => one !== 'Partitions')
      .map((one): StepVariable => ({ name: `OSD${one}`, property: one, hidden: false, value: 'kept' })),
  ]);

const table = (variables: readonly StepVariable[]): StepTable => readTable(partitionShape, variables);

/** What a row says, apart from where it stands. */
const said = (rows: readonly TableRow[]) =>
  rows.map(({ cells }) =>
    [...cells].sort((one, other) => (one.member + one.name < other.member + other.name ? -1 : 1)),
  );
/** The cells of the rows without the names, which numbers are part of. */
const plain = (rows: readonly TableRow[]) =>
  rows.map(({ cells }) =>
    cells
      .map(({ member, value, hidden, isByName }) => JSON.stringify([member, value, hidden, isByName]))
      .sort((one, other) => (one < other ? -1 : 1)),
  );

describe('tables in the variables of a step', () => {
  it('[STEP-32] rows that did not change give no edit, whatever is odd about them', () => {
    fc.assert(
      fc.property(anyVariables, writings, (variables, writing) => {
        const read = table(variables);
        expect(writeTable(read, read.rows, { id: 'n1', writing })).toEqual([]);
      }),
    );
  });

  it('[STEP-30] every variable of a row is in a row, and a second reading after numbering has no problem', () => {
    fc.assert(
      fc.property(anyVariables, writings, (variables, writing) => {
        const read = table(variables);
        const cells = variables.filter((one) => /^(OSD)?Partitions(0|[1-9]\d*)[A-Z]/.test(variableKey(one)));
        expect(read.rows.flatMap((row) => row.cells)).toHaveLength(cells.length);
        const edits = writeTable(read, read.rows, { id: 'n1', writing }, true);
        const again = table(applied(variables, edits));
        expect(again.problems).toEqual([]);
        expect(plain(again.rows)).toEqual(plain(read.rows));
      }),
    );
  });

  it('[STEP-30] a number of more digits than any row has, or with zeros in front, is part of a name', () => {
    const names = ['Partitions0Type', 'Partitions999999Type', 'Partitions1000000Type', 'Partitions01Type'];
    const variables = names.map((property) => ({ name: `OSD${property}`, property, hidden: false, value: 'EFI' }));
    expect(table(variables).rows.map(({ place }) => place)).toEqual([0, 999_999]);
  });

  it('[STEP-33] whatever is moved, removed and added, reading what was written gives the rows that were meant', () => {
    const acts = fc.array(fc.record({ kind: fc.nat({ max: 2 }), a: fc.nat(), b: fc.nat() }), { maxLength: 6 });
    fc.assert(
      fc.property(anyVariables, writings, acts, (variables, writing, list) => {
        const read = table(variables);
        let rows = read.rows;
        for (const { kind, a, b } of list) {
          const at = rows.length === 0 ? 0 : a % rows.length;
          if (kind === 0 && rows.length > 0) rows = moveItem(rows, at, b % rows.length);
          else if (kind === 1) rows = rows.toSpliced(at, 1);
          else rows = rows.toSpliced(at, 0, addPartition(read, { ...newPartition, name: `New ${b}` }, writing));
        }
        const after = applied(variables, writeTable(read, rows, { id: 'n1', writing }));
        const again = table(after);
        expect(plain(again.rows)).toEqual(plain(rows));
        // What is no part of the table stays.
        const others = (list: readonly StepVariable[]) => list.filter(({ value }) => value === 'kept');
        expect(others(after)).toEqual(others(variables));
        const isSame = rows.length === read.rows.length && rows.every((row, at) => row === read.rows[at]);
        if (!isSame) expect(again.problems).toEqual([]);
      }),
    );
  });

  it('[STEP-33] an order that is set back is the first state again', () => {
    fc.assert(
      fc.property(anyVariables, writings, fc.nat(), fc.nat(), (variables, writing, a, b) => {
        const first = applied(
          variables,
          writeTable(table(variables), table(variables).rows, { id: 'n1', writing }, true),
        );
        const read = table(first);
        if (read.rows.length < 2) return;
        const [from, to] = [a % read.rows.length, b % read.rows.length];
        const moved = applied(first, writeTable(read, moveItem(read.rows, from, to), { id: 'n1', writing }));
        const between = table(moved);
        const back = writeTable(between, moveItem(between.rows, to, from), { id: 'n1', writing });
        expect(sorted(applied(moved, back))).toEqual(sorted(first));
      }),
    );
  });
});

const partition: fc.Arbitrary<Partition> = fc.record({
  name: fc.constantFrom('', 'Windows', 'A, b & <c>', '%Name%'),
  type: fc.constantFrom(...partitionTypes),
  size: fc.constantFrom('1', '100', '512', '%Size%'),
  unit: fc.constantFrom('MB', 'GB', 'percent'),
  isBoot: fc.boolean(),
  fileSystem: fc.constantFrom('', 'NTFS', 'FAT32'),
  isQuick: fc.boolean(),
  hasLetter: fc.boolean(),
  variable: fc.constantFrom('', 'OSDisk', 'TSUEFIDrive'),
});

const list = (most: number, ...entries: string[]) => fc.array(fc.constantFrom(...entries), { maxLength: most });
const pairsOf = (second: fc.Arbitrary<string>) =>
  fc.array(fc.record({ first: fc.constantFrom('10.0.0.5', '10.0.0.6', '%Address%'), second }), { maxLength: 3 });
const adapter: fc.Arbitrary<Adapter> = fc.record({
  name: fc.constantFrom('', 'LAN', 'Ethernet 2'),
  macAddress: fc.constantFrom('', '00:11:22:33:44:55'),
  isAutomatic: fc.boolean(),
  addresses: pairsOf(fc.constantFrom('255.255.255.0', '255.0.0.0')),
  gateways: fc.oneof(pairsOf(fc.constant('')), pairsOf(fc.constantFrom('1', '20'))),
  dnsServers: list(3, '10.0.0.1', '10.0.0.2', '%Dns%'),
  dnsDomain: fc.constantFrom('', 'lab.example'),
  registersInDns: fc.boolean(),
  registersSuffix: fc.boolean(),
  usesWins: fc.boolean(),
  winsServers: list(2, '10.0.0.3', '10.0.0.4'),
  usesLmHosts: fc.boolean(),
  netbios: fc.constantFrom('0', '1', '2'),
  filtersProtocols: fc.boolean(),
  protocols: list(2, '6', '17'),
  filtersTcp: fc.boolean(),
  tcpPorts: list(3, '80', '443'),
  filtersUdp: fc.boolean(),
  udpPorts: list(2, '53'),
});

describe('rows as people read them', () => {
  const target = (writing: TableWriting) => ({ id: 'n1', writing }) as const;

  it('[STEP-33] partitions that are written are read again, new and changed ones', () => {
    const some = fc.array(partition, { maxLength: 5 });
    fc.assert(
      fc.property(some, partition, fc.nat(), writings, (made, next, at, writing) => {
        const empty = table([]);
        const added = made.map((one) => addPartition(empty, one, writing));
        const first = applied([], writeTable(empty, added, target(writing)));
        expect(table(first).rows.map(readPartition)).toEqual(made);
        expect(table(first).problems).toEqual([]);
        if (made.length === 0) return;
        const place = at % made.length;
        const read = table(first);
        const rows = read.rows.map((row, row_) => (row_ === place ? writePartition(read, row, next, writing) : row));
        const second = applied(first, writeTable(read, rows, target(writing)));
        expect(table(second).rows.map(readPartition)).toEqual(made.with(place, next));
        // Set back it says what it said before.
        const between = table(second);
        const back = between.rows.map((row, row_) =>
          row_ === place ? writePartition(between, row, made[place] ?? next, writing) : row,
        );
        expect(table(applied(second, writeTable(between, back, target(writing)))).rows.map(readPartition)).toEqual(
          made,
        );
      }),
    );
  });

  it('[STEP-33] adapters that are written are read again and counted twice', () => {
    fc.assert(
      fc.property(fc.array(adapter, { maxLength: 4 }), adapter, fc.nat(), writings, (made, next, at, writing) => {
        const empty = readTable(adapterShape, []);
        const added = made.map((one) => addAdapter(empty, one, writing));
        const first = applied([], writeTable(empty, added, target(writing)));
        const read = readTable(adapterShape, first);
        expect(read.rows.map(readAdapter)).toEqual(made);
        if (made.length === 0) return;
        const count = (key: string) => findVariable(first, key);
        expect(count('NumAdapters')).toMatchObject({ name: 'OSDAdapterCount', value: made.length.toString() });
        expect(count('Adapters')).toMatchObject({ name: 'OSDAdapter', hidden: writing.hidesCounts });
        expect(count('Adapters0EnableDHCP')?.name).toBe('OSDAdapter0EnableDHCP');
        const place = at % made.length;
        const rows = read.rows.map((row, row_) => (row_ === place ? writeAdapter(read, row, next, writing) : row));
        const second = readTable(adapterShape, applied(first, writeTable(read, rows, target(writing))));
        expect(second.rows.map(readAdapter)).toEqual(made.with(place, next));
      }),
    );
  });

  it.each(['true', 'True', 'TRUE'])('[STEP-34] truth is spelled as the row spells it: %s', (text) => {
    const cell = (property: string) => ({ name: `OSD${property}`, property, hidden: false, value: text });
    const read = table([cell('Partitions0Bootable'), cell('Partitions0QuickFormat')]);
    const [row] = read.rows;
    if (row === undefined) throw new Error('no row');
    const next = writePartition(read, row, { ...readPartition(row), isBoot: false }, tableWritings.cm);
    const written = { true: 'false', True: 'False', TRUE: 'FALSE' }[text];
    expect(next.cells.map(({ value }) => value)).toEqual([written, text]);
  });

  it('[STEP-34] an adapter that is read and written as it is changes nothing', () => {
    fc.assert(
      fc.property(adapter, writings, (made, writing) => {
        const empty = readTable(adapterShape, []);
        const row = addAdapter(empty, made, writing);
        expect(writeAdapter(empty, row, readAdapter(row), writing)).toEqual(row);
        expect(said([writeAdapter(empty, row, { ...readAdapter(row), ...newAdapter, ...made }, writing)])).toEqual(
          said([row]),
        );
      }),
    );
  });
});
