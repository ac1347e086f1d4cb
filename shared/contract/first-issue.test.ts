import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstIssue } from './first-issue.ts';
import { reason } from './message.ts';

const Schema = z.strictObject({
  one: z.strictObject({ name: z.string().max(3), count: z.int().min(1), kind: z.enum(['a', 'b']) }),
});

function told(value: unknown): unknown {
  const { error } = Schema.safeParse(value);
  return error === undefined ? 'fits' : firstIssue(error, value);
}

describe('why something does not fit a schema', () => {
  const fits = { name: 'abc', count: 1, kind: 'a' };

  it('[CON-12] a value is missing only when nothing is there', () => {
    expect(told({ one: fits })).toBe('fits');
    expect(told({})).toEqual(reason('value-missing', { path: 'one' }));
    expect(told({ one: { ...fits, kind: undefined } })).toEqual(reason('value-missing', { path: 'one.kind' }));
    expect(told({ one: 'text' })).toEqual(reason('value-wrong', { path: 'one' }));
    expect(told({ one: { ...fits, name: null } })).toEqual(reason('value-wrong', { path: 'one.name' }));
    expect(told({ one: { ...fits, kind: 'c' } })).toEqual(reason('value-wrong', { path: 'one.kind' }));
  });

  it('[CON-12] limits and names that are not known are told, and never the value', () => {
    expect(told({ one: { ...fits, name: 'secret' } })).toEqual(
      reason('value-too-big', { path: 'one.name', limit: '3' }),
    );
    expect(told({ one: { ...fits, count: 0 } })).toEqual(reason('value-too-small', { path: 'one.count', limit: '1' }));
    expect(told({ one: { ...fits, more: 1 } })).toEqual(reason('value-unknown-keys', { path: 'one', keys: 'more' }));
    expect(told('text')).toEqual(reason('not-fitting'));
  });
});
