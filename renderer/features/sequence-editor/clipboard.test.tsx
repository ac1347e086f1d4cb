// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { giveSizes, openFake, type OpenedEditor, press, pressPaste, row } from './fakes/open-fake.tsx';
import { createTestShell } from '../../app/testing.tsx';
import { createClipboard } from './store/clipboard.ts';
import { editorsModel } from './store/editors-model.ts';
import type { TabOf } from '../../stores/tabs.ts';
import { fakePackage } from './fakes/fake-nodes.ts';
import { createFakeSession } from './fakes/fake-session.ts';
import { openEditor, sequenceEditorFeature } from './index.tsx';

configure({ asyncUtilTimeout: 10_000 });

describe('the clipboard of all windows', () => {
  let opened: OpenedEditor | null = null;
  let offered: string[] = [];
  let isRefused = false;
  beforeEach(() => {
    [offered, isRefused] = [[], false];
    const writeText = (text: string) => {
      if (isRefused) return Promise.reject(new Error('not allowed'));
      offered.push(text);
      return Promise.resolve();
    };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    return giveSizes();
  });
  afterEach(() => {
    opened?.stop();
    cleanup();
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('[UI-798] what another window copies can be pasted here, and what was copied before this window was there', async () => {
    opened = await openFake();
    const { client, shell } = opened;
    const paste = () => shell.commands.label(shell.commands.byId('editor.paste') ?? expect.unreachable());
    expect(paste()).toBe('Paste');
    await press('c', { ctrlKey: true });
    await waitFor(() => expect(paste()).toBe('Paste 1 step'));
    // A window that comes later asks the same core, with its first editor.
    const later = createTestShell(
      { ...createFakeSession([], null).handlers, 'clipboard.held': () => client.call('clipboard.held', {}) },
      [sequenceEditorFeature],
    );
    const { clipboard, of } = later.shell.model(editorsModel);
    openEditor(later.shell, { packageId: fakePackage, name: 'Deploy', mode: 'edit' });
    const tab = later.shell.tabs.store.getState().tabs.find((one) => one.kind === 'editor') as TabOf<'editor'>;
    of(tab);
    await waitFor(() => expect(clipboard.read().steps).toEqual({ number: 1, count: 1 }));
    later.client.emit('clipboard.changed', { steps: { number: 2, count: 3 }, conditions: null });
    expect(clipboard.read().steps?.count).toBe(3);
  });

  it('[UI-799] a copy is offered to the system, and a newer text of the system is what Ctrl+V pastes', async () => {
    opened = await openFake();
    await press('End');
    await press('c', { ctrlKey: true });
    await waitFor(() => expect(offered).toHaveLength(1));
    await pressPaste(offered[0]?.replaceAll('\n', '\r\n'));
    await waitFor(() => expect(opened?.session.names().at(-1)).toBe('Last'));
    expect(opened.session.names().filter((name) => name === 'Last')).toHaveLength(2);
    await act(async () => void fireEvent.click(row(/Setup/)));
    await press('c', { ctrlKey: true });
    await waitFor(() => expect(offered).toHaveLength(2));
    await pressPaste(offered[0]);
    await waitFor(() => expect(opened?.session.names().filter((name) => name === 'Last')).toHaveLength(3));
    // The entry of the menu never asks the system.
    await act(() => opened?.shell.commands.run('editor.paste'));
    await waitFor(() => expect(opened?.session.names().filter((name) => name === 'Setup')).toHaveLength(2));
  });

  it('[UI-799] what the system refused to take counts as the newest, whatever the system has', async () => {
    isRefused = true;
    opened = await openFake();
    await press('c', { ctrlKey: true });
    await waitFor(() => expect(opened?.client.callsOf('clipboard.copySteps')).toHaveLength(1));
    await pressPaste('a word from elsewhere');
    await waitFor(() => expect(opened?.session.names().filter((name) => name === 'Capture')).toHaveLength(2));
    const clipboard = createClipboard(() => Promise.resolve(true));
    expect(clipboard.asked('text')).toBe('text');
  });

  it('[UI-799] a field keeps its own paste, and a view pastes nothing', async () => {
    opened = await openFake();
    const field = await screen.findByDisplayValue('Capture');
    act(() => field.focus());
    expect(fireEvent.paste(field, { clipboardData: { getData: () => '<step/>' } })).toBe(true);
    expect(opened.client.callsOf('clipboard.take')).toEqual([]);
    opened.stop();
    cleanup();
    opened = await openFake('view');
    await pressPaste('<step/>');
    expect(opened.client.callsOf('clipboard.take')).toEqual([]);
  });

  it('[UI-800] a text that cannot be pasted is refused with its reason on the page, and nothing changes', async () => {
    opened = await openFake();
    const before = opened.session.names();
    opened.client.handle({
      'clipboard.take': () => {
        throw new AppError('EDIT_INVALID', { reason: reason('paste-only') });
      },
    });
    await pressPaste('a word');
    await waitFor(() => expect(screen.getByText(/only groups and steps can be pasted/)).toBeTruthy());
    expect(opened.session.names()).toEqual(before);
    await pressPaste('x'.repeat(16_000_001));
    await waitFor(() => expect(screen.getByText(/at most 16,000,000 characters can be pasted/)).toBeTruthy());
    expect(opened.client.callsOf('clipboard.take')).toHaveLength(1);
  });
});
