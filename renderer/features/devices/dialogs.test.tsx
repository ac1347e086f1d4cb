// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { Device } from '#shared/model/device';
import { AssociationId, DeviceId } from '#shared/model/ids';
import type { Association } from '#shared/model/state-migration';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import { fileBrowserFeature } from '../file-browser/index.tsx';
import { chooseFolder } from './choose-folder.ts';
import { deleteDevices } from './device-actions.ts';
import { devicesFeature, devicesModel } from './index.tsx';

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
  missingCount: 0,
  createdAt: 1,
  createdBy: 'ada',
};
const place = (path: string, names: readonly string[]) => ({
  path,
  parent: '/',
  roots: ['/'],
  entries: names.map((name) => ({
    name,
    path: `${path}/${name}`,
    kind: 'folder' as const,
    sizeBytes: null,
    modifiedAt: null,
  })),
  isTruncated: false,
});

async function open() {
  const test = createTestShell(
    {
      'device.list': () => ({ devices: [device] }),
      'association.list': () => ({ associations: [association] }),
      'device.setVariable': () => ({ variables: [] }),
      'device.delete': () => ({}),
      'files.browse': ({ path }) => place(path ?? '/home', ['lab']),
    },
    [devicesFeature, fileBrowserFeature],
  );
  await test.shell.model(devicesModel).list.refresh();
  renderWithShell(<main />, test);
  return test;
}

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
    await waitFor(() =>
      expect(client.callsOf('device.setVariable')).toEqual([
        { deviceId: device.id, name: 'JoinPassword', value: 'new secret', isSecret: true },
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
    const deleted = deleteDevices(shell, [device]);
    await screen.findByText('OLD-PC → NEW-PC');
    expect(client.callsOf('device.delete')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Delete the device' }));
    await deleted;
    expect(client.callsOf('device.delete')).toEqual([{ deviceIds: [device.id], withAssociations: true }]);
  });

  it('[UI-225] begins at the folder that was there before and gives the one that is open', async () => {
    const { shell, client } = await open();
    const chosen = chooseFolder(shell, 'Choose', '/srv/disks');
    await screen.findByText('lab');
    expect(client.callsOf('files.browse')).toEqual([{ path: '/srv/disks', show: 'folders' }]);
    fireEvent.click(screen.getByRole('button', { name: 'Choose “disks”' }));
    expect(await chosen).toBe('/srv/disks');
  });
});
