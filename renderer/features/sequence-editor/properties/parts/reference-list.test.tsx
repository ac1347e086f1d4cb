// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { knownReference, showKnowing, variable } from '../../fakes/show-known.tsx';

configure({ asyncUtilTimeout: 10_000 });

const app = (name: string) => `ScopeId_1/Application_${name}`;
const reader = knownReference('application', app('a'), 'Reader', { version: '7' });
const writer = knownReference('application', app('b'), 'Writer');
const steps = [
  variable('ApplicationName', `${app('a')},${app('x')}`),
  variable('NumApps', '2', 'OSDAppCount'),
  variable('AppInfo', '2', 'OSDApp'),
  variable('AppInfo0Name', app('a'), 'OSDApp0Name'),
  variable('AppInfo0DisplayName', 'Reader', 'OSDApp0DisplayName'),
  variable('AppInfo0Unheard', 'kept', 'OSDApp0Unheard'),
  variable('AppInfo1Name', app('x'), 'OSDApp1Name'),
];

const rows = () => screen.getAllByRole('option').map((one) => one.getAttribute('aria-label'));
const list = () => screen.getByRole('listbox', { name: 'Install the following applications' });
const press = (key: string, more: object = {}) => act(async () => void fireEvent.keyDown(list(), { key, ...more }));
const click = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })));

async function type(value: string) {
  const field = screen.getByRole('combobox', { name: 'To add' });
  act(() => field.focus());
  fireEvent.change(field, { target: { value } });
  await act(async () => void fireEvent.blur(field));
}

