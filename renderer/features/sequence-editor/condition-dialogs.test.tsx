// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConditionExpression, ConditionNode } from '#shared/model/condition';
import { newConditionTest, writeConditionTest } from '#shared/model/conditions/condition-kinds';
import { makePlatform } from '#shared/model/conditions/os-releases';
import { fakeStep } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, pageDrawn, press, row } from './fakes/open-fake.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

const commandLine = 'SMS_TaskSequence_RunCommandLineAction';
const expression = (name: string, values: Readonly<Record<string, string>>): ConditionExpression => ({
  kind: 'expression',
  key: null,
  type: `SMS_TaskSequence_${name}ConditionExpression`,
  ignoreQueryFailure: false,
  variables: Object.entries(values).map(([one, value]) => ({ name: one, value })),
});

let opened: OpenedEditor | null = null;
beforeEach(giveSizes);
afterEach(() => {
  opened?.stop();
  cleanup();
});

// A menu or a second layer hides the dialog from readers where nothing is laid out: `hidden` finds it all the same.
const list = () => screen.findByRole('tree', { name: 'Conditions' });
const lines = async () =>
  within(await list())
    .getAllByRole('treeitem')
    .map((line) => line.getAttribute('aria-label'));

/** The Options tab of a step that has these conditions. */
async function openWith(children: readonly ConditionNode[], mode: 'edit' | 'view' = 'edit'): Promise<OpenedEditor> {
  const condition = children.length === 0 ? null : { children: [...children] };
  opened = await openFake(mode, null, () => [fakeStep('Last', commandLine, { condition })]);
  await act(async () => void fireEvent.click(row(/Last/)));
  await act(async () => void fireEvent.click(screen.getByRole('tab', { name: /Options/ })));
  await pageDrawn();
  return opened;
}

async function add(name: string): Promise<HTMLElement> {
  await act(async () => void fireEvent.click(await screen.findByRole('button', { name: 'Add condition' })));
  await act(async () => void fireEvent.click(await screen.findByRole('menuitem', { name })));
  return screen.findByRole('dialog');
}

async function edit(): Promise<HTMLElement> {
  const tree = await list();
  act(() => tree.focus());
  await press('Enter');
  return screen.findByRole('dialog');
}

function type(dialog: HTMLElement, label: RegExp, value: string): void {
  const box = within(dialog).getByRole('textbox', { name: label, hidden: true });
  act(() => void fireEvent.change(box, { target: { value } }));
}
const click = (dialog: HTMLElement, role: 'button' | 'checkbox' | 'radio', name: string | RegExp) =>
  act(async () => void fireEvent.click(within(dialog).getByRole(role, { name, hidden: true })));
const children = (test: OpenedEditor) => test.session.detail('Last').condition?.children ?? [];

