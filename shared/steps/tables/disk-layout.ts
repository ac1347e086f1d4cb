import { hasVariable } from '../../model/variable-references.ts';
import { type DiskStyle, isBare, isNoEfi, type Partition } from './partitions.ts';

/** A piece of the disk. `row` counts the partitions from 0; null is what no partition has. Sizes in MB. */
export interface DiskPiece {
  readonly row: number | null;
  /** Null: nobody can tell before the step runs. */
  readonly sizeMb: number | null;
  /** Logical partitions and what they leave of their extended one. */
  readonly inside: readonly DiskPiece[];
}

/** What is wrong with the partitions of a disk. Rows count from 0. */
export type PartitionProblem =
  | { readonly kind: 'does-not-fit'; readonly row: number; readonly neededMb: number; readonly leftMb: number }
  | { readonly kind: 'nothing-left'; readonly row: number }
  | { readonly kind: 'percent-over'; readonly row: number }
  | { readonly kind: 'size-unreadable'; readonly row: number }
  | { readonly kind: 'gpt-only'; readonly row: number }
  | { readonly kind: 'mbr-only'; readonly row: number }
  | { readonly kind: 'logical-outside'; readonly row: number }
  | { readonly kind: 'type-unknown'; readonly row: number }
  /** The firmware starts from FAT32 alone. */
  | { readonly kind: 'efi-file-system'; readonly row: number }
  | { readonly kind: 'boot-twice'; readonly rows: readonly number[] }
  | { readonly kind: 'extended-twice'; readonly rows: readonly number[] }
  | { readonly kind: 'primaries'; readonly count: number }
  | { readonly kind: 'variable-twice'; readonly variable: string; readonly rows: readonly number[] };

export interface DiskLayout {
  readonly pieces: readonly DiskPiece[];
  readonly problems: readonly PartitionProblem[];
}

/** Room that partitions take from: the disk, or the extended partition. */
interface Pool {
  left: number;
  readonly pieces: DiskPiece[];
}

const number = /^\d{1,9}$/;

/** Size in MB as a partition takes it from what is left (1 GB = 1,024 MB); null when it is not a number here. */
function sizeIn({ left }: Pool, { size, unit }: Partition): number | null {
  if (unit === 'rest') return left;
  if (unit === 'other' || !number.test(size)) return null;
  const value = Number(size);
  if (unit === 'percent') return (left * Math.min(value, 100)) / 100;
  return unit === 'GB' ? value * 1024 : value;
}

/** Less than this is nothing: what rounding leaves. */
const least = 0.5;

function sizeProblem(one: Partition, row: number, pool: Pool): PartitionProblem[] {
  const wanted = sizeIn(pool, one);
  if (wanted === null) return hasVariable(one.size) ? [] : [{ kind: 'size-unreadable', row }];
  if (one.unit === 'percent' && Number(one.size) > 100) return [{ kind: 'percent-over', row }];
  if (pool.left < least) return [{ kind: 'nothing-left', row }];
  return wanted > pool.left + least ? [{ kind: 'does-not-fit', row, neededMb: wanted, leftMb: pool.left }] : [];
}

function close({ left, pieces }: Pool): DiskPiece[] {
  return left < least ? pieces : [...pieces, { row: null, sizeMb: left, inside: [] }];
}

/**
 * How partitions lie on a disk of a size, in the order in which they are created: a percentage is of what is left at
 * that point, a partition without a size takes all of it, and logical partitions take from the extended one. What does
 * not fit gets what is there, and is among the problems. Sizes in MB.
 */
export function layOutDisk(partitions: readonly Partition[], diskMb: number, style: DiskStyle): DiskLayout {
  const disk: Pool = { left: diskMb, pieces: [] };
  const problems: PartitionProblem[] = [];
  let extended: Pool | undefined;
  for (const [row, one] of partitions.entries()) {
    const pool = one.type === 'LOGICAL' ? (extended ?? disk) : disk;
    problems.push(...sizeProblem(one, row, pool));
    const wanted = sizeIn(pool, one);
    const sizeMb = wanted === null ? null : Math.min(wanted, pool.left);
    pool.left -= sizeMb ?? 0;
    const inside: DiskPiece[] = [];
    pool.pieces.push({ row, sizeMb, inside });
    if (one.type === 'EXTENDED') extended = { left: sizeMb ?? 0, pieces: inside };
  }
  const pieces = close(disk).map((piece) => {
    const used = piece.inside.reduce((sum, { sizeMb }) => sum + (sizeMb ?? 0), 0);
    return piece.inside.length === 0 || piece.sizeMb === null
      ? piece
      : { ...piece, inside: close({ left: piece.sizeMb - used, pieces: [...piece.inside] }) };
  });
  return { pieces, problems: [...problems, ...findTypeProblems(partitions, style), ...findPairs(partitions)] };
}

const known = new Set(['PRIMARY', 'EXTENDED', 'LOGICAL', 'HIDDEN', 'EFI', 'MSR', 'RECOVERY']);
/** A recovery partition of an MBR disk is what the Deployment Toolkit's own templates have. */
const onlyGpt = new Set(['EFI', 'MSR']);
const onlyMbr = new Set(['EXTENDED', 'LOGICAL']);

/** An MBR disk has room for four entries, the extended partition being one. */
const entriesMost = 4;

function findTypeProblems(partitions: readonly Partition[], style: DiskStyle): PartitionProblem[] {
  const isMbr = style === 'MBR';
  let hasExtended = false;
  const problems = partitions.flatMap((one, row): PartitionProblem[] => {
    const { type } = one;
    if (type === 'EXTENDED') hasExtended = true;
    if (!known.has(type)) return [{ kind: 'type-unknown', row }];
    if (isMbr && onlyGpt.has(type)) return [{ kind: 'gpt-only', row }];
    if (isNoEfi(one)) return [{ kind: 'efi-file-system', row }];
    if (!isMbr && onlyMbr.has(type)) return [{ kind: 'mbr-only', row }];
    return type === 'LOGICAL' && !hasExtended ? [{ kind: 'logical-outside', row }] : [];
  });
  const count = partitions.filter(({ type }) => type !== 'LOGICAL').length;
  return isMbr && count > entriesMost ? [...problems, { kind: 'primaries', count }] : problems;
}

function rowsWhere(partitions: readonly Partition[], holds: (one: Partition) => boolean): number[] {
  return partitions.flatMap((one, row) => (holds(one) ? [row] : []));
}

/** What only one partition may have. Variables are the same whatever their case. */
function findPairs(partitions: readonly Partition[]): PartitionProblem[] {
  const boot = rowsWhere(partitions, ({ isBoot }) => isBoot);
  const extended = rowsWhere(partitions, ({ type }) => type === 'EXTENDED');
  const variables = Map.groupBy(
    rowsWhere(partitions, ({ variable, type }) => variable.trim() !== '' && !isBare(type)),
    (row) => partitions[row]?.variable.trim().toLowerCase() ?? '',
  );
  return [
    ...(boot.length > 1 ? [{ kind: 'boot-twice', rows: boot } as const] : []),
    ...(extended.length > 1 ? [{ kind: 'extended-twice', rows: extended } as const] : []),
    ...[...variables.values()].flatMap((rows): PartitionProblem[] => {
      const variable = partitions[rows[0] ?? 0]?.variable.trim() ?? '';
      return rows.length > 1 ? [{ kind: 'variable-twice', variable, rows }] : [];
    }),
  ];
}