describe('lists of things that a step names', () => {
  afterEach(cleanup);

  it('[UI-782] rows are named by what is known, else by what the step keeps, and unknown ones say so', async () => {
    await showKnowing('InstallApplicationAction', steps, [reader, writer]);
    await waitFor(() => expect(rows()).toEqual([`1. Reader 7, ${app('a')}`, `2. ${app('x')}, Not in this site`]));
  });

  it('[UI-838] a package ID among applications is kept and warned of, also where it is known', async () => {
    await showKnowing(
      'InstallApplicationAction',
      [variable('ApplicationName', 'LAB00001'), variable('NumApps', '1', 'OSDAppCount')],
      [knownReference('package', 'LAB00001', 'Tools')],
    );
    await waitFor(() => expect(rows()).toEqual(['1. Tools, LAB00001, Not the ID of an application']));
  });

  it('[UI-780] keys move and remove; all values follow in one change, and members that nobody knows go along', async () => {
    const { value, client } = await showKnowing('InstallApplicationAction', steps, [reader, writer]);
    await press('ArrowDown', { altKey: true });
    await waitFor(() => expect(value('ApplicationName')).toBe(`${app('x')},${app('a')}`));
    expect([value('AppInfo0Name'), value('AppInfo0DisplayName'), value('AppInfo0Unheard')]).toEqual([
      app('x'),
      undefined,
      undefined,
    ]);
    expect([value('AppInfo1Name'), value('AppInfo1DisplayName'), value('AppInfo1Unheard')]).toEqual([
      app('a'),
      'Reader',
      'kept',
    ]);
    expect(client.callsOf('editor.apply')).toHaveLength(1);
    expect(list().getAttribute('aria-activedescendant')).toMatch(/-1$/);
    await press('Home');
    await press('Delete');
    await waitFor(() => expect(value('ApplicationName')).toBe(app('a')));
    expect([value('NumApps'), value('AppInfo'), value('AppInfo0Unheard'), value('AppInfo1Name')]).toEqual([
      ...['1', '1', 'kept', undefined],
    ]);
    await click('Remove');
    await waitFor(() => expect(screen.getByText('There is nothing in the list yet.')).toBeTruthy());
    expect([value('ApplicationName'), value('NumApps')]).toEqual(['', '0']);
    expect(client.callsOf('editor.apply')).toHaveLength(3);
  });

  it('[UI-814] keys that come faster than their answers work on the rows as they are then, one undo step each', async () => {
    const packages = [variable('DownloadPackages', 'A,B,C,D')];
    const { value, editor } = await showKnowing('DownloadPackageContentAction', packages, []);
    const box = screen.getByRole('listbox');
    const fast = (...keys: readonly { readonly key: string; readonly altKey?: boolean }[]) =>
      act(async () => {
        for (const one of keys) fireEvent.keyDown(box, one);
      });
    const down = { key: 'ArrowDown', altKey: true };
    await fast(down, down, down);
    await waitFor(() => expect(value('DownloadPackages')).toBe('B,C,D,A'));
    expect(editor.document.getState().history.undoCount).toBe(3);
    expect(box.getAttribute('aria-activedescendant')).toMatch(/-3$/);
    await fast({ key: 'Delete' }, { key: 'Delete' });
    await waitFor(() => expect(value('DownloadPackages')).toBe('B,C'));
    expect(editor.document.getState().history.undoCount).toBe(5);
  });

  it('[UI-780] one is added by choosing it, with its name, or by its ID; the field begins anew', async () => {
    const { value } = await showKnowing('InstallApplicationAction', steps, [reader, writer]);
    const field = screen.getByRole('combobox', { name: 'To add' });
    act(() => field.focus());
    await act(async () => void fireEvent.click(field));
    const option = await screen.findByRole('option', { name: `Writer (${app('b')})` });
    await act(async () => void fireEvent.click(option));
    await waitFor(() => expect(value('NumApps')).toBe('3'));
    expect([value('AppInfo2Name'), value('AppInfo2DisplayName')]).toEqual([app('b'), 'Writer']);
    await type(app('new'));
    await click('Add');
    await waitFor(() => expect(value('NumApps')).toBe('4'));
    expect([value('AppInfo3Name'), value('AppInfo3DisplayName')]).toEqual([app('new'), undefined]);
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'To add' }).value).toBe('');
  });

  it('[UI-780] Enter adds what was typed and leaves the focus in the field for the next one', async () => {
    const { value } = await showKnowing('InstallApplicationAction', steps, [reader, writer]);
    const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'To add' });
    act(() => field().focus());
    await act(async () => void fireEvent.change(field(), { target: { value: app('new') } }));
    await act(async () => void fireEvent.keyDown(field(), { key: 'Enter' }));
    await waitFor(() => expect(value('NumApps')).toBe('3'));
    await waitFor(() => expect(field().value).toBe(''));
    expect(document.activeElement).toBe(field());
  });

  it('[UI-781] what is there already, has a comma or does not fit is not added, and the reason is said', async () => {
    const ids = Array.from({ length: 99 }, (_, at) => app(String(at)));
    const { client } = await showKnowing('InstallApplicationAction', [variable('ApplicationName', ids.join(','))]);
    await type(app('more'));
    await click('Add');
    expect(screen.getByText(/The list is full: at most 99/)).toBeTruthy();
    cleanup();
    const other = await showKnowing('InstallApplicationAction', steps, [reader]);
    await type(app('A'));
    await click('Add');
    expect(screen.getByText(`${app('A')} is in the list already.`)).toBeTruthy();
    await type('Some name');
    await click('Add');
    expect(screen.getByText(/“Some name” is neither an ID/)).toBeTruthy();
    await type('a,b');
    await click('Add');
    expect(screen.getByText(/An ID has no comma/)).toBeTruthy();
    expect([client, other.client].map((one) => one.callsOf('editor.apply'))).toEqual([[], []]);
  });

  it('[UI-780] packages of a download say their kind, and no size is made up', async () => {
    const drivers = knownReference('driver-package', 'LAB0000B', 'Drivers');
    const { value } = await showKnowing('DownloadPackageContentAction', [variable('DownloadPackages', '')], [drivers]);
    const field = screen.getByRole('combobox', { name: 'To add' });
    act(() => field.focus());
    await act(async () => void fireEvent.click(field));
    const option = await screen.findByRole('option', { name: 'Drivers (LAB0000B)' });
    await act(async () => void fireEvent.click(option));
    await waitFor(() => expect(value('DownloadPackages')).toBe('LAB0000B'));
    expect(
      ['PackageInfo', 'PackageInfo0Name', 'PackageInfo0PackageId', 'PackageInfo0PkgType', 'PackageInfo0Size'].map(
        value,
      ),
    ).toEqual([...['1', 'Drivers', 'LAB0000B', '3', undefined]]);
  });

  it('[UI-776] in a view the list is looked through and not changed', async () => {
    const { client } = await showKnowing('InstallApplicationAction', steps, [reader], 'view');
    await press('ArrowDown');
    await press('Delete');
    await press('ArrowUp', { altKey: true });
    expect(screen.queryByRole('combobox', { name: 'To add' })).toBeNull();
    expect(client.callsOf('editor.apply')).toEqual([]);
  });
});