describe('dialogs of conditions', () => {
  it('[UI-709] a condition is added from the menu, as one named undo step', async () => {
    const test = await openWith([]);
    const dialog = await add('Registry Setting…');
    type(dialog, /^Key/, 'HKLM\\SOFTWARE\\Contoso');
    type(dialog, /^Value name/, 'Role');
    await click(dialog, 'button', 'Add condition');
    await waitFor(async () =>
      expect(await lines()).toEqual(['Registry HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso, value Role exists as REG_SZ']),
    );
    const undo = test.shell.commands.byId('editor.undo');
    expect(undo === undefined ? '' : test.shell.commands.label(undo)).toBe('Undo: Add a condition to “Last”');
    act(() => row(/Last/).focus());
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(children(test)).toEqual([]));
  });

  it('[UI-709] every kind has a dialog; Esc leaves the condition as it is', async () => {
    const kinds = [
      'variable',
      'os-language',
      'file',
      'folder',
      'registry',
      'query',
      'software',
      'if-statement',
    ] as const;
    for (const kind of kinds) {
      const test = await openWith([writeConditionTest(newConditionTest(kind), null)]);
      const dialog = await edit();
      expect([
        kind,
        within(dialog).getByRole('button', { name: 'Change condition', hidden: true }).textContent,
      ]).toEqual([kind, 'Change condition']);
      await press('Escape');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      expect(test.client.callsOf('editor.apply')).toHaveLength(0);
      test.stop();
      cleanup();
    }
  });

  it('[UI-709] in a view nothing is edited, and a kind without a dialog says so', async () => {
    await openWith([writeConditionTest(newConditionTest('variable'), null)], 'view');
    const line = within(await list()).getByRole('treeitem');
    await act(async () => void fireEvent.doubleClick(line));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Add condition' }).hasAttribute('disabled')).toBe(true);
    opened?.stop();
    cleanup();
    await openWith([expression('Later', { One: '1' })]);
    act(() => void fireEvent.click(within(screen.getByRole('tree', { name: 'Conditions' })).getByRole('treeitem')));
    expect(screen.getByText(/This condition has no dialog/)).toBeTruthy();
  });

  it('[UI-710] what is missing is said at its field, which gets the focus, and the file is not touched', async () => {
    const test = await openWith([expression('File', { Path: 'C:\\a.exe' })]);
    const dialog = await edit();
    const path = within(dialog).getByRole<HTMLInputElement>('textbox', { name: /^Path/, hidden: true });
    expect(path.value).toBe('C:\\a.exe');
    await click(dialog, 'checkbox', 'Check the version');
    await click(dialog, 'button', 'Change condition');
    expect(within(dialog).getByText(/one to four whole numbers/)).toBeTruthy();
    await waitFor(() =>
      expect(document.activeElement).toBe(within(dialog).getByRole('textbox', { name: /^Version/, hidden: true })),
    );
    type(dialog, /^Version/, '5.1');
    await click(dialog, 'button', 'Change condition');
    await waitFor(() =>
      expect(children(test)).toMatchObject([{ variables: [{ name: 'Path', value: 'C:\\a.exe' }, ...versionValues] }]),
    );
  });

  const versionValues = [
    { name: 'Version', value: '5.1' },
    { name: 'VersionOperator', value: 'greaterEqual' },
  ];

  it('[UI-706] a time that cannot be read is shown and stays while something else is changed', async () => {
    const test = await openWith([
      expression('Folder', { DateTime: 'yesterday', DateTimeOperator: 'less', Path: 'C:\\a' }),
    ]);
    const dialog = await edit();
    expect(within(dialog).getByText(/The file says “yesterday”/)).toBeTruthy();
    type(dialog, /^Path/, 'C:\\b');
    await click(dialog, 'button', 'Change condition');
    await waitFor(() =>
      expect(children(test)).toMatchObject([
        { variables: [{ value: 'yesterday' }, { value: 'less' }, { name: 'Path', value: 'C:\\b' }] },
      ]),
    );
  });

  it('[UI-711] a query begins with a sample, what was there comes back, and a problem says its place', async () => {
    await openWith([]);
    const dialog = await add('Query WMI…');
    const query = within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: /^WQL/, hidden: true });
    type(dialog, /^WQL/, 'mine');
    await click(dialog, 'button', 'Begin with a sample');
    await act(
      async () => void fireEvent.click(await screen.findByRole('menuitem', { name: 'A computer with a battery' })),
    );
    expect(query.value).toBe('SELECT * FROM Win32_Battery');
    await click(dialog, 'button', 'Begin with a sample');
    await act(async () => void fireEvent.click(await screen.findByRole('menuitem', { name: 'What was here before' })));
    expect(query.value).toBe('mine');
    type(dialog, /^WQL/, `${'q'.repeat(16_380)}\nmore than there is room for`);
    expect(within(dialog).getByText(/at most 16384.* line 2, character 4\.$/)).toBeTruthy();
    await click(dialog, 'button', 'Show the place');
    expect([query.selectionStart, query.selectionEnd]).toEqual([16_384, query.value.length]);
  });

  it('[UI-707] [UI-708] releases are checked in the table, one of the file stays, and another is typed', async () => {
    const builds = { major: 10, minor: 0, from: 15_063, to: 15_063 };
    const own = makePlatform({ name: 'Ours', product: 'client', architecture: 'x64', builds });
    const test = await openWith([{ kind: 'osConditionGroup', key: null, operator: 'or', platforms: [own] }]);
    const dialog = await edit();
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Ours', hidden: true }).checked).toBe(true);
    await click(dialog, 'checkbox', 'Windows 11, ARM64');
    await click(dialog, 'checkbox', 'Add a Windows that is not in the table');
    await click(dialog, 'button', 'Change condition');
    expect(within(dialog).getByText('Enter a name; the condition is shown by it.')).toBeTruthy();
    type(dialog, /^Name/, 'Mine');
    type(dialog, /^From build/, '10.0.26200');
    await click(dialog, 'button', 'Change condition');
    await waitFor(async () =>
      expect(await lines()).toEqual(['Operating system is Ours, All Windows 11 (ARM64), Mine']),
    );
    const [made] = children(test);
    expect(made?.kind === 'osConditionGroup' && made.platforms[0]).toEqual(own);
  });

  it('[UI-714] an operator and a root key that nobody knows stay in their lists', async () => {
    const old = { KeyPath: 'HKEY_ODD\\A', Operator: 'resembles', Type: 'REG_QWORD', Value: 'V', Data: '1' };
    const test = await openWith([expression('Registry', old)]);
    const dialog = await edit();
    const shown = within(dialog)
      .getAllByRole('combobox', { hidden: true })
      .map((one) => one.textContent);
    expect(shown).toEqual(['HKEY_ODD', 'resembles', 'REG_QWORD']);
    type(dialog, /^Value$/, '2');
    await click(dialog, 'button', 'Change condition');
    await waitFor(() =>
      expect(children(test)).toMatchObject(
        [expression('Registry', { ...old, Data: '2' })].map(({ variables }) => ({ variables })),
      ),
    );
  });

  it('[UI-712] the form of the Deployment Toolkit is edited as what it is', async () => {
    const old = { Architecture: 'X64', Version: '6.10.7601.1', Operator: 'greaterEqual' };
    const test = await openWith([expression('OS', old)]);
    const dialog = await edit();
    const version = within(dialog).getByRole<HTMLInputElement>('combobox', { name: /^Version/, hidden: true });
    expect(version.value).toBe('6.1.7601.1');
    act(() => void fireEvent.change(version, { target: { value: '10.0.26100' } }));
    await click(dialog, 'button', 'Change condition');
    await waitFor(() =>
      expect(children(test)).toMatchObject([
        { variables: expression('OS', { ...old, Version: '10.00.26100.0' }).variables },
      ]),
    );
  });
});
