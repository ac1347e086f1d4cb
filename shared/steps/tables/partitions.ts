import type { StepVariable } from '../../model/sequence.ts';
import { findVariable, isTrueText } from '../../model/variable.ts';
import { formatAndPartitionDisk } from '../format-and-partition-disk.ts';
import { type CellChanges, setCells } from './set-cells.ts';
import { columnOf, findCell, shapeByKey, type StepTable, type TableRow } from './step-table.ts';
import type { TableWriting } from './table-writing.ts';

/** How the partitions of Format and Partition Disk stand in its variables. */
export const partitionShape = shapeByKey(formatAndPartitionDisk, 'partitions');

/** Types of the field, as its list writes them. */
export const partitionTypes = ['PRIMARY', 'EXTENDED', 'LOGICAL', 'HIDDEN', 'EFI', 'MSR', 'RECOVERY'] as const;
export type PartitionType = (typeof partitionTypes)[number];

export type DiskStyle = 'MBR' | 'GPT';

/** `rest`: no size is given, and the partition takes what remains. `other`: a unit that is not known here. */
export type SizeUnit = 'MB' | 'GB' | 'percent' | 'rest' | 'other';

/** One partition as a person reads it. Texts are those of the document. */
export interface Partition {
  readonly name: string;
  /** In capitals; a type that is not of the list is kept as its text. */
  readonly type: string;
  /** The number as text; a variable of the sequence may stand there. */
  readonly size: string;
  readonly unit: SizeUnit;
  readonly isBoot: boolean;
  /** In capitals; empty: the partition is left raw. */
  readonly fileSystem: string;
  readonly isQuick: boolean;
  readonly hasLetter: boolean;
  readonly variable: string;
}

/** What Add offers first: all the rest for Windows. */
export const newPartition: Partition = {
  name: '',
  type: 'PRIMARY',
  size: '100',
  unit: 'percent',
  isBoot: false,
  fileSystem: 'NTFS',
  isQuick: true,
  hasLetter: true,
  variable: '',
};

/** What the firmware of a computer reads: without it Windows does not start by UEFI. */
const efiFileSystem = 'FAT32';

/** An EFI partition that the firmware cannot read; what a variable gives is known only when the step runs. */
export function isNoEfi({ type, fileSystem }: Pick<Partition, 'type' | 'fileSystem'>): boolean {
  return type === 'EFI' && fileSystem !== efiFileSystem && !fileSystem.includes('%');
}

/** A partition of another type: an EFI partition has its file system, and what was one has that of a new partition again. */
export function withType<P extends Pick<Partition, 'type' | 'fileSystem'>>(one: P, type: string): P {
  if (type === 'EFI') return { ...one, type, fileSystem: efiFileSystem };
  const wasEfi = one.type === 'EFI' && one.fileSystem === efiFileSystem;
  return { ...one, type, fileSystem: wasEfi ? newPartition.fileSystem : one.fileSystem };
}

/** Nothing can be formatted there, and no letter leads to it. */
export function isBare(type: string): boolean {
  return type === 'EXTENDED' || type === 'MSR';
}

/** The types that a disk can have. Source: the step catalogue. */
export function typesOf(style: DiskStyle): readonly PartitionType[] {
  return style === 'GPT'
    ? ['PRIMARY', 'EFI', 'MSR', 'RECOVERY', 'HIDDEN']
    : ['PRIMARY', 'EXTENDED', 'LOGICAL', 'HIDDEN'];
}

function unitOf(size: string, unit: string): SizeUnit {
  if (size.trim() === '') return 'rest';
  switch (unit.trim().toLowerCase()) {
    case '':
    case 'mb':
      return 'MB';
    case 'gb':
      return 'GB';
    // The Deployment Toolkit writes the sign.
    case '%':
    case 'percent':
      return 'percent';
    default:
      return 'other';
  }
}

