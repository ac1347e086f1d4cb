import { reason } from '#shared/contract/message';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkCaptureRequest,
  deleteAfter,
  isDue,
  minimumFreeBytes,
  storePathIn,
  usedShare,
} from './migration-point-rules.ts';
import type { CaptureRequestFacts } from './migration-point-rules.ts';

const mb = 1024 * 1024;
const usual: CaptureRequestFacts = {
  name: 'Depot',
  isRestoreOnly: false,
  folder: { path: '/smp', maximumClients: 2, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'MB' },
  clients: 0,
  facts: { state: 'usable', freeBytes: 1000 * mb, totalBytes: 5000 * mb },
};

function refusal(change: Partial<CaptureRequestFacts>): string | null {
  return checkCaptureRequest({ ...usual, ...change })?.code ?? null;
}

function space(
  freeBytes: number,
  minimum: number,
  unit: 'MB' | 'GB' | 'percent',
  totalBytes = 4096 * mb,
): string | null {
  return refusal({
    folder: { ...usual.folder, minimumFreeSpace: minimum, minimumFreeSpaceUnit: unit },
    facts: { state: 'usable', freeBytes, totalBytes },
  });
}

describe('requests to a migration point', () => {
  it('[UST-45] are refused in restore-only mode, before anything else', () => {
    expect([refusal({ isRestoreOnly: true }), refusal({ isRestoreOnly: true, clients: 2 }), refusal({})]).toEqual([
      'MIGRATION_POINT_RESTORE_ONLY',
      'MIGRATION_POINT_RESTORE_ONLY',
      null,
    ]);
  });

  it('[UST-46] are refused at the client limit, not below', () => {
    expect([1, 2, 3].map((clients) => refusal({ clients }))).toEqual([
      null,
      'MIGRATION_POINT_CLIENT_LIMIT',
      'MIGRATION_POINT_CLIENT_LIMIT',
    ]);
  });

  it('[UST-47] are refused one byte below the minimum of free space, in each unit', () => {
    const refused = 'MIGRATION_POINT_FREE_SPACE';
    expect([
      space(100 * mb - 1, 100, 'MB'),
      space(100 * mb, 100, 'MB'),
      space(2 * 1024 * mb - 1, 2, 'GB'),
      space(2 * 1024 * mb, 2, 'GB'),
      space(10 * mb - 1, 10, 'percent', 100 * mb),
      space(10 * mb, 10, 'percent', 100 * mb),
    ]).toEqual([refused, null, refused, null, refused, null]);
    expect(minimumFreeBytes(1, 'percent', 101)).toBe(2);
  });

  it('[UST-47] say the numbers in the words of the folder', () => {
    const facts = { state: 'usable', freeBytes: 50 * mb + 1, totalBytes: 100 * mb } as const;
    expect(checkCaptureRequest({ ...usual, facts })?.details).toEqual({
      path: '/smp',
      name: 'Depot',
      actual: reason('amount-with-unit', { amount: 50, unit: 'MB' }),
      limit: reason('amount-with-unit', { amount: 100, unit: 'MB' }),
    });
  });

  it('[UST-48] are refused by a folder that cannot be used', () => {
    const facts = [
      { state: 'missing', freeBytes: null, totalBytes: null },
      { state: 'read-only', freeBytes: 1e12, totalBytes: 1e12 },
      { state: 'usable', freeBytes: null, totalBytes: 1e12 },
    ] as const;
    expect(facts.map((one) => refusal({ facts: one }))).toEqual(Array(3).fill('MIGRATION_POINT_FOLDER_UNUSABLE'));
  });

  it('[UST-49] lead to a path that only knows an opaque id', () => {
    expect(storePathIn('/smp', '0d8f9d2e-6c1b-4a3f-8e52-6f1f0c9b7a11')).toBe(
      path.join('/smp', '0d8f9d2e-6c1b-4a3f-8e52-6f1f0c9b7a11'),
    );
    expect(() => storePathIn('/smp', '../OLD-PC')).toThrow(/INVALID_INPUT/);
  });
});

describe('deletion policy', () => {
  const day = 86_400_000;
  it('[UST-50] counts from the release after the restore', () => {
    const three = { kind: 'after-days', days: 3 } as const;
    expect([
      deleteAfter(three, 1000),
      deleteAfter({ kind: 'immediate' }, 1000),
      deleteAfter(three, null),
      isDue(three, 1000, 1000 + 3 * day - 1),
      isDue(three, 1000, 1000 + 3 * day),
      isDue({ kind: 'immediate' }, null, 1e15),
    ]).toEqual([1000 + 3 * day, 1000, null, false, true, false]);
  });
});

it('[MIG-6] what is used of a point is the share of its known disks, whatever their size', () => {
  const small = { freeBytes: 10, totalBytes: 100 };
  const large = { freeBytes: 600, totalBytes: 1000 };
  const unknown = { freeBytes: null, totalBytes: null };
  expect([[small], [large], [small, large, unknown], [unknown], []].map(usedShare)).toEqual([
    0.9,
    0.4,
    1 - 610 / 1100,
    null,
    null,
  ]);
});
