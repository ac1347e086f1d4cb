// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { NodeDetail } from '#shared/model/sequence';
import { pageOf } from '../../../app/testing.tsx';
import { fakePackage, fakeStep } from '../fakes/fake-nodes.ts';
import { click, showStep } from '../fakes/show-step.tsx';
import { OptionsTab } from '../options/options-tab.tsx';
import { PropertiesTab } from './properties-tab.tsx';
import { VariableTable } from './variable-table.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

const type = (name: string) => `SMS_TaskSequence_${name}`;

const show = (step: string, more: Partial<NodeDetail> = {}, Tab: typeof PropertiesTab = PropertiesTab) =>
  showStep(() => fakeStep('It', type(step), more), [Tab]);

describe('property pages', () => {
  afterEach(cleanup);

  it('[UI-123] fields that count only with a choice are disabled and say with which', async () => {
    const { value } = await show('CaptureUserStateAction');
    expect(screen.getByText('Only with “Customize how user profiles are captured”.')).toBeTruthy();
    await click('radio', 'Capture by using Volume Copy Shadow Services (VSS)');
    await waitFor(() => expect(value('FileAccess')).toBe('VSS'));
    expect(await screen.findByText('Only with “Copy by using file system access”.')).toBeTruthy();
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Continue if some files cannot be captured' });
    expect(box.disabled).toBe(true);
  });

  it('[UI-124] a hidden value leaves the document and is entered twice in its dialog', async () => {
    const { value, client } = await show('SetVariableAction', {
      variables: [
        { name: 'VariableName', property: 'VariableName', hidden: true, value: 'OSDRole' },
        { name: 'VariableValue', property: 'VariableValue', hidden: true, value: 'Sales' },
      ],
    });
    await click('checkbox', 'Do not display this value');
    await waitFor(() => expect(value('DoNotShowVariableValue')).toBe('true'));
    expect(value('VariableValue')).toBe('');
    await click('button', 'Set Value…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Value of “It”' }));
    const submit = () => act(async () => void fireEvent.click(dialog.getByRole('button', { name: 'Set' })));
    await submit();
    expect(dialog.getByText('Enter a value.')).toBeTruthy();
    const first = dialog.getByLabelText<HTMLInputElement>('Value*');
    const second = dialog.getByLabelText<HTMLInputElement>('Enter it again*');
    expect([first.type, second.type]).toEqual(['password', 'password']);
    fireEvent.change(first, { target: { value: 'S3cret' } });
    fireEvent.change(second, { target: { value: 's3cret' } });
    await submit();
    expect(dialog.getByText('Both entries must be the same.')).toBeTruthy();
    expect(client.callsOf('editor.setSecret')).toEqual([]);
    fireEvent.change(second, { target: { value: 'S3cret' } });
    await submit();
    await waitFor(() => expect(client.callsOf('editor.setSecret')).toHaveLength(1));
    expect(client.callsOf('editor.setSecret')[0]).toMatchObject({ property: 'HiddenVariableValue', value: 'S3cret' });
    expect(await screen.findByRole('button', { name: 'Replace Value…', hidden: true })).toBeTruthy();
    expect(screen.getByText(/can be replaced, never read/)).toBeTruthy();
  });

  it.each(['RunCommandLineAction', 'NotOfOurs'])(
    '[XFER-100] the page of a %s shows the command that MDT has outside of the list',
    async (name) => {
      await show(name, { variables: [], elsewhere: { CommandLine: 'cmd /c ver' } });
      expect(screen.getByLabelText<HTMLTextAreaElement>(/^Command line/i, { selector: 'textarea' }).value).toBe(
        'cmd /c ver',
      );
    },
  );

  it('[XFER-101] the page of a restart shows the target that its command says', async () => {
    await show('RebootAction', {
      variables: [{ name: 'Target', property: 'Target', hidden: false, value: '' }],
      elsewhere: { Target: 'HD' },
    });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /default operating system/i }).checked).toBe(true);
  });

  it.each(['true', 'True', 'TRUE', '1', ' true ', 'yes'])('[STEP-13] %j hides the value on its page', async (flag) => {
    const { value } = await show('SetVariableAction', {
      variables: [
        { name: 'DoNotShowVariableValue', property: 'DoNotShowVariableValue', hidden: true, value: flag },
        { name: 'VariableValue', property: 'VariableValue', hidden: true, value: '' },
      ],
      secretsSet: ['HiddenVariableValue'],
    });
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Do not display this value' });
    const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Value' });
    expect([box.checked, field().readOnly]).toEqual([true, true]);
    expect(screen.getByRole('button', { name: 'Replace Value…' })).toBeTruthy();
    await click('checkbox', 'Do not display this value');
    await waitFor(() => expect(value('DoNotShowVariableValue')?.toLowerCase()).toBe('false'));
    expect([box.checked, field().readOnly]).toEqual([false, false]);
  });

  it('[UI-124] a password that is set is cleared, and a required one that is missing is said', async () => {
    const variable = (name: string, property: string, text: string) => ({ name, property, hidden: false, value: text });
    const variables = [
      variable('_SMSTSRunCommandLineAsUser', 'RunAsUser', 'true'),
      variable('SMSTSRunCommandLineUserPassword', 'UserPassword', ''),
    ];
    const { client } = await show('RunCommandLineAction', { variables, secretsSet: ['UserPassword'] });
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Password' });
    expect([field.value, field.readOnly]).toEqual(['••••••••', true]);
    await click('button', 'Clear Password');
    expect(await screen.findByText('Password is empty. The step needs it to run.')).toBeTruthy();
    expect(client.callsOf('editor.setSecret')[0]).toMatchObject({ property: 'UserPassword', value: null });
    expect(screen.queryByRole('button', { name: 'Clear Password' })).toBeNull();
  });

  it('[UI-795] a value under another key stands in its field, is edited there, and nowhere else', async () => {
    const variable = (name: string, property: string, text: string) => ({ name, property, hidden: false, value: text });
    const account = 'SMSTSRunCommandLineUserName';
    const password = 'SMSTSRunCommandLineUserPassword';
    const variables = [
      variable('RunAsUser', 'RunAsUser', 'true'),
      variable(account, account, 'LAB\\setup'),
      variable(password, password, ''),
      variable('LabExtra', 'LabExtra', 'kept'),
    ];
    const { value, client } = await show('RunCommandLineAction', { variables, secretsSet: [password] });
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Account' });
    expect(field.value).toBe('LAB\\setup');
    expect(screen.getByText('Other values of this step (1)')).toBeTruthy();
    fireEvent.change(field, { target: { value: 'LAB\\other' } });
    fireEvent.blur(field);
    await waitFor(() => expect(value(account)).toBe('LAB\\other'));
    expect(value('UserName')).toBeUndefined();
    await click('button', 'Clear Password');
    await waitFor(() =>
      expect(client.callsOf('editor.setSecret')[0]).toMatchObject({ property: password, value: null }),
    );
  });

  it('[UI-795] choices under other keys are those of the step, not of a new one', async () => {
    const variable = (name: string, property: string, text: string) => ({ name, property, hidden: false, value: text });
    const { value } = await show('EnableBitLockerAction', {
      variables: [
        variable('OSDBitLockerStartupKeyDrive', 'BdeKeyLocation', 'E:'),
        variable('OSDBitLockerMode', 'BdeInstall', 'Key'),
        variable('OSDBitLockerCreateRecoveryPassword', 'BdeRecoveryPassword', 'None'),
      ],
    });
    expect(screen.queryByText(/Other values/)).toBeNull();
    expect(screen.getByDisplayValue('E:')).toBeTruthy();
    const box = () => screen.getByRole<HTMLInputElement>('radio', { name: 'Startup Key on USB only' });
    expect(box().checked).toBe(true);
    await click('radio', 'TPM only');
    await waitFor(() => expect(value('BdeInstall')).toBe('TPM'));
    expect(value('Mode')).toBeUndefined();
  });

  it('[UI-822] a step whose name was taken away says that it needs one', async () => {
    const { client } = await show('CaptureUserStateAction');
    const name = screen.getByLabelText<HTMLInputElement>(/^Name/);
    await act(async () => void fireEvent.change(name, { target: { value: '' } }));
    await act(async () => void fireEvent.blur(name));
    expect(screen.getByText(/a value is needed/)).toBeTruthy();
    expect(client.callsOf('editor.apply')).toEqual([]);
  });

  it.each([
    ['below the page', PropertiesTab, 'Other values of this step'],
    ['on the tab of variables', VariableTable, 'Variables of this step'],
  ])(
    '[UI-823] of very many values %s a hundred are drawn, and more when they are asked for',
    async (_where, Tab, label) => {
      const variables = Array.from({ length: 250 }, (_one, at) => ({
        ...{ name: `Own${String(at)}`, property: null, hidden: false, value: String(at) },
      }));
      await show('NotOfOurs', { variables }, Tab);
      const rows = () => within(screen.getByRole('table', { name: label })).getAllByRole('row').length - 1;
      expect(rows()).toBe(100);
      expect(screen.getByText(/150 more values are not shown/)).toBeTruthy();
      await click('button', 'Show 100 more');
      await click('button', 'Show 50 more');
      expect(rows()).toBe(250);
      expect(screen.queryByText(/not shown/)).toBeNull();
    },
  );

  it('[UI-796] what the sequence has is warned of where it has another form, and is no change that was refused', async () => {
    const name = (value: string) => [{ name: 'VariableName', property: 'VariableName', hidden: true, value }];
    const { value } = await show('SetVariableAction', { variables: name('2Lab') });
    expect(screen.getByText(/takes no name that begins with a digit/)).toBeTruthy();
    const field = screen.getByDisplayValue<HTMLInputElement>('2Lab');
    fireEvent.change(field, { target: { value: '3Lab' } });
    fireEvent.blur(field);
    await waitFor(() => expect(value('VariableName')).toBe('3Lab'));
    cleanup();
    await show('SetVariableAction', { variables: name('My Lab') });
    expect(screen.getByText('A name begins with a letter and has letters, digits, _ and - only.')).toBeTruthy();
    const other = screen.getByDisplayValue<HTMLInputElement>('My Lab');
    expect(other.getAttribute('aria-invalid')).not.toBe('true');
    fireEvent.change(other, { target: { value: 'My Lab 2' } });
    expect(await screen.findByText(/only\. The last change is not in the sequence yet\.$/)).toBeTruthy();
    expect(other.getAttribute('aria-invalid')).toBe('true');
  });

  it('[UI-124] a key is not masked, must have its form, and is offered where the step has none yet', async () => {
    const { client } = await show('ApplyWindowsSettingsAction', { variables: [] });
    await click('button', 'Set Product key…');
    const dialog = within(await screen.findByRole('dialog'));
    const submit = () => act(async () => void fireEvent.click(dialog.getByRole('button', { name: 'Set' })));
    const input = dialog.getByLabelText<HTMLInputElement>('Product key*');
    expect([input.type, dialog.queryByLabelText('Enter it again*')]).toEqual(['text', null]);
    fireEvent.change(input, { target: { value: 'AAAAA' } });
    await submit();
    expect(dialog.getByText(/five groups of five letters and digits/)).toBeTruthy();
    fireEvent.change(input, { target: { value: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' } });
    await submit();
    await waitFor(() => expect(client.callsOf('editor.setSecret')).toHaveLength(1));
    expect(client.callsOf('editor.setSecret')[0]).toMatchObject({ property: 'ProductKey' });
  });

  it('[UI-128] rule files are added, ordered and removed; config.xml is refused with the reason', async () => {
    const { value } = await show('CaptureUserStateAction', {
      variables: [
        { name: 'OSDMigrateMode', property: 'Mode', hidden: false, value: 'Advanced' },
        { name: 'OSDMigrateConfigFiles', property: 'ConfigFiles', hidden: false, value: 'miguser.xml' },
      ],
    });
    const field = screen.getByRole('textbox', { name: 'File name' });
    fireEvent.change(field, { target: { value: 'Config.xml' } });
    await click('button', 'Add file');
    expect(screen.getByText(/Config.xml cannot be used here/)).toBeTruthy();
    fireEvent.change(field, { target: { value: 'migapp.xml' } });
    await click('button', 'Add file');
    await waitFor(() => expect(value('ConfigFiles')).toBe('miguser.xml,migapp.xml'));
    await click('button', 'Move migapp.xml up');
    await waitFor(() => expect(value('ConfigFiles')).toBe('migapp.xml,miguser.xml'));
    await click('button', 'Remove migapp.xml');
    await waitFor(() => expect(value('ConfigFiles')).toBe('miguser.xml'));
  });

  it('[UI-107] a number outside its range names the range', async () => {
    const { client } = await show('RequestStateStoreAction');
    const field = screen.getByRole('textbox', { name: 'Number of retries' });
    fireEvent.change(field, { target: { value: '31' } });
    expect(await screen.findByText(/At most 30/)).toBeTruthy();
    expect(client.callsOf('editor.apply')).toHaveLength(0);
  });

  it('[UI-510] every number of a unit says its own', async () => {
    const unitOf = (name: string) => screen.getByRole('textbox', { name }).parentElement?.textContent;
    await show('PrestartCheckAction');
    expect(unitOf('Memory, at least')).toBe('MB');
    expect(unitOf('Processor speed, at least')).toBe('MHz');
    expect(unitOf('Free disk space, at least')).toBe('MB');
    cleanup();
    await show('RebootAction');
    expect(unitOf('Message display time-out')).toBe('seconds');
    cleanup();
    await show('UpgradeOperatingSystemAction');
    expect(unitOf('Time-out (minutes)')).toBe('minutes');
  });

  it('[UI-119] a variable condition is added by its dialog; Exists needs no value', async () => {
    const { session } = await show('RunCommandLineAction', {}, OptionsTab);
    await click('button', 'Add condition');
    await click('menuitem', 'Task Sequence Variable…');
    const dialog = within(await screen.findByRole('dialog'));
    // The menu that opened the dialog may take the focus back late: jsdom then hides the dialog from readers.
    const part = (role: string, name: string) => dialog.getByRole<HTMLInputElement>(role, { name, hidden: true });
    const press = (one: HTMLElement) => act(async () => void fireEvent.click(one));
    const submit = () => press(part('button', 'Add condition'));
    await submit();
    expect(await screen.findByText('Enter the name of the variable.')).toBeTruthy();
    fireEvent.change(part('textbox', 'Variable'), { target: { value: 'OSDRole' } });
    await press(part('combobox', 'Condition'));
    await press(await screen.findByRole('option', { name: 'Exists', hidden: true }));
    expect(part('textbox', 'Value').disabled).toBe(true);
    await submit();
    await waitFor(() => expect(session.detail('It').condition?.children).toHaveLength(1));
    // The closed dialog still hides the page from readers here: jsdom ends no animations.
    const line = await screen.findByRole('treeitem', { name: /Variable\s+OSDRole\s+exists/, hidden: true });
    expect(line.getAttribute('aria-selected')).toBe('true');
  });

  it('[UI-132] a type without a page of its own has a field for each property, and a choice says its words', async () => {
    const { value } = await show('ApplyDriverPackageAction');
    const field = screen.getByRole('combobox', { name: /^Driver package/ });
    fireEvent.change(field, { target: { value: 'LAB00009' } });
    await act(async () => void fireEvent.blur(field));
    await waitFor(() => expect(value('DriverPackageID')).toBe('LAB00009'));
    await click('checkbox', 'Install driver package via running DISM with recurse option');
  });

  it('[UI-132] a child sequence is chosen by name; both its ID and its name go into the step in one change', async () => {
    const { value, client } = await show('SubTasksequence');
    const common = { kind: 'task-sequence' as const, version: '', manufacturer: '', source: 'site' as const };
    const sequences = [
      { ...common, id: 'LAB00030', name: 'Post-install' },
      { ...common, id: fakePackage, name: 'Itself' },
    ];
    client.handle({ 'reference.list': () => pageOf(sequences) });
    const field = screen.getByRole('combobox', { name: /^Select task sequence to run/ });
    act(() => field.focus());
    await act(async () => void fireEvent.click(field));
    const options = await screen.findAllByRole('option');
    expect(options.map((one) => one.textContent)).toEqual(['Post-install (LAB00030)']);
    await act(async () => void fireEvent.click(options[0] ?? field));
    await waitFor(() => expect(value('TsPackageID')).toBe('LAB00030'));
    expect(value('TsName')).toBe('LAB00030, Post-install');
    expect(client.callsOf('editor.apply')).toHaveLength(1);
  });
});
