import { describe, expect, it } from 'vitest';
import { instanceValue, readInstance } from './instance.ts';
import { writeNewInstance } from './new-instance.ts';

const given = { packageId: 'LAB00001', siteCode: 'LAB', name: 'One', description: '', sequenceXml: '<sequence/>' };
const timesOf = (createdAt: number, modifiedAt: number, properties: Record<string, string> = {}) => {
  const text = writeNewInstance({ ...given, enabled: true, references: [], properties, createdAt, modifiedAt });
  const instance = readInstance(text, 'f', 'object.xml');
  return ['SourceDate', 'LastRefreshTime'].map((name) => instanceValue(instance, name));
};

describe('a new object', () => {
  it('[XFER-107] says its times, those of its file first, and none that four digits of a year do not hold', () => {
    const at = Date.UTC(2026, 1, 3, 4, 5, 6, 789);
    expect(timesOf(at, at)).toEqual(['20260203040506.000000+000', '20260203040506.000000+000']);
    expect(timesOf(at, at, { SourceDate: '2008-04-07T10:20:30' })[0]).toBe('20080407102030.000000+***');
    expect(timesOf(-1, 8.64e15)).toEqual([null, null]);
    expect(timesOf(NaN, 9e15, { SourceDate: 'some day' })).toEqual([null, null]);
  });
});
