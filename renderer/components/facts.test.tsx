// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { globSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { Facts } from './parts.tsx';

afterEach(cleanup);

it('[UI-555] facts that take a whole line stand in the grid of the others, before them', () => {
  const { container } = render(<Facts columns={2} long={[['Error', 'It failed.']]} rows={[['State', 'Failed']]} />);
  expect(container.querySelectorAll('dl')).toHaveLength(1);
  const facts = [...container.querySelectorAll('.ws-fact')];
  expect(facts.map((fact) => fact.textContent)).toEqual(['ErrorIt failed.', 'StateFailed']);
  expect(facts.map((fact) => fact.classList.contains('ws-fact-long'))).toEqual([true, false]);
});

it('[UI-555] every list of labels and values is drawn by one component', () => {
  const sources = globSync('renderer/**/*.tsx').filter((file) => !file.endsWith('.test.tsx'));
  const drawing = sources.filter((file) => readFileSync(file, 'utf8').includes('<dl'));
  // The sheet of keys has no facts: it is a list of what keys do.
  expect(drawing.map((file) => file.replaceAll('\\', '/')).sort()).toEqual([
    'renderer/components/parts.tsx',
    'renderer/features/palette/shortcuts-dialog.tsx',
  ]);
});

it('[UI-642] facts that are opened stand in the grid of those above them', () => {
  const more = { label: 'From its export', link: '2 more', rows: [['A', '1'] as const, ['B', '2'] as const] };
  const { container } = render(<Facts columns={2} rows={[['State', 'Failed']]} more={more} />);
  const texts = () => [...container.querySelectorAll('dl > .ws-fact')].map((fact) => fact.textContent);
  expect(texts()).toEqual(['StateFailed', 'From its export2 more']);
  fireEvent.click(screen.getByRole('button', { name: '2 more' }));
  expect(texts()).toEqual(['StateFailed', 'From its export2 more', 'A1', 'B2']);
  expect(container.querySelectorAll('dl, details')).toHaveLength(1);
});
