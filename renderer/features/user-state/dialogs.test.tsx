// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { DeviceId, StateStoreId } from '#shared/model/ids';
import type { Device } from '#shared/model/device';
import { afterEach, describe, expect, it } from 'vitest';
import type { FakeHandlers } from '../../api/fake-client.ts';
import { type TestShell, createTestShell, deviceHandlers, pageOf, renderWithShell } from '../../app/testing.tsx';
import { devicesFeature } from '../devices/index.tsx';
import { runsFeature } from '../runs/index.tsx';
import { testAssociation, testStore, testStoreId } from './fakes/user-state.ts';
import { userStateFeature } from './index.tsx';

const features = [devicesFeature, userStateFeature, runsFeature];
const id = (last: string): string => `5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a${last}`;
const device = (last: string, name: string): Device => ({
  id: DeviceId.parse(id(last)),
  name,
  macAddress: '',
  smbiosGuid: '',
  description: '',
  connection: { kind: 'folder', drives: { 'C:': '/lab' } },
  allowHostCommands: false,
  environment: 'FullOS',
  facts: {},
  variables: [],
  createdAt: 0,
  modifiedAt: 0,
});

async function open(handlers: FakeHandlers): Promise<TestShell> {
  const test = createTestShell(
    {
      ...deviceHandlers([device('01', 'OLD-PC'), device('02', 'NEW-PC')]),
      'device.check': () => ({ drives: [] }),
      'association.list': () => pageOf([testAssociation({ stateStoreId: testStoreId })]),
      'stateStore.list': () => pageOf([testStore()]),
      'migrationPoint.list': () => pageOf([]),
      ...handlers,
    },
    features,
  );
  renderWithShell(<main />, test);
  return test;
}

afterEach(cleanup);

describe('dialogs of user state', () => {
  it('[UI-244] keeps the files of a live store unless the person says otherwise', async () => {
    const { shell } = await open({});
    const answer = shell.dialogs.ask('association.delete', {
      chosen: { count: 1, rows: [testAssociation()], input: { kind: 'ids', ids: [testAssociation().id] } },
    });
    expect((await screen.findByRole('radio', { name: 'Keep the files' })).getAttribute('checked')).not.toBeNull();
    fireEvent.click(screen.getByRole('radio', { name: 'Delete the files' }));
    fireEvent.click(screen.getByRole('button', { name: 'Delete with the files' }));
    expect(await answer).toBe('delete');
  });

  it('[UI-667] counts the stores of one association as stores, not as associations', async () => {
    const [one, two] = [testStore(), testStore({ id: StateStoreId.parse(id('22')) })];
    const { shell } = await open({ 'stateStore.list': () => pageOf([one, two]) });
    void shell.dialogs.ask('association.delete', {
      chosen: { count: 1, rows: [testAssociation()], input: { kind: 'ids', ids: [testAssociation().id] } },
    });
    expect(await screen.findByText('2 state stores hold files. What becomes of them?')).not.toBeNull();
  });

  it('[UI-241] explains a pair that is there already and sends nothing', async () => {
    const { shell, client } = await open({});
    void shell.dialogs.ask('association.create', { sourceDeviceId: DeviceId.parse(id('01')) });
    const destination = await screen.findByRole('combobox', { name: /Destination computer/ });
    fireEvent.click(destination);
    fireEvent.click(await screen.findByRole('option', { name: /NEW-PC/ }));
    await screen.findByText('There is a computer association from OLD-PC to NEW-PC already.');
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(client.callsOf('association.create')).toEqual([]);
  });

  it('[UI-280] says which limit a migration point breaks, then sends what was entered', async () => {
    const { shell, client } = await open({ 'migrationPoint.create': () => ({ migrationPointId: id('31') }) });
    const answer = shell.dialogs.ask('migrationPoint.edit', { migrationPointId: null });
    fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'SMP01' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Storage folder 1' }), { target: { value: '/smp' } });
    const clients = screen.getByRole('textbox', { name: 'Maximum clients of folder 1' });
    fireEvent.change(clients, { target: { value: '0' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    await screen.findByText('From 1 to 99,999.');
    expect(client.callsOf('migrationPoint.create')).toEqual([]);
    fireEvent.change(clients, { target: { value: '7' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(await answer).toBe(id('31'));
    expect(client.callsOf('migrationPoint.create')).toEqual([
      {
        name: 'SMP01',
        restoreOnly: false,
        deletion: { kind: 'after-days', days: 1 },
        folders: [{ id: null, path: '/smp', maximumClients: 7, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'MB' }],
      },
    ]);
  });

  it('[UI-222] keeps a device form with a mistake open on its page', async () => {
    const { shell, client } = await open({ 'device.create': () => ({ deviceId: id('09') }) });
    const answer = shell.dialogs.ask('device.edit', { deviceId: null });
    fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'LAB-01' } });
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    const folder = await screen.findByRole('textbox', { name: 'Folder of drive C:' });
    expect(client.callsOf('device.create')).toEqual([]);
    fireEvent.change(folder, { target: { value: '/lab/c' } });
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(await answer).toBe(id('09'));
    expect(client.callsOf('device.create')).toHaveLength(1);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
