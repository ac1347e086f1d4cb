// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { paletteObjects } from '../../app/palette-objects.ts';
import { createTestShell, pageOf, renderWithShell, testDevice } from '../../app/testing.tsx';
import type { CommandDefinition, FeatureDefinition } from '../../app/types.ts';
import { activeScope, listenForKeys } from '../../commands/keys.ts';
import { commandEntries } from './entries.tsx';
import { paletteFeature } from './index.tsx';

const ran = vi.fn();
const command = (id: string, more: Partial<CommandDefinition> = {}): CommandDefinition => ({
  id,
  scope: 'global',
  label: () => id,
  group: 'test',
  run: () => void ran(id),
  ...more,
});
const feature: FeatureDefinition = {
  id: 'test',
  commands: [
    command('Alpha', { keys: 'Ctrl+Alt+A' }),
    command('Beta', { isEnabled: () => false }),
    command('Gamma', { when: () => false }),
    command('Delta', { places: ['bar'] }),
    command('Add', { menu: () => [command('Group')] }),
    command('Elsewhere', { scope: 'another-page' }),
    command('Here', { scope: 'page', keys: 'Ctrl+R' }),
    command('Everywhere', { keys: 'Ctrl+R' }),
  ],
  objects: [
    paletteObjects({ id: 'devices', method: 'device.list', idOf: (row) => row.id }, (_shell, { id, name }) => ({
      id,
      label: name,
      hint: 'Devices',
      icon: <i />,
      open: () => void ran(name),
    })),
  ],
};
const handlers = {
  'device.list': ({ filter, startsWith }: { filter: string; startsWith: string }) =>
    pageOf([testDevice].filter(({ name }) => name.toLowerCase().includes(filter || startsWith))),
};

async function open() {
  const test = createTestShell(handlers, [feature, paletteFeature]);
  renderWithShell(<main />, test);
  const stop = listenForKeys(test.shell, document);
  fireEvent.keyDown(document.body, { key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true });
  const box = await screen.findByRole('combobox', { name: 'Search or run a command' });
  await screen.findByText('OLD-PC');
  return { ...test, box, stop };
}
const active = (box: HTMLElement) => document.getElementById(box.getAttribute('aria-activedescendant') ?? '');
const names = () => screen.getAllByRole('option').map((option) => option.textContent);

afterEach(() => {
  cleanup();
  ran.mockClear();
});

describe('palette', () => {
  it('[UI-61] offers what can be done here and now', async () => {
    const { stop } = await open();
    expect(names()).toEqual(['AlphaCtrl+Alt+A', 'Add: Group', 'EverywhereCtrl+R', 'ShortcutsF1', 'OLD-PCDevices']);
    stop();
  });
  it('[UI-61] offers a key once: the command of the page has it', () => {
    const { shell } = createTestShell({}, [feature, paletteFeature]);
    shell.navigation.go('library', { nodeId: 'page', childId: null });
    const offered = commandEntries(shell).filter((entry) => entry.keys === 'Ctrl+R');
    expect(offered.map((entry) => entry.label)).toEqual(['Here']);
  });
  it('[UI-62] marks with the arrows, runs with Enter and closes first', async () => {
    const { box, shell, stop } = await open();
    expect(active(box)?.textContent).toContain('Alpha');
    fireEvent.keyDown(box, { key: 'ArrowUp' });
    expect(active(box)?.textContent).toContain('OLD-PC');
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    expect(active(box)?.getAttribute('aria-selected')).toBe('true');
    expect(active(box)?.textContent).toBe('Add: Group');
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(ran).toHaveBeenCalledWith('Group'));
    expect(shell.dialogs.store.getState().open).toEqual([]);
    stop();
  });
  it('[UI-62] closes with Esc and does nothing', async () => {
    const { box, shell, stop } = await open();
    fireEvent.keyDown(box, { key: 'Escape' });
    await waitFor(() => expect(shell.dialogs.store.getState().open).toEqual([]));
    expect(ran).not.toHaveBeenCalled();
    stop();
  });
  it('[UI-60] opens an object, and says when nothing matches', async () => {
    const { box, stop } = await open();
    fireEvent.change(box, { target: { value: '@zzz' } });
    expect(screen.getByText('Nothing matches “@zzz”')).toBeDefined();
    expect(box.getAttribute('aria-expanded')).toBe('false');
    fireEvent.keyDown(box, { key: 'Enter' });
    fireEvent.change(box, { target: { value: 'old' } });
    await waitFor(() => expect(names()).toEqual(['OLD-PCDevices']));
    fireEvent.click(screen.getByRole('option'));
    await waitFor(() => expect(ran.mock.calls).toEqual([['OLD-PC']]));
    stop();
  });
});

