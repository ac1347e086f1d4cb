import type { Formats } from '../../../../app/format.ts';
import type { DiskPiece, PartitionProblem } from '#shared/steps/tables/disk-layout';
import { type Partition, partitionShape } from '#shared/steps/tables/partitions';
import { columnOf } from '#shared/steps/tables/step-table';
import type { EditorText, EditorWord } from '../../use-words.ts';

const bytesPerMb = 1024 * 1024;
/** Less than this is what rounding leaves. */
const leastMb = 0.5;

export function sizeOfMb(format: Formats, sizeMb: number): string {
  return format.bytes(sizeMb * bytesPerMb);
}

/** `Partition 2 “Windows”`. */
export function partitionName(words: EditorText, one: Partition | undefined, at: number): string {
  const number = at + 1;
  const name = one?.name ?? '';
  return name === '' ? words('partitions.row', { number }) : words('partitions.rowNamed', { number, name });
}

/** The word of the field for a type; a type of nobody's is said as it stands. */
export function typeWords(words: EditorText, type: string): string {
  if (type === '') return words('partitions.noType');
  const choice = columnOf(partitionShape, 'type').choices?.find(({ value }) => value === type);
  return choice === undefined ? words('partitions.otherType', { type }) : words.message(choice.label);
}

/** `500 MB`, `100% of the rest`, `All the rest`. */
export function sizeWords(words: EditorText, { size, unit }: Partition): string {
  switch (unit) {
    case 'rest':
      return words('partitions.rest');
    case 'percent':
      return words('partitions.percent', { size });
    case 'other':
      return words('partitions.otherUnit', { size });
    default:
      return words('partitions.absolute', { size, unit });
  }
}

/** Names one after the other, with “and” before the last. */
function joined(words: EditorText, names: readonly string[]): string {
  const first = names.slice(0, -1);
  const last = names.at(-1) ?? '';
  if (first.length === 0) return last;
  return words('partitions.and', {
    list: first.reduce((list, next) => words('partitions.comma', { list, next })),
    last,
  });
}

/** The rows that a problem is about, counted from 0. */
export function rowsOf(problem: PartitionProblem): readonly number[] {
  if ('rows' in problem) return problem.rows;
  return 'row' in problem ? [problem.row] : [];
}

export interface DiskWords {
  readonly words: EditorText;
  readonly format: Formats;
  readonly diskMb: number;
}

/** A logical partition has the room of the extended one before it, and not that of the disk. */
function problemWord(partitions: readonly Partition[], problem: PartitionProblem): EditorWord {
  const { kind } = problem;
  if (kind !== 'does-not-fit' && kind !== 'nothing-left') return `partitionProblem.${kind}`;
  const isInside =
    partitions[problem.row]?.type === 'LOGICAL' &&
    partitions.slice(0, problem.row).some(({ type }) => type === 'EXTENDED');
  return isInside ? `partitionProblem.${kind}-inside` : `partitionProblem.${kind}`;
}

/** A problem of a disk as a sentence that names the partitions. */
export function partitionProblemWords(
  { words, format, diskMb }: DiskWords,
  partitions: readonly Partition[],
  problem: PartitionProblem,
): string {
  const rows = rowsOf(problem);
  const names = rows.map((row) => partitionName(words, partitions[row], row));
  const first = partitions[rows[0] ?? 0];
  return words(problemWord(partitions, problem), {
    name: names[0] ?? '',
    names: joined(words, names),
    type: first === undefined || first.type === '' ? '' : typeWords(words, first.type),
    disk: sizeOfMb(format, diskMb),
    count: problem.kind === 'primaries' ? problem.count : rows.length,
    variable: problem.kind === 'variable-twice' ? problem.variable : '',
    needed: problem.kind === 'does-not-fit' ? sizeOfMb(format, problem.neededMb) : '',
    left: problem.kind === 'does-not-fit' ? sizeOfMb(format, problem.leftMb) : '',
  });
}

/** The size of a piece of the disk. */
export function pieceSize({ words, format }: DiskWords, { sizeMb }: DiskPiece): string {
  if (sizeMb === null) return words('diskBar.unknown');
  return sizeMb < leastMb ? words('diskBar.noRoom') : sizeOfMb(format, sizeMb);
}

/** The picture of the disk in words. */
export function diskWords(
  given: DiskWords,
  partitions: readonly Partition[],
  pieces: readonly DiskPiece[],
  marked: ReadonlySet<number>,
): string {
  const { words, format, diskMb } = given;
  const list = (some: readonly DiskPiece[]): string =>
    some.length === 0
      ? words('diskBar.empty')
      : some.map(one).reduce((text, next) => words('diskBar.separator', { one: text, next }));
  const one = (piece: DiskPiece): string => {
    const size = pieceSize(given, piece);
    if (piece.row === null) return words('diskBar.free', { size });
    const partition = partitions[piece.row];
    const name = partitionName(words, partition, piece.row);
    const plain = words('diskBar.piece', { name, type: typeWords(words, partition?.type ?? ''), size });
    const text = marked.has(piece.row) ? words('diskBar.warned', { piece: plain }) : plain;
    return piece.inside.length === 0 ? text : words('diskBar.inside', { piece: text, pieces: list(piece.inside) });
  };
  return words('diskBar.alternative', { size: sizeOfMb(format, diskMb), pieces: list(pieces) });
}
