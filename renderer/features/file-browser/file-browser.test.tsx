// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { AppError } from '#shared/contract/errors';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import type { ChooseFilesRequest } from './dialogs.ts';
import { fileBrowserFeature } from './index.tsx';
import { pathParts } from './paths.ts';

type Kind = 'folder' | 'file';
/** What is above the drives of Windows. */
function computer() {
  const drive = (path: string, kind: 'fixed' | 'network', name: string) => ({ path, kind, name });
  const entry = { kind: 'folder' as const, sizeBytes: null, modifiedAt: null };
  return {
    path: 'computer:',
    parent: null,
    roots: [
      { path: 'C:\\Users\\ada', kind: 'home' as const, name: '' },
      drive('C:\\', 'fixed', 'Windows'),
      drive('Z:\\', 'network', ''),
    ],
    isTruncated: false,
    entries: [
      { ...entry, name: 'Windows (C:)', path: 'C:\\' },
      { ...entry, name: 'Z:', path: 'Z:\\' },
    ],
  };
}
const tree: Record<string, readonly (readonly [string, Kind])[]> = {
  '/': [['home', 'folder']],
  '/home': [['ada', 'folder']],
  '/home/ada': [
    ['lab', 'folder'],
    ['Export.ZIP', 'file'],
    ['notes.txt', 'file'],
  ],
  '/home/ada/lab': [],
};

function listing(path: string) {
  const entries = tree[path];
  if (entries === undefined) throw new AppError('FILE_NOT_FOUND', { file: path });
  const parent = path === '/' ? null : path.slice(0, path.lastIndexOf('/')) || '/';
  return {
    path,
    parent,
    roots: [
      { path: '/home/ada', kind: 'home' as const, name: '' },
      { path: '/', kind: 'root' as const, name: '' },
    ],
    isTruncated: false,
    entries: entries.map(([name, kind]) => ({
      name,
      kind,
      path: `${path === '/' ? '' : path}/${name}`,
      sizeBytes: kind === 'file' ? 2048 : null,
      modifiedAt: 0,
    })),
  };
}

async function open(request: Partial<ChooseFilesRequest> = {}) {
  const test = createTestShell(
    {
      'files.browse': ({ path, show }) => {
        if (path === 'computer:') return computer();
        const found = listing(path ?? '/home/ada');
        return { ...found, entries: found.entries.filter((entry) => show === 'files' || entry.kind === 'folder') };
      },
      'files.createFolder': ({ parent, name }) => {
        if (name === 'lab') throw new AppError('FILE_EXISTS', { file: `${parent}/${name}` });
        tree[`${parent}/${name}`] = [];
        return { path: `${parent}/${name}` };
      },
    },
    [fileBrowserFeature],
  );
  renderWithShell(<main />, test);
  let answer: Promise<string | undefined> = Promise.resolve(undefined);
  act(() => {
    answer = test.shell.dialogs.ask('files.choose', { title: 'Choose', path: null, show: 'folders', ...request });
  });
  const list = await screen.findByRole('grid');
  await waitFor(() => expect(path()).not.toBe(''));
  return { ...test, list, answer: () => answer };
}
const path = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Path' }).value;
const action = () => document.querySelector<HTMLButtonElement>('button[type=submit]') ?? document.body;

afterEach(cleanup);

