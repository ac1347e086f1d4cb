import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Texts that are no names, whose end is the least of them. */
const cutAtTheirEnd = [
  'renderer/components/data-list-header.tsx',
  'renderer/features/palette/palette-dialog.tsx',
  'renderer/features/runs/run-log.tsx',
];

it('[UI-530] names are cut by one component: nothing else asks for an end that is cut off', () => {
  const sources = globSync('renderer/**/*.tsx').map((file) => file.replaceAll('\\', '/'));
  const found = sources.filter((file) => readFileSync(file, 'utf8').includes('ws-ellipsis'));
  expect(found.filter((file) => !file.endsWith('.test.tsx')).sort()).toEqual(cutAtTheirEnd);
});
