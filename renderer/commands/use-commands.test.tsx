// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ShellProvider } from '../app/shell-context.tsx';
import { createTestShell } from '../app/testing.tsx';
import type { CommandDefinition } from '../app/types.ts';
import { useCommandGroups } from './use-commands.ts';

afterEach(cleanup);

it('[UI-309] commands and the entries of their menus stay the same objects while they read as before', async () => {
  const { shell } = createTestShell({}, []);
  const store = createStore(() => ({ steps: ['one'], isEnabled: true }));
  const made = (id: string, more: Partial<CommandDefinition> = {}): CommandDefinition => ({
    ...{ id, scope: 'test', group: 'all', label: () => id, run: () => undefined },
    ...more,
  });
  shell.commands.register([
    made('test.plain', { isEnabled: () => store.getState().isEnabled }),
    made('test.list', { menu: () => store.getState().steps.map((name) => made(`test.${name}`)) }),
  ]);
  shell.commands.watch(store);
  const { result } = renderHook(() => useCommandGroups('test', 'bar'), {
    wrapper: ({ children }) => <ShellProvider shell={shell}>{children}</ShellProvider>,
  });
  const commands = () => result.current[0]?.commands ?? [];
  const first = result.current;
  const [plain, list] = commands();
  await act(async () => store.setState({ steps: ['one'] }));
  expect(result.current).toBe(first);
  await act(async () => store.setState({ isEnabled: false }));
  expect([commands()[0]?.isEnabled, commands()[1] === list]).toEqual([false, true]);
  await act(async () => store.setState({ steps: ['one', 'two'], isEnabled: true }));
  expect(commands()[0]).toEqual(plain);
  expect(commands()[1]?.children.map((child) => child.label)).toEqual(['test.one', 'test.two']);
  expect(commands()[1]?.children[0]).toBe(list?.children[0]);
});
