// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createTestShell, renderWithShell } from '../app/testing.tsx';
import type { CommandDefinition } from '../app/types.ts';
import { CommandBar } from './command-bar.tsx';

/** jsdom measures nothing: every command is 100 wide, the bar has room for two and the menu. */
beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 300 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 100 });
});

afterEach(() => {
  for (const name of ['clientWidth', 'offsetWidth']) Reflect.deleteProperty(HTMLElement.prototype, name);
  cleanup();
});

function open() {
  const test = createTestShell({}, []);
  const store = createStore(() => ({ shown: ['one', 'two', 'three', 'four'], isEnabled: true, word: '' }));
  const made = (id: string): CommandDefinition => ({
    ...{ id: `test.${id}`, scope: 'test', group: id, run: () => undefined },
    label: () => `${id}${store.getState().word}`,
    when: () => store.getState().shown.includes(id),
    isEnabled: () => store.getState().isEnabled,
  });
  test.shell.commands.register(['none', 'one', 'two', 'three', 'four'].map(made));
  test.shell.commands.watch(store);
  renderWithShell(<CommandBar scope="test" />, test);
  return store;
}

const names = () => screen.getAllByRole('menuitem').map((entry) => entry.textContent);

it('[UI-840] an open menu of commands stays open with its focus while commands change, come and go', async () => {
  const store = open();
  await act(async () => void fireEvent.click(await screen.findByRole('button', { name: 'More commands' })));
  const menu = screen.getByRole('menu');
  const before = names();
  expect(before).toContain('four');
  const focused = screen.getByRole('menuitem', { name: 'four' });
  act(() => focused.focus());
  await act(async () => store.setState({ isEnabled: false, word: '!' }));
  expect(names()).toEqual(before.map((name) => `${name}!`));
  await act(async () => store.setState({ shown: ['none', 'one', 'two', 'three', 'four'] }));
  expect([screen.getByRole('menu') === menu, document.activeElement === focused]).toEqual([true, true]);
  await act(async () => store.setState({ shown: ['four'], isEnabled: true, word: '' }));
  expect([screen.getByRole('menu') === menu, document.activeElement === focused]).toEqual([true, true]);
  expect(names()).toEqual(['four']);
});
