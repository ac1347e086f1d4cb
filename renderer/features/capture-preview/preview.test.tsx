// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { DeviceId, JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import type { CapturePreview, ThisComputer } from '#shared/model/local-computer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useStore } from 'zustand';
import { useShell } from '../../app/shell-context.tsx';
import { createTestShell, deviceHandlers, pageOf, renderWithShell } from '../../app/testing.tsx';
import { testComputer } from '../../app/testing-computer.ts';
import { devicesFeature, devicesNode } from '../devices/index.tsx';
import { testPreview } from './fakes/preview.ts';
import { capturePreviewFeature } from './index.tsx';
import { capturePreviewModel } from './model.ts';
import { PreviewPage } from './preview-page.tsx';

const uuid = (end: string) => `5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2d${end}`;
const jobId = (number: number) => JobId.parse(uuid(number.toString().padStart(2, '0')));
const job = (number: number, more: Partial<Job> = {}): Job => ({
  id: jobId(number),
  kind: 'preview',
  title: 'LAB-07',
  state: 'running',
  startedAt: number,
  endedAt: null,
  done: 0,
  total: null,
  text: '',
  stateStoreId: null,
  error: null,
  ...more,
});

function Tabs() {
  const { tabs } = useStore(useShell().tabs.store);
  return tabs.map((tab) => (tab.kind === 'capture-preview' ? <PreviewPage key={tab.id} tab={tab} /> : null));
}

async function open(computer: Partial<ThisComputer> = {}, preview: CapturePreview = testPreview()) {
  let jobs = 0;
  const test = createTestShell(
    {
      'device.thisComputer': () => testComputer(computer),
      ...deviceHandlers([]),
      'association.list': () => pageOf([]),
      'device.previewCapture': () => ({ jobId: jobId(++jobs) }),
      'device.previewResult': () => ({ preview }),
      'job.cancel': () => ({}),
      'program.startElevated': () => ({ outcome: 'declined' }),
    },
    [devicesFeature, capturePreviewFeature],
  );
  await test.shell.commands.run('preview.thisComputer');
  renderWithShell(<Tabs />, test);
  const begun = (number: number) =>
    waitFor(() => expect(test.client.callsOf('device.previewCapture')).toHaveLength(number));
  await begun(1);
  const end = (number: number, more: Partial<Job> = {}) =>
    act(() => test.client.emit('job.advanced', job(number, { state: 'succeeded', endedAt: 9, ...more })));
  return { ...test, begun, end };
}
async function ready(computer: Partial<ThisComputer> = {}, preview: CapturePreview = testPreview()) {
  const test = await open(computer, preview);
  test.end(1);
  await screen.findByText('in 12 files would be taken');
  return test;
}
/** As the host ends it: what was thrown is in it. */
const cancelled: Partial<Job> = { state: 'cancelled', error: { code: 'CANCELLED', details: {}, traceId: 't' } };
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const rowsOf = (list: RegExp | string) =>
  within(screen.getByRole('grid', { name: list }))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);
const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: (text: string) => Promise.resolve(void written.push(text)) },
  });
});
afterEach(cleanup);

