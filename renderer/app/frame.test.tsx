// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { taskSequencesFeature } from '../features/task-sequences/index.tsx';
import { NodeTree } from './node-tree.tsx';
import { createTestShell, renderWithShell } from './testing.tsx';
import { Toaster } from './toaster.tsx';

const folder = (id: string, name: string) => ({ id, parentId: null, name });
const first = '11111111-1111-4111-8111-111111111111';
const second = '22222222-2222-4222-8222-222222222222';
const gone = '33333333-3333-4333-8333-333333333333';

function createTree(childId: string) {
  const test = createTestShell(
    {
      'sequence.list': () => ({ sequences: [] }),
      'folder.list': () => ({ folders: [folder(first, 'Deployment'), folder(second, 'User state')] }),
    },
    [taskSequencesFeature],
  );
  test.shell.goTo('task-sequences', childId);
  renderWithShell(<NodeTree />, test);
  return waitFor(() => expect(screen.getAllByRole('treeitem')).toHaveLength(3));
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

describe('toasts', () => {
  const show = () => {
    const test = createTestShell();
    renderWithShell(<Toaster />, test);
    vi.useFakeTimers();
    act(() => {
      test.shell.toasts.show({ intent: 'success', title: 'Deleted', action: { label: 'Undo', run: () => undefined } });
    });
    return screen.getByRole('button', { name: 'Undo' });
  };

  it('[UI-3] leave after ten seconds', () => {
    show();
    act(() => void vi.advanceTimersByTime(9_999));
    expect(screen.queryByText('Deleted')).not.toBeNull();
    act(() => void vi.advanceTimersByTime(1));
    expect(screen.queryByText('Deleted')).toBeNull();
  });

  it('[UI-3] stay while focused, whatever the mouse does', () => {
    const undo = show();
    const toast = undo.closest('[role="status"]') as Element;
    act(() => undo.focus());
    fireEvent.mouseEnter(toast);
    fireEvent.mouseLeave(toast);
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.queryByText('Deleted')).not.toBeNull();
  });
});