const library: FeatureDefinition = {
  id: 'library',
  nodes: [
    { id: 'page', workspace: 'library', order: 1, label: 'task-sequences:node', icon: <i />, Page: () => null },
    { id: 'other', workspace: 'library', order: 2, label: 'devices:node', icon: <i />, Page: () => null },
  ],
  tabKinds: [{ kind: 'editor', icon: <i />, Page: () => null }],
  commands: [
    command('Wrap', { scope: 'editor' }),
    command('Here and wrapped', { scope: 'page', isEnabled: () => false }),
  ],
};

describe('commands that cannot be used now', () => {
  it('[UI-587] are found last by what is typed, say where they can be used, and lead there', async () => {
    const { shell } = createTestShell(handlers, [library, paletteFeature]);
    renderWithShell(<main />, { shell });
    act(() => shell.goTo('other'));
    act(() => void shell.commands.run('palette.open'));
    const box = await screen.findByRole('combobox', { name: 'Search or run a command' });
    expect(screen.queryByText('Wrap')).toBeNull();
    fireEvent.change(box, { target: { value: 'wrap' } });
    const there = 'WrapTask sequence editor: open one from Task Sequences';
    expect(names()).toEqual([there, 'Here and wrappedGo to Task Sequences']);
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(shell.dialogs.store.getState().open).toEqual([]));
    expect(ran).not.toHaveBeenCalled();
    expect(activeScope(shell)).toBe('page');
    act(() => void shell.commands.run('palette.open'));
    fireEvent.change(await screen.findByRole('combobox'), { target: { value: 'here' } });
    expect(names()).toEqual(['Here and wrappedNot for what is selected now']);
  });
});

describe('the count of the palette', () => {
  it('[UI-692] is of the rows that are shown, among all that were looked through', async () => {
    const { shell } = createTestShell(handlers, [library, paletteFeature]);
    renderWithShell(<main />, { shell });
    act(() => shell.goTo('other'));
    act(() => void shell.commands.run('palette.open'));
    const box = await screen.findByRole('combobox', { name: 'Search or run a command' });
    const count = () => [names().length, screen.getByText(/^[\d,]+ of [\d,]+$/).textContent];
    expect(count()).toEqual([1, '1 of 1']);
    fireEvent.change(box, { target: { value: 'wrap' } });
    expect(count()).toEqual([2, '2 of 3']);
    // Of objects none is a command, wherever it can be used.
    fireEvent.change(box, { target: { value: '@wrap' } });
    expect(screen.getByText(/^[\d,]+ of [\d,]+$/).textContent).toBe('0 of 0');
    fireEvent.change(box, { target: { value: '> s' } });
    expect(count()).toEqual([1, '1 of 3']);
  });
});

describe('objects of the palette', () => {
  it('[UI-337] are asked of the core for what was typed, once the typing rests', async () => {
    const { box, client, stop } = await open();
    for (const value of ['o', 'ol', 'old']) fireEvent.change(box, { target: { value } });
    await waitFor(() => expect(client.callsOf('device.list').at(-1)).toMatchObject({ filter: 'old', limit: 50 }));
    const asked = client.callsOf('device.list') as { filter: string; startsWith: string }[];
    expect(asked.map(({ filter, startsWith }) => [filter, startsWith])).toEqual([
      ['', ''],
      ['', 'old'],
      ['old', ''],
    ]);
    stop();
  });
});

describe('sheet of shortcuts', () => {
  it('[UI-64] shows every key by where it works, and finds one', async () => {
    const { shell } = createTestShell({}, [feature, paletteFeature]);
    renderWithShell(<main />, { shell });
    act(() => void shell.commands.run('help.shortcuts'));
    const anywhere = await screen.findByRole('region', { name: 'Anywhere' });
    expect(within(anywhere).getByText('Ctrl+Alt+A')).toBeDefined();
    expect(screen.getByRole('region', { name: 'Lists and trees' })).toBeDefined();
    fireEvent.change(screen.getByRole('searchbox', { name: 'Find a shortcut' }), { target: { value: 'alt alpha' } });
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Lists and trees' })).toBeNull());
    expect(screen.getByText('Ctrl+Alt+A')).toBeDefined();
  });
});
