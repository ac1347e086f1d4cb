// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startFeature } from '../features/start/index.tsx';
import { taskSequencesFeature } from '../features/task-sequences/index.tsx';
import { listenForKeys } from '../commands/keys.ts';
import { frame as words } from '#shared/text/en/frame';
import type { ConnectionState } from '../stores/connection.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { ConsolePage } from './console-page.tsx';
import { NodeTree } from './node-tree.tsx';
import { createTestShell, pageOf, renderWithShell } from './testing.tsx';
import { Toaster } from './toaster.tsx';
import type { ToastInput } from '../stores/toasts.ts';

const folder = (id: string, name: string) => ({ id, parentId: null, name, path: [name], sequenceCount: 0 });
const first = '11111111-1111-4111-8111-111111111111';
const second = '22222222-2222-4222-8222-222222222222';
const gone = '33333333-3333-4333-8333-333333333333';

async function createTree(childId: string) {
  const test = createTestShell(
    {
      'sequence.list': () => pageOf([]),
      'folder.list': () => pageOf([folder(first, 'Deployment'), folder(second, 'User state')]),
    },
    [taskSequencesFeature],
  );
  test.shell.goTo('task-sequences', childId);
  renderWithShell(<NodeTree />, test);
  await waitFor(() => expect(screen.getAllByRole('treeitem')).toHaveLength(3));
  return test;
}
const tabStops = () =>
  screen
    .getAllByRole('treeitem')
    .filter((row) => row.tabIndex === 0)
    .map((row) => row.textContent);
