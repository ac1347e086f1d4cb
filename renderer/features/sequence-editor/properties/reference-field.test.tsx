// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fakePackage } from '../fakes/fake-nodes.ts';
import { giveSizes } from '../fakes/open-fake.tsx';
import { knownReference, showKnowing, variable } from '../fakes/show-known.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

const tools = knownReference('package', 'LAB00009', 'Tools', { version: '2.1', programs: ['Install', 'Repair'] });
const drivers = knownReference('driver-package', 'LAB0000B', 'Latitude drivers');
const image = knownReference('image', 'LAB0000A', 'Windows', {
  images: [
    { index: 1, name: 'Enterprise' },
    { index: 3, name: '' },
  ],
});

const combobox = (name: RegExp) => screen.getByRole<HTMLInputElement>('combobox', { name });
const blur = (field: HTMLElement) => act(async () => void fireEvent.blur(field));
const click = (field: HTMLElement) => act(async () => void fireEvent.click(field));
const type = (field: HTMLElement, value: string) => {
  act(() => field.focus());
  fireEvent.change(field, { target: { value } });
};

describe('fields that refer to something', () => {
  beforeAll(giveSizes);
  afterEach(cleanup);

  it('[UI-770] what is known is shown by name, version and ID, and is found and chosen by its name', async () => {
    const { value, client } = await showKnowing(
      'ApplyDriverPackageAction',
      [variable('DriverPackageID', '')],
      [drivers],
    );
    const field = combobox(/^Driver package/);
    type(field, 'latitude');
    await waitFor(() =>
      expect(screen.getAllByRole('option').map((one) => one.textContent)).toEqual(['Latitude drivers (LAB0000B)']),
    );
    expect(client.callsOf('editor.apply')).toEqual([]);
    await click(screen.getByRole('option'));
    await blur(field);
    await waitFor(() => expect(value('DriverPackageID')).toBe('LAB0000B'));
    await waitFor(() => expect(field.value).toBe('Latitude drivers (LAB0000B)'));
    expect(client.callsOf('editor.apply')).toHaveLength(1);
  });

  it('[UI-770] only what fits the field is offered; what is something else is shown and named as that', async () => {
    await showKnowing('RunCommandLineAction', [variable('PackageID', 'lab0000b')], [tools, drivers]);
    const field = combobox(/^Package/);
    await waitFor(() => expect(field.value).toBe('Latitude drivers (LAB0000B)'));
    expect(screen.getByText('This is something else: driver package.')).toBeTruthy();
    act(() => field.focus());
    await click(field);
    expect((await screen.findAllByRole('option')).map((one) => one.textContent)).toEqual(['Tools 2.1 (LAB00009)']);
  });

  it('[UI-771] an ID that nothing explains is shown as it is, with a note, and is kept; a typed one is taken', async () => {
    const { value } = await showKnowing('RunCommandLineAction', [variable('PackageID', 'LAB000FF')], [tools]);
    const field = combobox(/^Package/);
    expect(await screen.findByText(/^This ID is not in this site/)).toBeTruthy();
    expect(field.value).toBe('LAB000FF');
    type(field, 'LAB000FE');
    await blur(field);
    await waitFor(() => expect(value('PackageID')).toBe('LAB000FE'));
    type(field, '%TOOLS%');
    await blur(field);
    await waitFor(() => expect(value('PackageID')).toBe('%TOOLS%'));
    expect(screen.queryByText(/^This ID is not in this site/)).toBeNull();
    type(field, '');
    await blur(field);
    await waitFor(() => expect(value('PackageID')).toBe(''));
  });

  it('[UI-838] the ID of an application in the place of a package is warned of with the form', async () => {
    const id = 'ScopeId_1/Application_2';
    await showKnowing('RunCommandLineAction', [variable('PackageID', id)], [tools]);
    expect(await screen.findByText(/^Package IDs have the site code and five hexadecimal digits/)).toBeTruthy();
    expect(combobox(/^Package/).value).toBe(id);
  });

  it('[UI-772] a name that was looked for and not chosen stays in its field and out of the document', async () => {
    const { value, client } = await showKnowing('RunCommandLineAction', [variable('PackageID', 'LAB00009')], [tools]);
    const field = combobox(/^Package/);
    await waitFor(() => expect(field.value).toBe('Tools 2.1 (LAB00009)'));
    type(field, 'tool');
    await blur(field);
    expect(await screen.findByText(/“tool” is neither an ID nor the name/)).toBeTruthy();
    expect([field.value, value('PackageID'), client.callsOf('editor.apply')]).toEqual(['tool', 'LAB00009', []]);
    type(field, 'Tools 2.1 (lab00009)');
    await blur(field);
    await waitFor(() => expect(field.value).toBe('Tools 2.1 (LAB00009)'));
    expect(screen.queryByText(/neither an ID/)).toBeNull();
  });

  it('[UI-773] the programs of a known package and the images of a known file are offered, others are kept', async () => {
    const { value } = await showKnowing(
      'InstallSoftwareAction',
      [variable('PackageID', 'LAB00009'), variable('ProgramName', 'Other', '_SMSSWDProgramName')],
      [tools],
    );
    expect(await screen.findByText(/has no program of this name/)).toBeTruthy();
    const program = combobox(/^Program/);
    await click(program);
    const repair = await screen.findByRole('option', { name: 'Repair' });
    await click(repair);
    await waitFor(() => expect(value('ProgramName')).toBe('Repair'));
    cleanup();
    const applied = await showKnowing(
      'ApplyOperatingSystemAction',
      [variable('ImagePackageID', 'LAB0000A'), variable('ImageIndex', '1', 'OSDImageIndex')],
      [image],
    );
    expect(await screen.findByText(/^Image 1 is “Enterprise”\./)).toBeTruthy();
    const index = combobox(/^Image(?! package)/);
    await click(index);
    const third = await screen.findByRole('option', { name: '3' });
    await click(third);
    await waitFor(() => expect(applied.value('ImageIndex')).toBe('3'));
    fireEvent.change(index, { target: { value: '2' } });
    expect(await screen.findByText(/has no image of this index/)).toBeTruthy();
    await waitFor(() => expect(applied.value('ImageIndex')).toBe('2'));
  });

  it('[UI-770] the name of a sequence follows its ID, also when the ID is typed', async () => {
    const child = knownReference('task-sequence', 'LAB00030', 'Post-install', { source: 'site' });
    const { value } = await showKnowing('SubTasksequence', [variable('TsPackageID', '')], [child]);
    const field = combobox(/^Select task sequence/);
    type(field, 'LAB00030');
    await screen.findByRole('option', { name: /Post-install/ });
    await blur(field);
    await waitFor(() => expect(value('TsName')).toBe('LAB00030, Post-install'));
    expect(value('TsPackageID')).toBe('LAB00030');
  });

  it('[UI-774] everything that fits can be looked through in a dialog, and one is chosen there', async () => {
    const { value } = await showKnowing('RunCommandLineAction', [variable('PackageID', '')], [tools, drivers]);
    await click(screen.getByRole('button', { name: 'Browse: Package' }));
    const dialog = within(await screen.findByRole('dialog', { name: /^Choose: Package/ }));
    await click(dialog.getByRole('button', { name: 'Choose', hidden: true }));
    expect(dialog.getByRole('alert', { hidden: true }).textContent).toBe('Choose a row of the list.');
    expect(dialog.getByText('1 is known here.')).toBeTruthy();
    await act(async () => void fireEvent.doubleClick(dialog.getByText('Tools')));
    await waitFor(() => expect(value('PackageID')).toBe('LAB00009'));
  });

  it('[UI-774] what cannot be chosen is not counted in the dialog', async () => {
    const known = [
      knownReference('task-sequence', fakePackage, 'Itself'),
      knownReference('task-sequence', 'LAB00030', 'Post-install'),
    ];
    await showKnowing('SubTasksequence', [variable('TsPackageID', '')], known);
    await click(screen.getByRole('button', { name: /^Browse/ }));
    const dialog = within(await screen.findByRole('dialog', { name: /^Choose/ }));
    expect(await dialog.findByText('1 is known here.')).toBeTruthy();
    expect(dialog.queryByText('Itself')).toBeNull();
    expect(dialog.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('[UI-776] in a view the field shows what it refers to, and nothing can be changed', async () => {
    await showKnowing('RunCommandLineAction', [variable('PackageID', 'LAB00009')], [tools], 'view');
    const field = await screen.findByDisplayValue<HTMLInputElement>('Tools 2.1 (LAB00009)');
    expect(field.readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: /Browse/ })).toBeNull();
  });

  it('[UI-770] a long list says that it is one, and is asked for by what is typed', async () => {
    const many = Array.from({ length: 120 }, (_, at) =>
      knownReference('package', `LAB01${String(at).padStart(3, '0')}`, `Pack ${String(at)}`),
    );
    await showKnowing('RunCommandLineAction', [variable('PackageID', '')], many);
    const field = combobox(/^Package/);
    act(() => field.focus());
    await click(field);
    expect((await screen.findAllByRole('option')).at(-1)?.textContent).toMatch(/^50 of 120 are shown/);
    type(field, 'pack 119');
    await waitFor(() =>
      expect(screen.getAllByRole('option').map((one) => one.textContent)).toEqual(['Pack 119 (LAB01119)']),
    );
  });
});

describe('keys in a field that refers to something', () => {
  afterEach(cleanup);
  const many = Array.from({ length: 3 }, (_, at) =>
    knownReference('package', `LAB0100${String(at)}`, `Pack ${String(at)}`),
  );
  const key = (field: HTMLElement, name: string) => act(async () => void fireEvent.keyDown(field, { key: name }));

  it.each([
    ['Tab', 'LAB000FE', 'LAB000FE'],
    ['Tab', '', ''],
    ['Tab', 'pack', 'LAB00009'],
    ['Enter', 'LAB000FE', 'LAB000FE'],
  ])(
    '[UI-772] %s after %j takes what was typed, and never what stands first in the list',
    async (name, text, becomes) => {
      const { value } = await showKnowing(
        'RunCommandLineAction',
        [variable('PackageID', 'LAB00009')],
        [tools, ...many],
      );
      const field = combobox(/^Package/);
      act(() => field.focus());
      await click(field);
      await screen.findAllByRole('option');
      fireEvent.change(field, { target: { value: text } });
      await key(field, name);
      await blur(field);
      await waitFor(() => expect(value('PackageID')).toBe(becomes));
    },
  );

  it('[UI-770] Enter after a name takes the first of those that have it, once they are there', async () => {
    const { value } = await showKnowing('RunCommandLineAction', [variable('PackageID', 'LAB00009')], [tools, ...many]);
    const field = combobox(/^Package/);
    type(field, 'pack');
    await key(field, 'Enter');
    expect(value('PackageID')).toBe('LAB00009');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3));
    await key(field, 'Enter');
    await waitFor(() => expect(value('PackageID')).toBe('LAB01000'));
  });
});
