import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, ErrorDetails } from '../contract/errors.ts';
import {
  changedFields,
  conflictDetails,
  conflictingFields,
  findConflicts,
  givenFields,
  isSameValue,
} from './change.ts';

describe('changes of fields', () => {
  it('[DEV-50] only what two changed to different values is a conflict', () => {
    const current = { name: 'theirs', description: 'same', mac: 'old', facts: { b: '2', a: '1' } };
    const shown = { name: 'old', description: 'old', mac: 'old', facts: { a: '1', b: '2' } };
    const change = { name: 'mine', description: 'same', mac: 'mine', facts: { a: '3' } };
    expect(findConflicts(current, change, shown)).toEqual([{ field: 'name', mine: 'mine', theirs: 'theirs' }]);
    expect(findConflicts(current, change, {})).toEqual([]);
    expect(findConflicts(current, { name: undefined }, shown)).toEqual([]);
  });

  it('[DEV-50] a form sends what was changed in it, with what it showed', () => {
    const shown = { name: 'PC', facts: { a: '1', b: '2' }, drives: ['C'] };
    expect(changedFields(shown, { name: 'PC 2', facts: { b: '2', a: '1' }, drives: ['C'] })).toEqual({
      change: { name: 'PC 2' },
      shown: { name: 'PC' },
    });
    expect(givenFields({ name: 'x', mac: undefined, parent: null })).toEqual({ name: 'x', parent: null });
  });

  it('[DEV-50] two people who changed different fields never conflict, whoever is first', () => {
    const values = fc.record({ a: fc.jsonValue(), b: fc.jsonValue() });
    fc.assert(
      fc.property(values, fc.jsonValue(), fc.jsonValue(), (shown, mine, theirs) => {
        const [one, other] = [
          changedFields(shown, { ...shown, a: mine }),
          changedFields(shown, { ...shown, b: theirs }),
        ];
        expect(findConflicts({ ...shown, ...one.change }, other.change, other.shown)).toEqual([]);
        expect(findConflicts({ ...shown, ...other.change }, one.change, one.shown)).toEqual([]);
        expect(isSameValue(structuredClone(shown), shown)).toBe(true);
      }),
    );
  });

  it('[DEV-51] a conflict tells every field, and both sides as far as an error carries them', () => {
    const conflicts = [
      { field: 'name', mine: 'a', theirs: 'b' },
      { field: 'connection', mine: { kind: 'none' }, theirs: { kind: 'folder', drives: { 'C:': 'x'.repeat(4000) } } },
    ];
    const details = conflictDetails(conflicts);
    expect(ErrorDetails.parse(details)).toEqual({
      fields: 'name connection',
      ...{ 'mine.name': '"a"', 'theirs.name': '"b"', 'mine.connection': '{"kind":"none"}' },
    });
    expect(conflictingFields(new AppError('REVISION_CONFLICT', details))).toEqual(['name', 'connection']);
    expect(conflictingFields(new AppError('REVISION_CONFLICT', { expected: 1 }))).toBeNull();
    expect(conflictingFields(new AppError('CONFLICT', details))).toBeNull();
  });
});