describe('file browser', () => {
  it('[UI-80] opens with Enter and goes up with Backspace', async () => {
    const { list } = await open();
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    expect(screen.getByRole('row', { selected: true }).textContent).toContain('lab');
    fireEvent.keyDown(list, { key: 'Enter' });
    await waitFor(() => expect(path()).toBe('/home/ada/lab'));
    expect(screen.getByText('No folders in here')).toBeDefined();
    fireEvent.keyDown(list, { key: 'Backspace' });
    await waitFor(() => expect(path()).toBe('/home/ada'));
    await waitFor(() => expect(screen.getByRole('row', { selected: true }).textContent).toContain('lab'));
  });
  it('[UI-81] names what it gives', async () => {
    const { list, answer } = await open();
    await waitFor(() => expect(action().textContent).toBe('Choose “ada”'));
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    expect(action().textContent).toBe('Choose “lab”');
    fireEvent.click(action());
    expect(await answer()).toBe('/home/ada/lab');
  });
  it('[UI-82] goes to a typed path and chooses nothing', async () => {
    const { shell } = await open();
    const box = screen.getByRole('textbox', { name: 'Path' });
    fireEvent.change(box, { target: { value: '/home' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(action().textContent).toBe('Choose “home”'));
    expect(shell.dialogs.store.getState().open).toHaveLength(1);
  });
  it('[UI-83] says what cannot be read and keeps what was shown', async () => {
    await open();
    const box = screen.getByRole('textbox', { name: 'Path' });
    fireEvent.change(box, { target: { value: '/gone' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toContain('/gone does not exist.');
    expect(screen.getByRole('row', { name: /lab/ })).toBeDefined();
  });
  it('[UI-662] keeps a typed path that cannot be shown, to be corrected, and shows the place of one that can', async () => {
    await open();
    const box = screen.getByRole('textbox', { name: 'Path' });
    fireEvent.change(box, { target: { value: '/gone' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await screen.findByRole('alert');
    expect((box as HTMLInputElement).value).toBe('/gone');
    fireEvent.change(box, { target: { value: '/home/ada/lab ' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect((box as HTMLInputElement).value).toBe('/home/ada/lab'));
  });
  it('[UI-83] begins at home when the given place is gone', async () => {
    await open({ path: '/gone' });
    expect(path()).toBe('/home/ada');
    expect((await screen.findByRole('alert')).textContent).toContain('/gone does not exist.');
  });
  it('[UI-84] makes a folder and opens it; a refused name stays', async () => {
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'New folder' }));
    const name = screen.getByRole('textbox', { name: 'Name of the new folder' });
    fireEvent.keyDown(name, { key: 'Enter' });
    expect(screen.getByText('Enter a name.')).toBeDefined();
    fireEvent.change(name, { target: { value: 'lab' } });
    fireEvent.keyDown(name, { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toContain('/home/ada/lab exists already.');
    fireEvent.change(name, { target: { value: 'made' } });
    fireEvent.keyDown(name, { key: 'Enter' });
    await waitFor(() => expect(path()).toBe('/home/ada/made'));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Name of the new folder' })).toBeNull());
  });
  it('[UI-85] shows only files that end so, and asks for one', async () => {
    const { list, answer } = await open({ show: 'files', extensions: ['.zip'] });
    expect(screen.queryByRole('row', { name: /notes/ })).toBeNull();
    expect(screen.getByText('1 other file is not shown.')).toBeDefined();
    fireEvent.click(action());
    expect((await screen.findByRole('alert')).textContent).toContain('Select a file');
    fireEvent.keyDown(list, { key: 'End' });
    fireEvent.keyDown(list, { key: 'Enter' });
    expect(await answer()).toBe('/home/ada/Export.ZIP');
  });
  it('[UI-258] shows the drives with their kinds and names, and chooses none of itself', async () => {
    const { list } = await open({ path: 'computer:' });
    expect(path()).toBe('This computer');
    const places = within(screen.getByRole('navigation', { name: 'Places' })).getAllByRole('button');
    expect(places.map((place) => place.textContent)).toEqual(['Home folder', 'Windows (C:)', 'Network drive (Z:)']);
    expect(places.at(-1)?.title).toBe('Network drive: Z:\\');
    expect(action().textContent).toBe('Choose folder');
    fireEvent.click(action());
    expect((await screen.findByRole('alert')).textContent).toContain('Select a drive');
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    expect(action().textContent).toBe('Choose “C:\\”');
  });
  it('[UI-258] keeps the focus in the dialog where nothing is above: Escape still closes it', async () => {
    await open({ path: 'computer:' });
    const up = screen.getByRole('button', { name: /^Up to the folder above/ });
    up.focus();
    expect(document.activeElement).toBe(up);
    expect(up.getAttribute('aria-disabled')).toBe('true');
  });
  it('[UI-86] cuts paths of both systems', () => {
    expect(pathParts('/home/ada').map((part) => part.path)).toEqual(['/', '/home', '/home/ada']);
    expect(pathParts('C:\\Lab\\Old').map((part) => part.path)).toEqual(['C:\\', 'C:\\Lab', 'C:\\Lab\\Old']);
    expect(pathParts('\\\\nas\\share\\a').map((part) => part.name)).toEqual(['\\\\nas\\share\\', 'a']);
  });
});
