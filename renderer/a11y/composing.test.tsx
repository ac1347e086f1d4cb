// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { leaveKeysToComposer } from './composing.ts';

afterEach(cleanup);

it.each([
  ['that says so', { isComposing: true }],
  ['that is told by its number', { keyCode: 229 }],
])('[UI-441] a key %s reaches no field, and the next one does', (_name, composing) => {
  const stop = leaveKeysToComposer(document);
  const [inField, inPage] = [vi.fn(), vi.fn()];
  document.addEventListener('keydown', inPage);
  render(<input aria-label="name" onKeyDown={inField} />);
  const field = screen.getByRole('textbox');
  for (const key of ['Enter', 'Escape', 'F2']) fireEvent.keyDown(field, { key, ...composing });
  expect([inField, inPage].map((heard) => heard.mock.calls.length)).toEqual([0, 0]);
  fireEvent.keyDown(field, { key: 'Enter' });
  expect([inField, inPage].map((heard) => heard.mock.calls.length)).toEqual([1, 1]);
  stop();
  document.removeEventListener('keydown', inPage);
});