describe('the preview of a capture', () => {
  it('[UI-245] is of this computer when the palette asks for it, and writes nothing', async () => {
    const { client } = await ready();
    expect(client.callsOf('device.previewCapture')).toEqual([{ deviceId: null }]);
    expect(client.calls.filter(({ method }) => /\.(create|set|start|delete)/.test(method))).toEqual([]);
  });

  it('[UI-245] is of a device when it is chosen in the list', async () => {
    const test = await ready();
    const id = DeviceId.parse(uuid('99'));
    const device = {
      ...{ id, name: 'OLD-PC', macAddress: '', smbiosGuid: '', description: '', allowHostCommands: false },
      ...{ environment: 'FullOS' as const, facts: {}, variables: [], createdAt: 1, modifiedAt: 1 },
      connection: { kind: 'folder' as const, drives: { 'C:': '/lab/c' } },
    };
    test.client.handle(deviceHandlers([device]));
    const Page = devicesFeature.nodes?.find((node) => node.id === devicesNode)?.Page ?? (() => null);
    renderWithShell(<Page childId={null} />, test);
    fireEvent.click(await screen.findByText('OLD-PC'));
    await act(() => test.shell.commands.run('preview.device'));
    await waitFor(() => expect(test.client.callsOf('device.previewCapture')[1]).toEqual({ deviceId: id }));
  });

  it('[UI-246] says one number first, then profiles with their account and folders that add up', async () => {
    await ready();
    const verdict = screen.getByRole('region', { name: 'What a capture would take' });
    expect(within(verdict).getByText('12.0 KB')).toBeTruthy();
    expect(rowsOf('Profiles')).toEqual(['anna', 'ben', 'Shared profile']);
    expect(screen.getByText('LAB-07\\anna')).toBeTruthy();
    expect(rowsOf(/^Known folders/)).toEqual(['Documents', 'Desktop', 'Documents', 'Documents', 'Pictures']);
    fireEvent.click(screen.getByRole('row', { name: /^ben/ }));
    expect(rowsOf(/^Known folders/)).toEqual(['Documents', 'Pictures']);
    fireEvent.click(button('All profiles'));
    expect(rowsOf(/^Known folders/)).toHaveLength(5);
  });

  it('[UI-247] names the rule that left something out, and the reason of what cannot be taken', async () => {
    await ready();
    fireEvent.click(button('Show what is left out'));
    expect(rowsOf(/^Rules/)).toEqual(['Settings of programs']);
    fireEvent.click(screen.getByRole('row', { name: /^Settings of programs/ }));
    const side = screen.getByRole('complementary', { name: 'Why' });
    expect(within(side).getByText('user.not.AppData')).toBeTruthy();
    fireEvent.click(button('Show what cannot be taken'));
    fireEvent.click(screen.getByRole('row', { name: /open\.pst/ }));
    expect(within(side).getByText('another program uses it (EBUSY)')).toBeTruthy();
    expect(within(side).getByText(/^Close the program that uses it/)).toBeTruthy();
  });

  it('[UI-248] says what needs elevation before the scan has ended, and asks the system once', async () => {
    const { client, shell } = await open({ isElevated: false, elevationHelps: ['other-profiles', 'restore-others'] });
    expect(await screen.findByText(/Files of other people’s profiles cannot be read/)).toBeTruthy();
    expect(screen.queryByText(/Nothing can be restored/)).toBeNull();
    const [elevate] = screen.getAllByRole('button', { name: 'Start elevated…' });
    fireEvent.click(elevate as HTMLElement);
    expect(client.callsOf('program.startElevated')).toEqual([]);
    fireEvent.click(await screen.findByRole('button', { name: 'Start elevated' }));
    await waitFor(() => expect(client.callsOf('program.startElevated')).toHaveLength(1));
    await waitFor(() =>
      expect(shell.toasts.store.getState().toasts.map((toast) => toast.title)).toEqual([
        'The rights were not given. Nothing was changed.',
      ]),
    );
  });

  it('[UI-248] asks nothing while a run is active, which would end with this console', async () => {
    const { client, shell } = await open({ isElevated: false, elevationHelps: ['other-profiles'] });
    const amounts = { taskSequences: 0, devices: 1, associations: 0, stateStores: 0, migrationPoints: 0, runs: 1 };
    client.handle({ 'site.summary': () => ({ ...amounts, activeRuns: 1 }) });
    await act(async () => {
      await shell.cache.get('site.summary', {});
    });
    const [elevate] = await screen.findAllByRole('button', { name: 'Start elevated…' });
    fireEvent.click(elevate as HTMLElement);
    await waitFor(() =>
      expect(shell.toasts.store.getState().toasts.map((toast) => toast.title)).toEqual([
        '1 run is active. Let it end, or cancel it, before Waystation starts elevated.',
      ]),
    );
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(client.callsOf('program.startElevated')).toEqual([]);
  });

  it('[UI-248] offers nothing where the program cannot start itself elevated', async () => {
    await open({ canStartElevated: false, elevationHelps: ['other-profiles'] });
    expect(await screen.findByText(/Files of other people’s profiles/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Start elevated…' })).toBeNull();
  });

  it('[UI-249] shows how far it is, and is cancelled and repeated', async () => {
    const { client, begun, end } = await open();
    act(() => client.emit('job.advanced', job(1, { done: 1200, text: 'C:\\Users\\anna\\Pictures' })));
    expect(await screen.findByText('1,200 files so far')).toBeTruthy();
    const [cancel] = screen.getAllByRole('button', { name: 'Cancel the scan' });
    fireEvent.click(cancel as HTMLElement);
    await waitFor(() => expect(client.callsOf('job.cancel')).toEqual([{ jobId: jobId(1) }]));
    end(1, cancelled);
    expect(await screen.findByText('The scan was cancelled')).toBeTruthy();
    expect(screen.queryByText(/CANCELLED/)).toBeNull();
    const [again] = screen.getAllByRole('button', { name: 'Scan again' });
    fireEvent.click(again as HTMLElement);
    await begun(2);
    end(2);
    expect(await screen.findByText('in 12 files would be taken')).toBeTruthy();
  });

  it('[UI-249] keeps what was found before when a scan of it again is cancelled', async () => {
    const { shell, begun, end } = await ready();
    act(() => void shell.commands.run('preview.scan'));
    await begun(2);
    expect(await screen.findByText('Scanning LAB-07')).toBeTruthy();
    end(2, cancelled);
    await waitFor(() => expect(screen.queryByText('Scanning LAB-07')).toBeNull());
    expect(screen.getByText('in 12 files would be taken')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByText(/CANCELLED/)).toBeNull();
  });

  it('[UI-249] says why a scan failed', async () => {
    const { end, client } = await open();
    end(1, { state: 'failed', error: { code: 'DRIVE_NOT_MAPPED', details: { drive: 'D:' }, traceId: 't' } });
    expect(await screen.findByText(/DRIVE_NOT_MAPPED/)).toBeTruthy();
    fireEvent.click(button('Try again'));
    await waitFor(() => expect(client.callsOf('device.previewCapture')).toHaveLength(2));
  });

  it('[UI-249] ends the scan with its page, and the last of several wins', async () => {
    const { shell, client, begun, end } = await open();
    const store = shell.model(capturePreviewModel).active();
    if (store === null) throw new Error('no preview is open');
    act(() => void store.scan());
    await begun(2);
    end(2);
    await screen.findByText('in 12 files would be taken');
    end(1, { state: 'failed', error: { code: 'INTERNAL', details: {}, traceId: 't' } });
    expect(store.store.getState().status).toBe('ready');
    act(() => void store.scan());
    await begun(3);
    await waitFor(() => expect(store.store.getState().jobId).toBe(jobId(3)));
    await act(() => shell.tabs.close('capture-preview:this-computer'));
    await waitFor(() => expect(client.callsOf('job.cancel')).toContainEqual({ jobId: jobId(3) }));
  });

  it('[UI-250] says how each profile was read, and which folders are not captured', async () => {
    await ready();
    fireEvent.click(button('Show the notes'));
    const notes = rowsOf(/^Notes/);
    expect(notes).toEqual([
      'Desktop lies in D:\\anna\\Desktop.',
      expect.stringContaining('taken by layout: the profile is not loaded'),
      'Pictures lies on the network, in \\\\nas\\ben\\Pictures, and is not captured.',
      expect.stringContaining('migapp.xml is not read'),
    ]);
  });

  it('[UI-257] says what a store would not hold of the files', async () => {
    const none = { streams: 0, creationTimes: 0, permissions: 0, hardLinks: 0, shortNames: 0, encryption: 0 };
    await ready(
      {},
      testPreview({ profiles: [], notes: [], notCarried: { ...none, compression: 0, cloudMarks: 0, hardLinks: 2 } }),
    );
    fireEvent.click(button('Show the notes'));
    expect(rowsOf(/^Notes/)).toEqual(['2 files have a second name; each name would become a file of its own.']);
  });

  it('[UI-251] copies the list as it is seen, and the whole as a summary', async () => {
    const { shell } = await ready();
    fireEvent.click(screen.getByRole('row', { name: /^ben/ }));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'documents' } });
    await shell.commands.run('preview.copyList');
    expect(written[0]?.split('\n').map((line) => line.split('\t').slice(0, 2))).toEqual([
      ['Folder', 'Profile'],
      ['Documents', 'ben'],
    ]);
    await shell.commands.run('preview.copy');
    expect(written[1]).toContain('12.0 KB in 12 files would be taken');
    expect(written[1]).toContain('LAB-07\\anna: 7.00 KB in 7 files');
  });
});
