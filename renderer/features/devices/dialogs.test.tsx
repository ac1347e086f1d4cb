// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { AppError } from '#shared/contract/errors';
import { conflictDetails } from '#shared/model/change';
import type { Device } from '#shared/model/device';
import { AssociationId, DeviceId } from '#shared/model/ids';
import type { ThisComputer } from '#shared/model/local-computer';
import type { Association } from '#shared/model/state-migration';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, deviceHandlers, deviceRow, pageOf, renderWithShell } from '../../app/testing.tsx';
import { testComputer } from '../../app/testing-computer.ts';
import { fileBrowserFeature } from '../file-browser/index.tsx';
import { chooseFolder } from './choose-folder.ts';
import { deleteDevices } from './device-actions.ts';
import { pseudo, pseudoTexts } from '#shared/text/fakes/pseudo';
import { texts } from '../../app/texts.ts';
import { shownFacts } from './local-details.tsx';
import { DeviceDetails } from './device-details.tsx';
import { devicesFeature } from './index.tsx';

const device: Device = {
  id: DeviceId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a01'),
  name: 'OLD-PC',
  macAddress: '',
  smbiosGuid: '',
  description: '',
  connection: { kind: 'none' },
  allowHostCommands: false,
  environment: 'FullOS',
  facts: {},
  variables: [{ name: 'JoinPassword', value: null, isSecret: true }],
  createdAt: 0,
  modifiedAt: 0,
};
const association: Association = {
  id: AssociationId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a11'),
  type: 'side-by-side',
  sourceDeviceId: device.id,
  sourceName: 'OLD-PC',
  destinationDeviceId: DeviceId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a02'),
  destinationName: 'NEW-PC',
  behavior: 'capture-all-restore-all',
  accounts: [],
  status: 'not-started',
  stateStoreId: null,
  capturedAt: null,
  releasedAt: null,
  restoredAt: null,
  deletedAt: null,
  storePath: null,
  storeCondition: null,
  condition: 'not-started',
  missingCount: 0,
  restoreMissing: null,
  createdAt: 1,
  createdBy: 'ada',
};
const place = (path: string, names: readonly string[]) => ({
  path,
  parent: '/',
  roots: [{ path: '/', kind: 'root' as const, name: '' }],
  entries: names.map((name) => ({
    name,
    path: `${path}/${name}`,
    kind: 'folder' as const,
    sizeBytes: null,
    modifiedAt: null,
  })),
  isTruncated: false,
});

async function open(computer: Partial<ThisComputer> = {}) {
  const test = createTestShell(
    {
      ...deviceHandlers([device]),
      'association.list': () => pageOf([association]),
      'device.thisComputer': () => testComputer(computer),
      'device.create': () => ({ deviceId: device.id }),
      'device.setVariables': () => ({ variables: [] }),
      'device.delete': () => ({ count: 1 }),
      'files.browse': ({ path }) => place(path ?? '/home', ['lab']),
    },
    [devicesFeature, fileBrowserFeature],
  );
  renderWithShell(<main />, test);
  return test;
}

/** As the list on the screen says it. */
const chosen = (one: Device) => ({
  count: 1,
  rows: [deviceRow(one)],
  input: { kind: 'ids' as const, ids: [one.id] },
});

afterEach(cleanup);

