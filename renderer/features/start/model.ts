import { AppError } from '#shared/contract/errors';
import type { JobId } from '#shared/model/ids';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { createResource, type Resource } from '../../api/resource.ts';
import { defineModel, type Shell } from '../../app/types.ts';
import { sampleNames, sampleState, type SampleState } from './sample.ts';

export interface StartModel {
  readonly sample: Resource<SampleState>;
  readonly making: StoreApi<{ readonly jobId: JobId | null }>;
  /** Makes the sample and waits for the end of it. A job that failed rejects with its error. */
  makeSample(): Promise<void>;
}

async function readSample(client: Client, signal: AbortSignal): Promise<SampleState> {
  const { captureSequence, restoreSequence, oldDevice, newDevice } = sampleNames;
  const sort = { column: 'captured', descending: true } as const;
  const [sequences, devices, stateStores] = await Promise.all([
    client.call('sequence.list', { names: [captureSequence, restoreSequence] }, { signal }),
    client.call('device.list', { names: [oldDevice, newDevice] }, { signal }),
    client.call('stateStore.list', { sourceNames: [oldDevice], exists: true, sort }, { signal }),
  ]);
  return sampleState({ sequences: sequences.rows, devices: devices.rows, stateStores: stateStores.rows });
}

async function makeSample(shell: Shell, making: StartModel['making']): Promise<void> {
  const { jobId } = await shell.client.call('site.createSample', {});
  making.setState({ jobId });
  try {
    const { error } = await shell.jobs.whenEnded(jobId);
    // The failure is told by whoever asked for the job, like that of any call.
    if (error !== null) throw new AppError(error.code, error.details);
  } finally {
    making.setState({ jobId: null });
    await shell.site.info.refresh();
  }
}

export const startModel = defineModel<StartModel>('start', (shell) => {
  const making = createStore<{ jobId: JobId | null }>(() => ({ jobId: null }));
  const sample = createResource({
    client: shell.client,
    onReconnect: shell.connection.onReconnect,
    areas: ['sequences', 'devices', 'state-stores', 'runs'],
    load: readSample,
  });
  shell.commands.watch(sample.store);
  shell.commands.watch(making);
  return { sample, making, makeSample: () => makeSample(shell, making) };
});
