// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { NodeDetail } from '#shared/model/sequence';
import { fakeStep } from '../fakes/fake-nodes.ts';
import { click, showStep } from '../fakes/show-step.tsx';
import { OptionsTab } from '../options/options-tab.tsx';
import { PropertiesTab } from './properties-tab.tsx';

configure({ asyncUtilTimeout: 10_000 });

const variable = (property: string, value: string, name = property) => ({ name, property, hidden: false, value });

const show = (type: string, more: Partial<NodeDetail> = {}, mode: 'edit' | 'view' = 'edit') =>
  showStep(() => fakeStep('It', type.includes('_') ? type : `SMS_TaskSequence_${type}`, more), [PropertiesTab], mode);

const showOptions = (type: string, more: Partial<NodeDetail> = {}) =>
  showStep(() => fakeStep('It', `SMS_TaskSequence_${type}`, more), [OptionsTab]);

const box = (name: string, role = 'textbox') => screen.getByRole<HTMLInputElement>(role, { name });
const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const enter = async (control: HTMLElement, value: string) => {
  await act(async () => void fireEvent.change(control, { target: { value } }));
  await act(async () => void fireEvent.blur(control));
};

describe('pages of step types', () => {
  afterEach(cleanup);

  it('[UI-723] a choice is told from the values; another one takes them away in one undo step', async () => {
    const { value, client } = await show('ApplyOperatingSystemAction', {
      variables: [variable('DestinationDisk', '0'), variable('DestinationPartition', '2')],
    });
    expect(radio('Specific disk and partition').checked).toBe(true);
    await click('radio', 'Logical drive letter stored in a variable');
    await waitFor(() => expect(value('DestinationDisk')).toBeUndefined());
    expect(value('DestinationPartition')).toBeUndefined();
    expect(client.callsOf('editor.apply')).toHaveLength(1);
    expect(radio('Logical drive letter stored in a variable').checked).toBe(true);
    await enter(box('Variable name'), 'OSDisk');
    await waitFor(() => expect(value('DestinationVariable')).toBe('OSDisk'));
  });

  it('[UI-723] a value that was refused goes with the choice that it belonged to', async () => {
    await show('ApplyOperatingSystemAction', { variables: [variable('DestinationDisk', '0')] });
    await enter(box('Partition'), '200');
    expect(screen.getByText(/^At most 99/)).toBeTruthy();
    await click('radio', 'Next available partition');
    await waitFor(() => expect(box('Partition').value).toBe(''));
    expect(screen.queryByText(/At most 99|cannot have this value/)).toBeNull();
  });

  it('[UI-718] a choice below another one changes itself alone', async () => {
    const { client, value } = await show('EnableBitLockerAction');
    await click('radio', 'TPM and PIN');
    await waitFor(() => expect(value('Mode')).toBe('TPMAndPIN'));
    expect(radio('Current operating system drive').checked).toBe(true);
    expect(radio('TPM and PIN').disabled).toBe(false);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Set PIN…' }).disabled).toBe(false);
    expect(client.callsOf('editor.apply')).toHaveLength(1);
  });

  it('[UI-723] what a value says is shown, whatever was chosen on the page before', async () => {
    const { session, value } = await show('DisableBitLockerAction');
    expect(radio('Current operating system drive').checked).toBe(true);
    await click('radio', 'Specific drive');
    expect(radio('Specific drive').checked).toBe(true);
    await enter(box('Drive', 'combobox'), 'D:');
    await waitFor(() => expect(value('TargetDrive')).toBe('D:'));
    await click('radio', 'Current operating system drive');
    await waitFor(() => expect(value('TargetDrive')).toBeUndefined());
    expect(session.detail('It').variables.map((one) => one.property)).toEqual(['RebootCount']);
  });

  it('[UI-723] of two that take the place of each other one counts, and why is said', async () => {
    await show('PartitionDiskAction', { variables: [variable('DiskIndexVariable', 'OSDTargetDisk')] });
    expect(box('Disk number').disabled).toBe(true);
    expect(screen.getByText('Not together with “Variable name to store disk number”.')).toBeTruthy();
  });

  it('[UI-724] a time zone is chosen or typed; one that Windows does not know is kept and said', async () => {
    const { value } = await show('ApplyWindowsSettingsAction', {
      variables: [variable('TimeZone', 'W. Europe Standard Time')],
    });
    expect(screen.getByText('(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna')).toBeTruthy();
    await enter(box('Time zone', 'combobox'), 'Moon Standard Time');
    await waitFor(() => expect(value('TimeZone')).toBe('Moon Standard Time'));
    expect(screen.getByText(/Not in the list of Windows/)).toBeTruthy();
    fireEvent.change(box('Time zone', 'combobox'), { target: { value: 'osaka' } });
    await screen.findByRole('option', { name: /Tokyo Standard Time/ });
    await click('option', 'Tokyo Standard Time – (UTC+09:00) Osaka, Sapporo, Tokyo');
    await waitFor(() => expect(value('TimeZone')).toBe('Tokyo Standard Time'));
  });

  it('[UI-724] a language says its name beside its number; locales and keyboard layouts are typed freely', async () => {
    await show('PrestartCheckAction', {
      variables: [variable('CheckOSLanguageID', 'true'), variable('OSLanguageID', '1031')],
    });
    expect(screen.getByText('German (Germany)')).toBeTruthy();
    cleanup();
    const { value } = await show('ApplyWindowsSettingsAction');
    await enter(box('Input locale (default keyboard layout)', 'combobox'), '0407:00000407');
    await waitFor(() => expect(value('InputLocale')).toBe('0407:00000407'));
    expect(screen.queryByText(/Not in the list of Windows/)).toBeNull();
  });

  it('[UI-724] a view shows the value of such a list and offers no other', async () => {
    const { client } = await show('ApplyWindowsSettingsAction', { variables: [variable('TimeZone', 'UTC')] }, 'view');
    expect(box('Time zone').readOnly).toBe(true);
    expect(screen.queryAllByRole('combobox')).toEqual([]);
    expect(client.callsOf('editor.apply')).toEqual([]);
  });

  it('[UI-722] a package that does not count says what takes its place', async () => {
    await show('UpgradeOperatingSystemAction', { variables: [variable('StagedContent', 'C:\\Drivers')] });
    const field = box('Driver package', 'combobox');
    expect(field.disabled).toBe(true);
    const said = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id));
    expect(said.map((one) => one?.textContent).join()).toContain('“Staged content”');
  });

  it('[UI-725] a comma that belongs to a name does not part it', async () => {
    await show('JoinDomainWorkgroupAction', { variables: [variable('Type', '0')] });
    await enter(box('OU'), 'LDAP://OU=Desks\\, Rooms,DC=contoso,DC=com');
    expect(screen.queryByText(/does not fit there/)).toBeNull();
  });

  it('[UI-725] a wrong part is named with its place, and the value stays', async () => {
    const { value } = await show('JoinDomainWorkgroupAction', { variables: [variable('Type', '0')] });
    await enter(box('OU'), 'LDAP://OU=Desks,Rooms,DC=contoso,DC=com');
    expect(screen.getByText(/“Rooms” \(part 2\) does not fit there/)).toBeTruthy();
    expect(value('DomainOUName')).toBe('LDAP://OU=Desks,Rooms,DC=contoso,DC=com');
    await enter(box('OU'), 'LDAP://OU=Desks,DC=contoso,DC=com');
    expect(screen.queryByText(/does not fit there/)).toBeNull();
  });

  it('[UI-725] exit codes are read one by one; the wrong one is named and not sent', async () => {
    const { session, client } = await showOptions('RunCommandLineAction', { successCodes: '0 3010' });
    await enter(box('Success codes'), '0 3o10 5');
    expect(screen.getByText(/“3o10” \(number 2\) is not a whole number/)).toBeTruthy();
    expect(client.callsOf('editor.apply')).toHaveLength(0);
    await enter(box('Success codes'), '0  1641 ');
    await waitFor(() => expect(session.detail('It').successCodes).toBe('0 1641'));
  });

  it('[UI-725] a drive outside the letters that count is refused in words', async () => {
    await show('ConnectNetworkFolderAction', { variables: [variable('DriveLetter', 'X:')] });
    expect(screen.getByText('X: cannot be used here: D: to Z: can, without X:.')).toBeTruthy();
  });

  const unknown = [variable('OwnValue', 'kept'), variable('AdminPassword', '', 'OSDLocalAdminPassword')];

  it('[UI-726] values that no property carries stand below the page, and are changed and removed there', async () => {
    const { value } = await show('PartitionDiskAction', {
      variables: [variable('Partitions', '1'), variable('Partitions0Size', '100'), ...unknown],
    });
    const others = screen.getByRole('table', { name: 'Other values of this step', hidden: true });
    expect(others.textContent).not.toContain('Partitions0Size');
    expect(within(others).getByText('not set')).toBeTruthy();
    expect(screen.getByText('Other values of this step (2)')).toBeTruthy();
    await enter(screen.getByLabelText('Value of OwnValue'), 'changed');
    await waitFor(() => expect(value('OwnValue')).toBe('changed'));
    await act(async () => void fireEvent.click(screen.getByLabelText('Remove OwnValue')));
    await waitFor(() => expect(value('OwnValue')).toBeUndefined());
  });

  it('[UI-726] a type that is not known has all its values there, open; a view changes none of them', async () => {
    await show('OWN_Action', { variables: unknown }, 'view');
    expect(screen.getByText('This type of step has no page of its own here.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Value of OwnValue').readOnly).toBe(true);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Remove OwnValue' }).disabled).toBe(true);
  });

  it('[UI-727] an account and its password are entered in one dialog; the password is in no edit', async () => {
    const { client, value, editor } = await show('ConnectNetworkFolderAction');
    await click('button', 'Set Password…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Account of “It”' }));
    const field = (label: string) => dialog.getByLabelText<HTMLInputElement>(label);
    const submit = () => act(async () => void fireEvent.click(dialog.getByRole('button', { name: 'Set' })));
    fireEvent.change(field('Account*'), { target: { value: 'CONTOSO\\' } });
    await submit();
    expect(dialog.getByText(/An account has a name/)).toBeTruthy();
    fireEvent.change(field('Account*'), { target: { value: 'CONTOSO\\install' } });
    fireEvent.change(field('Password*'), { target: { value: 'S3cret' } });
    fireEvent.change(field('Enter it again*'), { target: { value: 'S3cret' } });
    await submit();
    await waitFor(() => expect(client.callsOf('editor.setSecret')).toHaveLength(1));
    expect(client.callsOf('editor.setSecret')[0]).toMatchObject({ property: 'Password', value: 'S3cret' });
    expect(value('Username')).toBe('CONTOSO\\install');
    expect(client.callsOf('editor.apply')).toEqual([]);
    expect(editor.document.getState().history.undoCount).toBe(1);
    await act(() => editor.undo(1));
    expect(value('Username')).toBeUndefined();
  });

  it('[UI-728] a value that is not the default of a new step says the default', async () => {
    await show('RunPowerShellScriptAction', {
      timeoutSeconds: 1200,
      variables: [variable('ExecutionPolicy', 'Bypass')],
    });
    expect(screen.getByText('1 to 999. Default: 15.')).toBeTruthy();
    expect(screen.getByText('Default: AllSigned.')).toBeTruthy();
    cleanup();
    await show('RunPowerShellScriptAction');
    expect(screen.queryByText(/Default:/)).toBeNull();
    expect(box('Time-out (minutes)').placeholder).toBe('15');
  });

  it('[UI-729] retrying after a restart is switched on and off, and its count has the range of the field', async () => {
    const { session } = await showOptions('InstallSoftwareAction');
    const count = () => box('Number of times to retry');
    expect(count().disabled).toBe(true);
    await click('checkbox', 'Retry this step if computer unexpectedly restarts');
    await waitFor(() => expect(session.detail('It').retryCount).toBe(2));
    await enter(count(), '6');
    expect(screen.getByText(/A whole number from 1 to 5 is needed/)).toBeTruthy();
    expect([count().value, session.detail('It').retryCount]).toEqual(['6', 2]);
    await enter(count(), '5');
    await waitFor(() => expect(session.detail('It').retryCount).toBe(5));
    await click('checkbox', 'Retry this step if computer unexpectedly restarts');
    await waitFor(() => expect(session.detail('It').retryCount).toBe(0));
  });

  it('[UI-730] a list is added to, put into order and taken from; what is there already is refused', async () => {
    const { value } = await show('ApplyNetworkSettingsAction', {
      variables: [variable('DNSSuffixSearchOrder', 'one.example, two.example')],
    });
    const list = within(screen.getByRole('group', { name: 'Append these DNS suffixes (in order)' }));
    const add = async (name: string) => {
      fireEvent.change(list.getByLabelText('New suffix'), { target: { value: name } });
      await act(async () => void fireEvent.click(list.getByRole('button', { name: 'Add' })));
    };
    await add('TWO.example');
    expect(list.getByText('This is in the list already.')).toBeTruthy();
    await add('three.example');
    await waitFor(() => expect(value('DNSSuffixSearchOrder')).toBe('one.example,two.example,three.example'));
    await act(async () => void fireEvent.click(list.getByRole('button', { name: 'Move three.example up' })));
    await waitFor(() => expect(value('DNSSuffixSearchOrder')).toBe('one.example,three.example,two.example'));
    await act(async () => void fireEvent.click(list.getByRole('button', { name: 'Remove one.example' })));
    await waitFor(() => expect(value('DNSSuffixSearchOrder')).toBe('three.example,two.example'));
  });
});
