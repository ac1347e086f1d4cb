import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Ids } from './ids.ts';

/** What every source of identifiers promises. */
export function testIds(name: string, makeIds: () => Ids): void {
  it(`[PORT-3] ${name}: every identifier is a UUID in lower case and comes once`, () => {
    const ids = makeIds();
    const made = Array.from({ length: 1000 }, () => ids.uuid());
    expect(new Set(made).size).toBe(1000);
    expect(made.filter((id) => !z.uuid().safeParse(id).success || id !== id.toLowerCase())).toEqual([]);
  });
}
