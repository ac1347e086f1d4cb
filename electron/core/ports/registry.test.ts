import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryRegistry } from './fakes/memory-registry.ts';
import { readNumber, readText, type Registry } from './registry.ts';
import { createRegistry } from './registry-real.ts';

const key = 'HKCU\\Software\\Waystation tests';
const text = (given: string) => ({ kind: 'text', text: given }) as const;

// Elsewhere there is no registry: the double alone keeps the lines there.
const registries: readonly (readonly [string, () => Registry])[] = [
  ['in memory', createMemoryRegistry],
  ...(process.platform === 'win32' ? [['of this Windows', createRegistry] as const] : []),
];

describe.each(registries)('the registry %s', (_name, create) => {
  const registry = create();
  afterEach(() => {
    registry.deleteTree(key);
  });

  it('[PORT-62] keeps texts of both kinds and finds keys and values without regard to case', () => {
    registry.setText(`${key}\\A`, 'Plain', text('a'));
    registry.setText(`${key}\\A`, '', { kind: 'expandable', text: '%TEMP%\\ü' });
    expect(registry.value('HKCU\\software\\WAYSTATION tests\\a', 'PLAIN')).toEqual(text('a'));
    expect(registry.value(`${key}\\A`, '')).toEqual({ kind: 'expandable', text: '%TEMP%\\ü' });
    expect(readText(registry, `${key}\\A`, '')).toBe('%TEMP%\\ü');
    expect([registry.subkeys(key), registry.hasKey(`${key}\\a`)]).toEqual([['A'], true]);
  });

  it('[PORT-62] has null for what is not there, and forgets it without a word', () => {
    expect([registry.value(key, 'x'), registry.subkeys(key), registry.hasKey(key)]).toEqual([null, null, false]);
    expect([readText(registry, key, 'x'), readNumber(registry, key, 'x')]).toEqual([undefined, undefined]);
    registry.deleteValue(key, 'x');
    registry.deleteTree(key);
    registry.deleteEmptyKey(key);
    registry.setText(key, 'x', text(''));
    registry.deleteValue(key, 'X');
    registry.deleteValue(key, 'x');
    expect([registry.value(key, 'x'), registry.hasKey(key)]).toEqual([null, true]);
  });

  it('[PORT-62] deletes a key that is empty, or one with all below it', () => {
    registry.setText(`${key}\\A\\B`, 'x', text('x'));
    registry.deleteEmptyKey(`${key}\\A`);
    registry.deleteEmptyKey(`${key}\\A\\B`);
    expect(registry.hasKey(`${key}\\A\\B`)).toBe(true);
    registry.deleteValue(`${key}\\A\\B`, 'x');
    registry.deleteEmptyKey(`${key}\\A\\B`);
    expect([registry.hasKey(`${key}\\A\\B`), registry.hasKey(`${key}\\A`)]).toEqual([false, true]);
    registry.setText(`${key}\\A\\C`, 'x', text('x'));
    registry.deleteTree(key);
    expect([registry.hasKey(`${key}\\A`), registry.hasKey(key)]).toEqual([false, false]);
  });
});