describe('dialogs of devices', () => {
  it('[UI-223] replaces a secret value without ever showing one', async () => {
    const { shell, client } = await open();
    void shell.dialogs.ask('device.edit', { deviceId: device.id });
    fireEvent.click(await screen.findByRole('tab', { name: 'Variables' }));
    expect(screen.getByText('hidden')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Replace the value of JoinPassword' }));
    const value = screen.getByLabelText('Value of the new variable');
    expect([value.getAttribute('type'), value.getAttribute('value')]).toEqual(['password', '']);
    fireEvent.change(value, { target: { value: 'new secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Set' }));
    expect(client.callsOf('device.setVariables')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(client.callsOf('device.setVariables')).toEqual([
        { deviceId: device.id, changes: [{ name: 'JoinPassword', value: 'new secret', isSecret: true }] },
      ]),
    );
  });

  it('[UI-665] names a device that was deleted meanwhile as people know it', async () => {
    const { shell, client } = await open();
    client.handle({
      'device.set': () => {
        throw new AppError('DEVICE_NOT_FOUND', { name: device.id });
      },
    });
    void shell.dialogs.ask('device.edit', { deviceId: device.id });
    fireEvent.change(await screen.findByLabelText('Description'), { target: { value: 'Again' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const said = (await screen.findByRole('alert')).textContent;
    expect(said).toContain(`The device ${device.name} does not exist.`);
    expect(said).not.toContain(device.id);
  });

  it('[UI-491] variables are kept by Save with what stands in the fields, and by nothing else', async () => {
    const { shell, client } = await open();
    const page = async () => {
      void shell.dialogs.ask('device.edit', { deviceId: device.id });
      fireEvent.click(await screen.findByRole('tab', { name: 'Variables' }));
      fireEvent.click(screen.getByRole('button', { name: 'Remove JoinPassword' }));
      fireEvent.change(screen.getByLabelText('Name of the new variable'), { target: { value: 'Site' } });
      fireEvent.change(screen.getByLabelText('Value of the new variable'), { target: { value: 'Berlin' } });
      expect(screen.queryByText('hidden')).toBeNull();
    };
    await page();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await page();
    expect(client.callsOf('device.setVariables')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const changes = [
      { name: 'JoinPassword', value: null, isSecret: true },
      { name: 'Site', value: 'Berlin', isSecret: false },
    ];
    expect(client.callsOf('device.setVariables')).toEqual([{ deviceId: device.id, changes }]);
  });

  it('[UI-492] a dialog can be left while the core is lost, and what it waited for is not sent any more', async () => {
    const { shell, client } = await open();
    const sent = Promise.withResolvers<AbortSignal | undefined>();
    const { call } = client;
    client.call = (method: string, input: never, options?: { signal?: AbortSignal }) => {
      if (method !== 'device.set') return call(method as never, input, options);
      sent.resolve(options?.signal);
      return new Promise(() => undefined);
    };
    void shell.dialogs.ask('device.edit', { deviceId: device.id });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Description' }), { target: { value: 'mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const signal = await sent.promise;
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).not.toBeNull();
    act(() => shell.connection.set({ status: 'lost', attempt: 1 }));
    expect(signal?.aborted).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(signal?.aborted).toBe(true);
  });

  it('[DEV-57] send what was changed in the form, and show both sides of what somebody else has changed', async () => {
    const { shell, client } = await open();
    let now = device;
    const details = conflictDetails([{ field: 'description', mine: 'mine', theirs: 'theirs' }]);
    const errors = [new AppError('REVISION_CONFLICT', { name: device.name, actual: 2, ...details })];
    client.handle({
      'device.get': () => now,
      'device.set': () => {
        const error = errors.pop();
        now = { ...device, description: 'theirs' };
        if (error !== undefined) throw error;
        return {};
      },
    });
    void shell.dialogs.ask('device.edit', { deviceId: device.id });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Description' }), { target: { value: 'mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Description: yours is “mine”, theirs is “theirs”')).toBeTruthy();
    // In this test's DOM the dialog below hides the one above it.
    fireEvent.click(screen.getByRole('button', { name: 'Keep mine', hidden: true }));
    await waitFor(() =>
      expect(client.callsOf('device.set')).toEqual([
        { deviceId: device.id, description: 'mine', shown: { description: '' } },
        { deviceId: device.id, description: 'mine', shown: { description: 'theirs' } },
      ]),
    );
  });

  it('[UI-15] begin in their first field, not on the tabs above it', async () => {
    const { shell } = await open();
    void shell.dialogs.ask('device.edit', { deviceId: null });
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await waitFor(() => expect(document.activeElement).toBe(name));
  });

  it('[UI-224] names the associations that go with a device before it is deleted', async () => {
    const { shell, client } = await open();
    const deleted = deleteDevices(shell, chosen(device));
    await screen.findByText('OLD-PC → NEW-PC');
    expect(client.callsOf('device.delete')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Delete the device' }));
    await deleted;
    expect(client.callsOf('device.delete')).toEqual([
      { devices: { kind: 'ids', ids: [device.id] }, withAssociations: true },
    ]);
  });

  it('[UI-225] begins at the folder that was there before and gives the one that is open', async () => {
    const { shell, client } = await open();
    const chosen = chooseFolder(shell, 'Choose', '/srv/disks');
    await screen.findByText('lab');
    expect(client.callsOf('files.browse')).toEqual([{ path: '/srv/disks', show: 'folders' }]);
    fireEvent.click(screen.getByRole('button', { name: 'Choose “disks”' }));
    expect(await chosen).toBe('/srv/disks');
  });

  it('[UI-252] makes this computer a device with its own name, saying what that means', async () => {
    const { shell, client } = await open();
    void shell.dialogs.ask('device.edit', { deviceId: null, connection: 'local' });
    const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' });
    await waitFor(() => expect(name.value).toBe('LAB-07'));
    fireEvent.click(screen.getByRole('tab', { name: 'Connection' }));
    expect(screen.getByText(/Steps that erase disks or install an operating system never act on it/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() =>
      expect(client.callsOf('device.create')).toMatchObject([{ name: 'LAB-07', connection: { kind: 'local' } }]),
    );
  });

  it('[UI-252] refuses this computer a second time with the name of the device that has it', async () => {
    const { shell, client } = await open({ deviceId: device.id });
    void shell.dialogs.ask('device.edit', { deviceId: null });
    fireEvent.click(await screen.findByRole('tab', { name: 'Connection' }));
    fireEvent.click(screen.getByRole('radio', { name: /^This computer/ }));
    expect(await screen.findByText(/^OLD-PC stands for this computer already/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(client.callsOf('device.create')).toEqual([]);
  });

  it('[UI-253] shows profiles, drives and facts of this computer, and reads the facts again', async () => {
    const local: Device = { ...device, connection: { kind: 'local' }, facts: { Model: 'LP-14' } };
    const { shell, client } = await open({ deviceId: local.id });
    client.handle({
      ...deviceHandlers([local]),
      'device.refreshFacts': () => ({
        facts: { Model: 'LP-14' },
        sources: [{ source: 'cim', state: 'timed-out', detail: '' }],
      }),
    });
    shell.lists.set('devices', chosen(local));
    renderWithShell(<DeviceDetails devices={[deviceRow(local)]} />, { shell });
    fireEvent.click(await screen.findByRole('tab', { name: 'Profiles (1)' }));
    expect(screen.getByRole('rowheader', { name: 'anna' })).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: 'Drives (1)' }));
    expect(screen.getByText('400 bytes of 900 bytes')).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: 'Facts (1)' }));
    expect(screen.getByText('LP-14')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Refresh facts' }));
    await waitFor(() =>
      expect(shell.toasts.store.getState().toasts.map(({ title, text }) => [title, text])).toEqual([
        ['1 fact of OLD-PC was read.', 'CIM did not answer.'],
      ]),
    );
  });

  it('[UI-253] the facts of another device stand in the columns of its summary, whatever they are called', async () => {
    const other: Device = { ...device, facts: { Model: 'LP-14', Description: 'on the second floor' } };
    const { shell, client } = await open({ deviceId: null });
    client.handle(deviceHandlers([other]));
    const { container } = renderWithShell(<DeviceDetails devices={[deviceRow(other)]} />, { shell });
    expect(await screen.findByText('LP-14')).toBeTruthy();
    expect(container.querySelectorAll('dl')).toHaveLength(1);
    expect(screen.getAllByText('Description')).toHaveLength(2);
  });

  it('[UI-422] facts are said in the words of the console, by code and as earlier versions stored them', () => {
    const facts = { 'operating-system': 'Windows 11', 'Memory (MB)': '8192', Battery: 'Yes', 'disk-0': 'A', Room: '4' };
    const local: Device = { ...device, connection: { kind: 'local' }, facts };
    const { shell } = createTestShell();
    const { shell: said } = createTestShell({}, [], pseudoTexts(texts));
    expect(shownFacts(shell, local)[2]).toEqual(['Battery', 'Yes']);
    expect(shownFacts(said, local)).toEqual([
      [pseudo('Operating system'), 'Windows 11'],
      [pseudo('Memory (MB)'), '8192'],
      [pseudo('Battery'), pseudo('Yes')],
      [pseudo('Disk {{number}}').replace('{{number}}', '0'), 'A'],
      ['Room', '4'],
    ]);
  });
});
