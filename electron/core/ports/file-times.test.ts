import { describe, expect, it } from 'vitest';
import { isSameTime, modifiedUsOf, timeToSet } from './file-times.ts';

describe('times of files', () => {
  it('[PORT-34] are the same when less than two microseconds lie between them', () => {
    const time = 1_700_000_000_123_456;
    expect([0, 1, -1, 2, -2].map((off) => isSameTime(time + off, time))).toEqual([true, true, true, false, false]);
    expect(modifiedUsOf({ mtimeMs: 1_700_000_000_123.456 })).toBe(time);
  });

  it('[PORT-39] before 1970 are set as text, and are known again when the sign was lost', () => {
    const time = -150_000_000_123_456;
    expect([timeToSet(time), timeToSet(1_500_000)]).toEqual(['-150000000.123456', 1.5]);
    expect(
      [-150_000_000_123_000, 2 ** 32 * 1e6 + time + 456, 2 ** 32 * 1e6 - time].map((one) => isSameTime(one, time)),
    ).toEqual([true, true, false]);
  });
});