/** Reads one row. What is missing means what the field means by it. */
export function readPartition(row: TableRow): Partition {
  const text = (key: string): string => findCell(row, columnOf(partitionShape, key).member)?.value ?? '';
  const flag = (key: string, fallback: boolean): boolean =>
    text(key).trim() === '' ? fallback : isTrueText(text(key));
  return {
    name: text('volumeName'),
    type: text('type').trim().toUpperCase(),
    size: text('size').trim(),
    unit: unitOf(text('size'), text('sizeUnits')),
    isBoot: flag('bootable', false),
    fileSystem: text('fileSystem').trim().toUpperCase(),
    isQuick: flag('quickFormat', true),
    hasLetter: flag('assignVolumeLetter', true),
    variable: text('volumeLetterVariable'),
  };
}

function unitText(table: StepTable, unit: SizeUnit, writing: TableWriting): string | null {
  if (unit === 'rest' || unit === 'other') return null;
  if (unit !== 'percent') return unit;
  const texts = table.rows.flatMap((row) => findCell(row, columnOf(partitionShape, 'sizeUnits').member)?.value ?? []);
  const known = texts.find((one) => unitOf('1', one) === 'percent');
  return known ?? writing.percent;
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** All values of a partition; `write` leaves out those that did not change. */
function valuesOf(table: StepTable, one: Partition, writing: TableWriting): CellChanges {
  return {
    type: one.type,
    bootable: one.isBoot,
    quickFormat: one.isQuick,
    volumeName: orNull(one.name),
    size: one.unit === 'rest' ? null : one.size,
    sizeUnits: unitText(table, one.unit, writing),
    fileSystem: orNull(one.fileSystem),
    volumeLetterVariable: orNull(one.variable),
    assignVolumeLetter: one.hasLetter,
  };
}

const valueOf: Readonly<Record<string, (one: Partition) => string | boolean>> = {
  type: (one) => one.type,
  bootable: (one) => one.isBoot,
  quickFormat: (one) => one.isQuick,
  volumeName: (one) => one.name,
  size: (one) => (one.unit === 'rest' ? '' : one.size),
  sizeUnits: (one) => one.unit,
  fileSystem: (one) => one.fileSystem,
  volumeLetterVariable: (one) => one.variable,
  assignVolumeLetter: (one) => one.hasLetter,
};

/** A row with the values of a partition; only what differs from what it says now is written. */
export function writePartition(table: StepTable, row: TableRow, next: Partition, writing: TableWriting): TableRow {
  const old = readPartition(row);
  const changed = Object.entries(valuesOf(table, next, writing)).filter(
    ([key]) => valueOf[key]?.(old) !== valueOf[key]?.(next),
  );
  return setCells(table, row, Object.fromEntries(changed), writing);
}

/** A new row with everything that the field writes of a partition; the Deployment Toolkit writes empty values too. */
export function addPartition(table: StepTable, made: Partition, writing: TableWriting): TableRow {
  const values = Object.entries(valuesOf(table, made, writing)).filter(
    ([key, value]) => !writing.seldom.includes(key) || value === false,
  );
  const whole = writing.keepsEmpty ? values.map(([key, value]) => [key, value ?? ''] as const) : values;
  return setCells(table, { place: null, cells: [] }, Object.fromEntries(whole), writing);
}

/** The format of the partition table that a step makes; MBR unless it says GPT. Source: the step catalogue. */
export function styleOf(variables: readonly StepVariable[]): DiskStyle {
  return findVariable(variables, 'PartitionStyle')?.value.trim().toUpperCase() === 'GPT' ? 'GPT' : 'MBR';
}

/**
 * Configuration Manager derives from the partitions whether the computer starts from a GPT disk: the flag follows when
 * the EFI partition comes or goes. Null: it stays. Source: the step catalogue.
 */
export function gptBootAfter(
  before: readonly Partition[],
  after: readonly Partition[],
  style: DiskStyle,
  writing: TableWriting,
): boolean | null {
  const hasEfi = (list: readonly Partition[]): boolean => list.some(({ type }) => type === 'EFI');
  if (!writing.derivesGptBoot || hasEfi(before) === hasEfi(after)) return null;
  return style === 'GPT' && hasEfi(after);
}
