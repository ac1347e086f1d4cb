// @vitest-environment jsdom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { PackageId } from '#shared/model/ids';
import type { SequenceListQuery } from '#shared/model/lists';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, deviceHandlers, pageOf, renderWithShell } from '../../app/testing.tsx';
import { devicesFeature } from '../devices/index.tsx';
import { testDeviceId, testPackageId, testRow, testRunId, testView } from './fakes/runs.ts';
import { runsFeature } from './index.tsx';
import { cancelRun, deleteRuns } from './run-actions.ts';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

const device = {
  id: testDeviceId,
  name: 'OLD-PC',
  macAddress: '',
  smbiosGuid: '',
  description: '',
  connection: { kind: 'folder', drives: { 'C:': '/lab' } } as const,
  allowHostCommands: false,
  environment: 'FullOS' as const,
  facts: {},
  variables: [],
  createdAt: 0,
  modifiedAt: 0,
};
const sequence = {
  packageId: testPackageId,
  folderId: null,
  folderPath: [],
  name: 'Capture user files',
  description: '',
  dialect: 'cm' as const,
  revision: 1,
  stepCount: 4,
  sizeBytes: 100,
  enabled: true,
  createdAt: 0,
  modifiedAt: 0,
  modifiedBy: 'ada',
  hasDraft: false,
  deletedAt: null,
};

async function open() {
  const test = createTestShell(
    {
      ...deviceHandlers([device]),
      'sequence.list': () => pageOf([sequence]),
      'run.list': () => pageOf([testRow()]),
      'run.get': () => testView(),
      'run.log': () => ({ lines: [], lastOrdinal: 0, counts: { information: 0, warning: 0, error: 0 } }),
      'run.lookAhead': () => ({ refusals: [] }),
      'run.start': () => ({ runId: testRunId }),
      'run.cancel': () => ({ state: 'cancelled', left: [] }),
      'run.delete': () => ({ count: 1 }),
    },
    [devicesFeature, runsFeature],
  );
  renderWithShell(<main />, test);
  return test;
}

afterEach(cleanup);

describe('dialogs of runs', () => {
  it('[UI-495] a run for a capture offers captures only, and begins with the one that fits', async () => {
    const { shell, client } = await open();
    const both = { ...sequence, packageId: PackageId.parse('LAB00002'), name: 'Refresh in place' };
    client.handle({
      'sequence.list': ({ holds, ids }) => {
        if (ids != null) return pageOf([sequence, both].filter(({ packageId }) => ids.includes(packageId)));
        return pageOf(holds === 'restore' ? [both] : holds === 'capture' ? [both, sequence] : []);
      },
    });
    const field = () => screen.findByRole<HTMLInputElement>('combobox', { name: /Task sequence/ });
    const chosenFor = async (isInPlace: boolean, name: string) => {
      void shell.dialogs.ask('run.start', { packageId: null, deviceId: testDeviceId, purpose: 'capture', isInPlace });
      await waitFor(async () => expect((await field()).value).toBe(name));
      fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    };
    await chosenFor(false, 'Capture user files');
    await chosenFor(true, 'Refresh in place');
    const asked = client.callsOf('sequence.list') as SequenceListQuery[];
    expect(asked.every(({ ids, holds }) => ids != null || holds != null)).toBe(true);
  });

  it('[UI-210] starts with possible variables only, then opens the tab of the run', async () => {
    const { shell, client } = await open();
    const answer = shell.dialogs.ask('run.start', { packageId: PackageId.parse('LAB00001'), deviceId: testDeviceId });
    fireEvent.click(await screen.findByRole('button', { name: 'Add variable' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Name of variable 1' }), { target: { value: '1 no' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Value of variable 1' }), { target: { value: 'x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Run on OLD-PC' }));
    await screen.findByText(/begin with a letter/);
    expect(client.callsOf('run.start')).toEqual([]);
    fireEvent.change(screen.getByRole('textbox', { name: 'Name of variable 1' }), { target: { value: 'OSDRole' } });
    fireEvent.click(screen.getByRole('button', { name: 'Run on OLD-PC' }));
    expect(await answer).toBe(testRunId);
    expect(client.callsOf('run.start')).toEqual([
      { packageId: testPackageId, deviceId: testDeviceId, variables: [{ name: 'OSDRole', value: 'x' }] },
    ]);
    expect(shell.tabs.store.getState().activeId).toBe('run:7');
  });

  it('[UI-511] names what cannot act with what it needs, and runs only when the person says so', async () => {
    const { shell, client } = await open();
    const needs = { say: 'reasons:needs.format-and-partition-disk' };
    const one = { nodeId: 'n2', name: 'Erase the disk', code: 'STEP_NOT_SUPPORTED_HERE' as const };
    const refusal = { ...one, number: 2, details: { type: 'Disk', needs }, isConditional: true };
    client.handle({ 'run.lookAhead': () => ({ refusals: [refusal] }) });
    const answer = shell.dialogs.ask('run.start', { packageId: PackageId.parse('LAB00001'), deviceId: testDeviceId });
    fireEvent.click(await screen.findByRole('button', { name: 'Run on OLD-PC' }));
    const question = within(await screen.findByRole('alertdialog', { name: 'One step cannot act on OLD-PC' }));
    expect((await question.findByText(/Erase the disk/)).textContent).toMatch(
      /^2 Erase the disk, if its .*permission to erase/,
    );
    fireEvent.click(await question.findByText('Do not run'));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(client.callsOf('run.start')).toEqual([]);
    // The closed question still hides the dialog from readers here: jsdom ends no animations.
    fireEvent.click(screen.getByRole('button', { name: 'Run on OLD-PC', hidden: true }));
    fireEvent.click(await screen.findByRole('button', { name: 'Run anyway' }));
    expect(await answer).toBe(testRunId);
  });

  it('[UI-211] cancels and deletes only after the question that names what stays', async () => {
    const { shell, client } = await open();
    const kept = cancelRun(shell, testRow(), null);
    await screen.findByText(/1 of 4 steps are done, and what they did on OLD-PC stays/);
    fireEvent.click(screen.getByRole('button', { name: 'Keep running' }));
    await kept;
    expect(client.callsOf('run.cancel')).toEqual([]);
    const cancelled = cancelRun(shell, testRow(), null);
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel run' }));
    await cancelled;
    expect(client.callsOf('run.cancel')).toEqual([{ runId: testRunId }]);
    const deleted = deleteRuns(shell, {
      count: 1,
      rows: [testRow({ state: 'failed' })],
      input: { kind: 'ids', ids: [testRunId] },
    });
    await screen.findByText(/What its steps did, its variables and its log file are lost/);
    fireEvent.click(screen.getByRole('button', { name: 'Delete the run' }));
    await deleted;
    await waitFor(() => expect(client.callsOf('run.delete')).toEqual([{ runs: { kind: 'ids', ids: [testRunId] } }]));
  });
});
