import { describe, expect, it } from 'vitest';
import { capture, makePlace, plant, restore } from './test-device.contract.ts';
import { tellLeftOut } from './summaries.ts';

const place = makePlace();

describe('what is missing', () => {
  it('[UST-121] counts every file of an account that stays behind, in the list and for its user', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Bert/b.txt': 'b', 'Users/Bert/c.txt': 'c', 'Users/Dora/': '' });
    capture(place, { hasStandardOptions: false });
    const result = restore(place, { restoreLocalAccounts: false });
    const missing = result.missing.map(({ user, cause, files }) => [user, cause, files]);
    const files = result.missing.reduce((sum, one) => sum + (one.files ?? 1), 0);
    expect([files, result.missingCount]).toEqual([result.missingCount, result.missingCount]);
    expect(missing).toContainEqual(['Bert', 'localAccount', 2]);
    expect(missing.map(([user]) => user)).not.toContain('Dora');
    const perUser = result.perUser.map((one) => [one.user, one.files, one.missing]);
    expect(perUser).toContainEqual(['Bert', 0, 2]);
    expect(result.perUser.reduce((sum, one) => sum + (one.missing ?? 0), 0)).toBe(result.missingCount);
  });

  it('[UST-121] comes first in what was left out, so that a cut list still names it', () => {
    const entry = (path: string, reason: 'excludedByRule' | 'unreadable') =>
      ({ user: 'Anna', path, reason, detail: '', ruleId: null }) as const;
    const many = Array.from({ length: 10_001 }, (_one, index) => entry(`C:\\${String(index)}`, 'excludedByRule'));
    const told = tellLeftOut([...many, entry('C:\\lost', 'unreadable')]);
    expect([told.leftOut.length, told.leftOut[0]?.path]).toEqual([10_000, 'C:\\lost']);
    expect([told.leftOutCount, told.missingCount]).toEqual([10_002, 1]);
  });
});
