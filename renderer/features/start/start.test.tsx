// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { Device } from '#shared/model/device';
import { DeviceId, JobId, PackageId, StateStoreId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import type { SiteInfo } from '#shared/model/site';
import type { StateStoreRow } from '#shared/model/state-migration';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, deviceHandlers, pageOf, renderWithShell } from '../../app/testing.tsx';
import { testComputer } from '../../app/testing-computer.ts';
import { capturePreviewFeature } from '../capture-preview/index.tsx';
import { startFeature } from './index.tsx';
import { sampleNames } from './sample.ts';
import { WelcomePage } from './welcome-page.tsx';

const uuid = (end: string) => `5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2b${end}`;
const sequence = (packageId: string, name: string): TaskSequenceRow => ({
  packageId: PackageId.parse(packageId),
  folderId: null,
  folderPath: [],
  name,
  description: '',
  dialect: 'cm',
  revision: 1,
  stepCount: 3,
  sizeBytes: 1000,
  enabled: true,
  createdAt: 1,
  modifiedAt: 1,
  modifiedBy: 'ada',
  hasDraft: false,
  deletedAt: null,
});
const device = (end: string, name: string): Device => ({
  id: DeviceId.parse(uuid(end)),
  name,
  macAddress: '',
  smbiosGuid: '',
  description: '',
  connection: { kind: 'none' },
  allowHostCommands: false,
  environment: 'FullOS',
  facts: {},
  variables: [],
  createdAt: 1,
  modifiedAt: 1,
});
const store = (restoredAt: number | null): StateStoreRow => ({
  id: StateStoreId.parse(uuid('30')),
  associationId: null,
  sourceDeviceId: null,
  sourceName: 'OLD-PC',
  destinationDeviceId: null,
  destinationName: 'NEW-PC',
  migrationPointId: null,
  migrationPointName: null,
  path: '/sites/lab/smp/1',
  state: restoredAt === null ? 'available' : 'restored',
  condition: restoredAt === null ? 'available' : 'restored',
  requestedAt: 1,
  capturedAt: 2,
  releasedAt: 3,
  restoredAt,
  deleteAfter: null,
  deletedAt: null,
  fileCount: 412,
  byteCount: 1,
  missingCount: 0,
  restoreMissing: null,
  captureRunId: null,
  restoreRunId: null,
});
const capture = sequence('LAB00001', sampleNames.captureSequence);
const restore = sequence('LAB00002', sampleNames.restoreSequence);
const oldPc = device('01', 'OLD-PC');
const newPc = device('02', 'NEW-PC');
const site: SiteInfo = {
  code: 'LAB',
  name: 'Contoso Lab',
  directory: '/sites/lab',
  version: '0.1.0',
  host: 'browser',
  secretStore: { kind: 'key-file', place: '/sites/lab/secret.key' },
  userName: 'ada',
  hasSample: true,
};

interface Given {
  readonly stores?: readonly StateStoreRow[];
  readonly sequences?: readonly TaskSequenceRow[];
  readonly hasSample?: () => boolean;
}

