import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SecretStore } from './secrets.ts';

/** What every secret store promises. `makeStore` gives an empty one. */
export function testSecrets(name: string, makeStore: () => SecretStore): void {
  it(`[PORT-6] ${name}: a secret comes back as it was put, the last one counts, a deleted one is gone`, async () => {
    const store = makeStore();
    expect(await store.get('a')).toBeUndefined();
    await store.put('a', 'first');
    await store.put('A', 'other');
    await store.put('a', 'second');
    expect([await store.get('a'), await store.get('A')]).toEqual(['second', 'other']);
    expect([await store.delete('a'), await store.delete('a')]).toEqual([true, false]);
    expect([await store.get('a'), await store.get('A')]).toEqual([undefined, 'other']);
  });

  it(`[PORT-6] ${name}: every text is carried, the empty one too`, async () => {
    const store = makeStore();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ minLength: 1 }),
        async (value, key) => {
          await store.put(key, value);
          expect(await store.get(key)).toBe(value);
        },
      ),
      {
        numRuns: 40,
        examples: [
          ['', 'empty'],
          ['ä€𝄞\u0000', '__proto__'],
        ],
      },
    );
  });

  it(`[RNG-20] ${name}: all values below a prefix come in one look, and nothing else`, async () => {
    const store = makeStore();
    for (const key of ['run/1/a', 'run/1/b', 'run/10/a', 'run']) await store.put(key, `value of ${key}`);
    expect(await store.getAll('run/1/')).toEqual(
      new Map([
        ['run/1/a', 'value of run/1/a'],
        ['run/1/b', 'value of run/1/b'],
      ]),
    );
    expect(await store.getAll('other/')).toEqual(new Map());
  });

  it(`[PORT-7] ${name}: says how and where it seals`, () => {
    const store = makeStore();
    expect(['os', 'key-file']).toContain(store.kind());
    expect(store.place()).not.toBe('');
  });
}
