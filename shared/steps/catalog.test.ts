import { expect, it } from 'vitest';
import { listAddMenu, stepDescriptions } from './catalog.ts';

it('[STEP-1] ids, types and variables are unique, and templates name variables that exist', () => {
  for (const key of ['id', 'type'] as const) {
    expect(new Set(stepDescriptions.map((one) => one[key])).size).toBe(stepDescriptions.length);
  }
  const strays: string[] = [];
  for (const one of stepDescriptions) {
    const properties = one.properties.flatMap((property) => property.xml?.property ?? []);
    expect(new Set(properties).size, one.id).toBe(properties.length);
    for (const match of (one.action ?? '').matchAll(/\{(\w+)\}/g)) {
      if (!properties.includes(match[1] ?? '')) strays.push(`${one.id} ${match[0]}`);
    }
  }
  expect(strays).toEqual([]);
});

it('[STEP-2] the Add menu holds every type that is not retired, once', () => {
  const offered = listAddMenu().flatMap(({ types }) => types.map((one) => one.id));
  const expected = stepDescriptions
    .filter((one) => one.retired === undefined && one.element !== 'group')
    .map((one) => one.id);
  expect([...offered].sort()).toEqual([...expected].sort());
});