const focused = () => document.activeElement?.textContent ?? '';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('lost connection', () => {
  it('[UI-324] says what to do once it is not back soon, and nothing when it is', async () => {
    const test = createTestShell();
    renderWithShell(<ConnectionBanner />, test);
    const tell = (state: ConnectionState): void => act(() => test.shell.connection.set(state));
    tell({ status: 'lost', attempt: 1 });
    expect(screen.getByRole('alert').textContent).toBe(words.connectionLost);
    tell({ status: 'lost', attempt: 4 });
    expect(screen.getByRole('alert').textContent).toBe(`${words.connectionLost} ${words.connectionLostLong}`);
    tell({ status: 'connected' });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('node tree', () => {
  it('[UI-1] has one tab stop, also when the folder that was open is gone', async () => {
    await createTree(gone);
    expect(tabStops()).toEqual([expect.stringContaining('Task Sequences')]);
  });

  it('[UI-1] has one tab stop when the branch above the open folder is closed', async () => {
    await createTree(second);
    act(() => screen.getByRole('treeitem', { name: /User state/ }).focus());
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowLeft' });
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowLeft' });
    expect(tabStops()).toEqual([expect.stringContaining('Task Sequences')]);
  });

  it('[UI-2] goes out with Left and in with Right', async () => {
    await createTree(second);
    act(() => screen.getByRole('treeitem', { name: /User state/ }).focus());
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowLeft' });
    expect(focused()).toContain('Task Sequences');
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowRight' });
    expect(focused()).toContain('Deployment');
  });
});

describe('keys beside the list', () => {
  it('[UI-5] Del in the node tree asks about the focused folder, in the details about nothing', async () => {
    const test = await createTree(first);
    const stop = listenForKeys(test.shell, document);
    const asked = () => test.shell.dialogs.store.getState().open.map((dialog) => JSON.stringify(dialog));
    const details = document.body.appendChild(document.createElement('section'));
    details.dataset['commandScope'] = '';
    test.shell.selection.select('task-sequences', ['LAB00001']);
    fireEvent.keyDown(details, { key: 'Delete' });
    expect(asked()).toEqual([]);
    act(() => screen.getByRole('treeitem', { name: /User state/ }).focus());
    fireEvent.keyDown(document.activeElement as Element, { key: 'Delete' });
    await waitFor(() => expect(asked()).toEqual([expect.stringContaining('Delete the folder User state?')]));
    stop();
    details.remove();
  });

  it('[UI-9] a minimised tree is remembered and shows the path', async () => {
    const test = await createTree(second);
    cleanup();
    await act(() => test.shell.settings.set({ isTreeMinimised: true }));
    renderWithShell(<ConsolePage />, test);
    expect(screen.queryByRole('tree')).toBeNull();
    expect(screen.getByRole('button', { name: 'User state' }).getAttribute('aria-current')).toBe('page');
    expect(await test.client.call('setting.get', {})).toMatchObject({ isTreeMinimised: true });
  });
});

describe('welcome page', () => {
  it('[UI-8] comes to the front by itself', async () => {
    const { shell } = createTestShell({}, [startFeature]);
    await waitFor(() => expect(shell.tabs.store.getState().activeId).toContain('welcome'));
  });

  it('[UI-8] stays behind what somebody has begun', async () => {
    const { shell } = createTestShell({}, [taskSequencesFeature, startFeature]);
    shell.goTo('task-sequences');
    await waitFor(() => expect(shell.tabs.store.getState().tabs).toHaveLength(2));
    expect(shell.tabs.store.getState().activeId).toBe('console');
  });
});

describe('toasts', () => {
  const undo = { label: 'Undo', run: () => undefined };
  const show = (toast: ToastInput) => {
    const test = createTestShell();
    renderWithShell(<Toaster />, test);
    vi.useFakeTimers();
    act(() => void test.shell.toasts.show(toast));
    return test;
  };
  const staysFor = (ms: number): boolean => {
    act(() => void vi.advanceTimersByTime(ms - 1));
    const isThere = screen.queryByText('Deleted') !== null;
    act(() => void vi.advanceTimersByTime(1));
    return isThere && screen.queryByText('Deleted') === null;
  };

  it('[UI-3] leave after ten seconds', () => {
    show({ intent: 'success', title: 'Deleted' });
    expect(staysFor(10_000)).toBe(true);
  });

  it('[UI-533] with a way back or of what went wrong leave after thirty seconds', () => {
    show({ intent: 'success', title: 'Deleted', action: undo });
    expect(staysFor(30_000)).toBe(true);
    cleanup();
    show({ intent: 'error', title: 'Deleted' });
    expect(staysFor(30_000)).toBe(true);
  });

  it('[UI-533] of an error that asks for something stay until they are answered', () => {
    show({ intent: 'error', title: 'Deleted', action: undo });
    act(() => void vi.advanceTimersByTime(3_600_000));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(screen.queryByText('Deleted')).toBeNull();
  });

  it('[UI-533] do not leave behind a dialog', () => {
    const { shell } = show({ intent: 'success', title: 'Deleted' });
    act(() => void shell.dialogs.ask('confirm', { title: 'Go?', text: '', action: 'Go', keep: 'Stay' }));
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.queryByText('Deleted')).not.toBeNull();
    act(() => shell.dialogs.close(1));
    expect(staysFor(10_000)).toBe(true);
  });

  it('[UI-533] do not leave in a hidden window', () => {
    show({ intent: 'success', title: 'Deleted' });
    const change = (state: DocumentVisibilityState): void => {
      visibility.mockReturnValue(state);
      act(() => void document.dispatchEvent(new Event('visibilitychange')));
    };
    const visibility = vi.spyOn(document, 'visibilityState', 'get');
    change('hidden');
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.queryByText('Deleted')).not.toBeNull();
    change('visible');
    expect(staysFor(10_000)).toBe(true);
    visibility.mockRestore();
  });

  it('[UI-3] stay while focused, whatever the mouse does', () => {
    show({ intent: 'success', title: 'Deleted', action: undo });
    const button = screen.getByRole('button', { name: 'Undo' });
    const toast = button.closest('[role="status"]') as Element;
    act(() => button.focus());
    fireEvent.mouseEnter(toast);
    fireEvent.mouseLeave(toast);
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.queryByText('Deleted')).not.toBeNull();
  });
});
