import { AppError } from '#shared/contract/errors';
import type { JobId } from '#shared/model/ids';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../api/problem.ts';
import { useAnswer } from '../../app/shell-context.tsx';
import { defineModel, type Shell } from '../../app/types.ts';
import { sampleNames, sampleState, type SampleState } from './sample.ts';

export interface StartModel {
  readonly making: StoreApi<{ readonly jobId: JobId | null }>;
  /** Makes the sample and waits for the end of it. A job that failed rejects with its error. */
  makeSample(): Promise<void>;
}

const { captureSequence, restoreSequence, oldDevice, newDevice } = sampleNames;
const sequencesInput = { names: [captureSequence, restoreSequence] };
const devicesInput = { names: [oldDevice, newDevice] };
const storesInput = {
  sourceNames: [oldDevice],
  exists: true,
  sort: { column: 'captured' as const, descending: true },
};

/** What of the sample is there, as it was read last; null while it was not. */
export function sampleOf({ cache }: Pick<Shell, 'cache'>): SampleState | null {
  const sequences = cache.known('sequence.list', sequencesInput);
  const devices = cache.known('device.list', devicesInput);
  const stateStores = cache.known('stateStore.list', storesInput);
  if (sequences === undefined || devices === undefined || stateStores === undefined) return null;
  return sampleState({ sequences: sequences.rows, devices: devices.rows, stateStores: stateStores.rows });
}

/** The same as it stands. */
export function useSample(): { readonly data: SampleState | null; readonly problem: Problem | null } {
  const sequences = useAnswer('sequence.list', sequencesInput);
  const devices = useAnswer('device.list', devicesInput);
  const stores = useAnswer('stateStore.list', storesInput);
  const problem = sequences.problem ?? devices.problem ?? stores.problem;
  if (sequences.data === null || devices.data === null || stores.data === null) return { data: null, problem };
  const parts = { sequences: sequences.data.rows, devices: devices.data.rows, stateStores: stores.data.rows };
  return { data: sampleState(parts), problem };
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
    await shell.cache.retry('site.get');
  }
}

export const startModel = defineModel<StartModel>('start', (shell) => {
  const making = createStore<{ jobId: JobId | null }>(() => ({ jobId: null }));
  shell.commands.watch(making);
  return { making, makeSample: () => makeSample(shell, making) };
});
