import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiskPiece, layOutDisk, type PartitionProblem } from './disk-layout.ts';
import { newPartition, type Partition, partitionTypes, typesOf } from './partitions.ts';

const made = (change: Partial<Partition>): Partition => ({ ...newPartition, ...change });
const fixed = (size: number, change: Partial<Partition> = {}) => made({ size: size.toString(), unit: 'MB', ...change });
const share = (size: number, change: Partial<Partition> = {}) => made({ size: size.toString(), ...change });
const sizes = (pieces: readonly DiskPiece[]) => pieces.map(({ row, sizeMb }) => [row, sizeMb]);

describe('partitions on a disk', () => {
  it('[STEP-35] a percentage is of what is left, and no size takes all of it', () => {
    const rows = [fixed(200), share(50), made({ size: '', unit: 'rest' })];
    expect(sizes(layOutDisk(rows, 1000, 'GPT').pieces)).toEqual([
      [0, 200],
      [1, 400],
      [2, 400],
    ]);
  });

  it('[STEP-35] logical partitions take from the extended one, and what is left is shown in both', () => {
    const rows = [fixed(100), fixed(600, { type: 'EXTENDED' }), share(50, { type: 'LOGICAL' }), fixed(100)];
    const { pieces, problems } = layOutDisk(rows, 1000, 'MBR');
    expect(sizes(pieces)).toEqual([
      [0, 100],
      [1, 600],
      [3, 100],
      [null, 200],
    ]);
    expect(sizes(pieces[1]?.inside ?? [])).toEqual([
      [2, 300],
      [null, 300],
    ]);
    expect(problems).toEqual([]);
  });

  it('[STEP-35] 1 GB is 1,024 MB, and a size that a variable gives is not known', () => {
    const { pieces, problems } = layOutDisk(
      [made({ size: '1', unit: 'GB' }), fixed(0, { size: '%Size%' })],
      2048,
      'GPT',
    );
    expect(sizes(pieces)).toEqual([
      [0, 1024],
      [1, null],
      [null, 1024],
    ]);
    expect(problems).toEqual([]);
  });

  it.each<[string, readonly Partition[], 'MBR' | 'GPT', readonly PartitionProblem[]]>([
    ['too large', [fixed(1200)], 'GPT', [{ kind: 'does-not-fit', row: 0, neededMb: 1200, leftMb: 1000 }]],
    ['nothing left', [share(100), share(10)], 'GPT', [{ kind: 'nothing-left', row: 1 }]],
    ['over 100 percent', [share(101)], 'GPT', [{ kind: 'percent-over', row: 0 }]],
    ['a size of letters', [fixed(1, { size: 'x' })], 'GPT', [{ kind: 'size-unreadable', row: 0 }]],
    ['EFI on MBR', [fixed(1, { type: 'EFI' })], 'MBR', [{ kind: 'gpt-only', row: 0 }]],
    ['EFI with NTFS', [fixed(1, { type: 'EFI' })], 'GPT', [{ kind: 'efi-file-system', row: 0 }]],
    ['EFI left raw', [fixed(1, { type: 'EFI', fileSystem: '' })], 'GPT', [{ kind: 'efi-file-system', row: 0 }]],
    ['EFI with FAT32, MSR', [fixed(1, { type: 'EFI', fileSystem: 'FAT32' }), fixed(1, { type: 'MSR' })], 'GPT', []],
    ['EFI with a variable', [fixed(1, { type: 'EFI', fileSystem: '%FS%' })], 'GPT', []],
    ['extended on GPT', [fixed(1, { type: 'EXTENDED' })], 'GPT', [{ kind: 'mbr-only', row: 0 }]],
    ['logical outside', [fixed(1, { type: 'LOGICAL' })], 'MBR', [{ kind: 'logical-outside', row: 0 }]],
    ['unknown type', [fixed(1, { type: 'ODD' })], 'MBR', [{ kind: 'type-unknown', row: 0 }]],
    [
      'two boot partitions',
      [fixed(1, { isBoot: true }), fixed(1, { isBoot: true })],
      'GPT',
      [{ kind: 'boot-twice', rows: [0, 1] }],
    ],
    ['five entries', Array.from({ length: 5 }, () => fixed(1)), 'MBR', [{ kind: 'primaries', count: 5 }]],
    [
      'one variable twice',
      [fixed(1, { variable: 'OSDisk' }), fixed(1), fixed(1, { variable: ' osdisk' })],
      'GPT',
      [{ kind: 'variable-twice', variable: 'OSDisk', rows: [0, 2] }],
    ],
  ])('[STEP-35] %s is named', (_name, rows, style, problems) => {
    expect(layOutDisk(rows, 1000, style).problems).toEqual(problems);
  });

  it('[STEP-35] two extended partitions are named, and what their types allow is no problem on either style', () => {
    const twice = [fixed(1, { type: 'EXTENDED' }), fixed(1, { type: 'EXTENDED' })];
    expect(layOutDisk(twice, 1000, 'MBR').problems).toEqual([{ kind: 'extended-twice', rows: [0, 1] }]);
    for (const style of ['MBR', 'GPT'] as const) {
      const types = typesOf(style).map((type) => fixed(1, { type }));
      const kinds = layOutDisk(types, 1000, style).problems.map(({ kind }) => kind);
      expect(kinds).not.toContain('gpt-only');
      expect(kinds).not.toContain('mbr-only');
    }
  });

  it('[STEP-35] the pieces fill the disk and never more, whatever the rows ask for', () => {
    const row = fc.record({
      type: fc.constantFrom(...partitionTypes, 'ODD'),
      size: fc.oneof(fc.nat({ max: 400 }).map(String), fc.constantFrom('', 'x', '%Size%', '99999999999')),
      unit: fc.constantFrom('MB', 'GB', 'percent', 'rest', 'other'),
    });
    const total = (pieces: readonly DiskPiece[]) => pieces.reduce((sum, { sizeMb }) => sum + (sizeMb ?? 0), 0);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.integer({ min: 1, max: 4096 }), (rows, diskMb) => {
        const { pieces } = layOutDisk(rows.map(made), diskMb, 'MBR');
        expect(Math.abs(total(pieces) - diskMb)).toBeLessThan(1);
        for (const { sizeMb, inside } of pieces) {
          if (inside.length > 0) expect(Math.abs(total(inside) - (sizeMb ?? total(inside)))).toBeLessThan(1);
        }
        const shown = pieces.flatMap((piece) => [piece, ...piece.inside]).flatMap((piece) => piece.row ?? []);
        expect(shown.sort((one, other) => one - other)).toEqual(rows.map((_, at) => at));
      }),
    );
  });
});