async function open({ stores = [], sequences = [capture, restore], hasSample = () => true }: Given = {}) {
  const test = createTestShell(
    {
      'site.get': () => ({ ...site, hasSample: hasSample() }),
      'sequence.list': () => pageOf(sequences),
      ...deviceHandlers([oldPc, newPc]),
      'stateStore.list': () => pageOf(stores),
      'site.createSample': () => ({ jobId }),
      'device.thisComputer': () => testComputer({ name: 'DESK-7' }),
    },
    [startFeature, capturePreviewFeature],
  );
  await waitFor(() => expect(test.shell.settings.store.getState().isLoaded).toBe(true));
  await test.shell.cache.get('site.get', {});
  return test;
}
async function show(given: Given = {}) {
  const test = await open(given);
  // Dialogs and pages of other features are asked for as data; they need not be on the screen here.
  const asked: unknown[] = [];
  test.shell.dialogs.ask = (kind, request) => {
    asked.push({ kind, request });
    return Promise.resolve(undefined);
  };
  renderWithShell(<WelcomePage />, test);
  if (test.shell.cache.known('site.get', {})?.hasSample === true) await screen.findByText(/^1. Capture the users/);
  return { ...test, asked };
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const kinds = (test: Awaited<ReturnType<typeof open>>) => test.shell.tabs.store.getState().tabs.map((tab) => tab.kind);

const jobId = JobId.parse(uuid('40'));
const job = (more: Partial<Job>): Job => ({
  id: jobId,
  kind: 'sample',
  title: 'Sample site',
  state: 'running',
  startedAt: 1,
  endedAt: null,
  done: 0,
  total: null,
  text: '',
  stateStoreId: null,
  error: null,
  ...more,
});

afterEach(cleanup);

describe('welcome', () => {
  it('[UI-90] opens by itself, and not again after it was dismissed', async () => {
    const test = await open();
    expect(kinds(test)).toEqual(['console', 'welcome']);
    await test.shell.commands.run('start.dismiss');
    expect(kinds(test)).toEqual(['console']);
    expect(test.client.callsOf('setting.set')).toEqual([{ welcomeDismissed: true }]);
    await test.shell.commands.run('start.open');
    expect(kinds(test)).toEqual(['console', 'welcome']);
  });
  it('[UI-91] asks to capture OLD-PC with the sequence of the sample', async () => {
    const { asked } = await show();
    fireEvent.click(button('Run on OLD-PC…'));
    await waitFor(() =>
      expect(asked).toEqual([{ kind: 'run.start', request: { packageId: capture.packageId, deviceId: oldPc.id } }]),
    );
  });
  it('[UI-92] waits with the restore until there is a state', async () => {
    await show();
    expect(button('Run on NEW-PC…').disabled).toBe(true);
    expect(screen.getByText(/Capture first/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Open the result' })).toBeNull();
  });
  it('[UI-91] asks to restore on NEW-PC once there is a state', async () => {
    const { asked } = await show({ stores: [store(null)] });
    expect(screen.getByText(/412 files are in the store/)).toBeDefined();
    fireEvent.click(button('Run on NEW-PC…'));
    await waitFor(() =>
      expect(asked).toEqual([{ kind: 'run.start', request: { packageId: restore.packageId, deviceId: newPc.id } }]),
    );
  });
  it('[UI-92] opens the result after the restore', async () => {
    const test = await show({ stores: [store(9)] });
    fireEvent.click(button('Open the result'));
    await waitFor(() => expect(kinds(test)).toContain('state-result'));
  });
  it('[UI-93] opens both sequences to be edited, the capture in front', async () => {
    const { shell } = await show();
    fireEvent.click(button('Open the editor'));
    await waitFor(() => expect(shell.tabs.store.getState().activeId).toBe(`editor:${capture.packageId}`));
    const params = shell.tabs.store.getState().tabs.map((tab) => tab.params);
    expect(params).toContainEqual({ packageId: restore.packageId, mode: 'edit' });
  });
  it('[UI-94] makes the sample and then shows the tries', async () => {
    let hasSample = false;
    const { client } = await show({ hasSample: () => hasSample });
    fireEvent.click(button('Make the sample'));
    await screen.findByText('The sample is being made…');
    expect(button('Make the sample').disabled).toBe(true);
    hasSample = true;
    client.emit('job.advanced', job({ state: 'succeeded', endedAt: 2 }));
    expect(await screen.findByText('Four things to try')).toBeDefined();
  });
  it('[UI-94] says why the sample was not made', async () => {
    const { client, shell } = await show({ hasSample: () => false });
    fireEvent.click(button('Make the sample'));
    await screen.findByText('The sample is being made…');
    const error = { code: 'DEVICE_NAME_TAKEN' as const, details: { name: 'OLD-PC' }, traceId: 't' };
    client.emit('job.advanced', job({ state: 'failed', endedAt: 2, error }));
    await waitFor(() => expect(shell.toasts.store.getState().toasts.map((toast) => toast.intent)).toEqual(['error']));
    expect(button('Make the sample').disabled).toBe(false);
  });
  it('[UI-95] names what is gone', async () => {
    await show({ sequences: [restore] });
    expect(screen.getByText(`“${sampleNames.captureSequence}” is not in the site any more.`)).toBeDefined();
    expect(button('Run on OLD-PC…').disabled).toBe(true);
  });
  it('[UI-245] offers to see what a capture of this computer would take', async () => {
    const { shell } = await show();
    expect(screen.getByText(/See what a capture of this computer would take/)).toBeDefined();
    fireEvent.click(button('Preview this computer'));
    await waitFor(() => expect(shell.tabs.store.getState().activeId).toBe('capture-preview:this-computer'));
    expect(shell.tabs.store.getState().tabs.at(-1)?.title).toBe('Preview of DESK-7');
  });
});
