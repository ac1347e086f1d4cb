import type { DeviceId } from '#shared/model/ids';
import type { StateStoreRow } from '#shared/model/state-migration';
import type { Shell } from '../../app/types.ts';
import { devicesModel } from '../devices/index.tsx';
import { userStateModel } from './model.ts';

/** A store knows its computers by name; null when that device is gone. */
export async function deviceNamed(shell: Shell, name: string): Promise<DeviceId | null> {
  const { list } = shell.model(devicesModel);
  if (list.store.getState().data === null) await list.refresh();
  return list.store.getState().data?.find((device) => device.name === name)?.id ?? null;
}

/** Asks, saying whether the files are anywhere else, then deletes in a job. */
export async function deleteStore(shell: Shell, row: StateStoreRow): Promise<void> {
  const { text, format } = shell;
  const source = row.sourceName;
  const items = [
    row.restoredAt === null && row.fileCount > 0 ? text('user-state:result.question.deleteNotRestored') : '',
    row.restoredAt !== null && row.missingCount > 0 ? text('user-state:result.question.deleteMissing', { source }) : '',
  ].filter((item) => item !== '');
  const answer = await shell.dialogs.ask('confirm', {
    title: text('user-state:result.question.deleteTitle', { source }),
    text: text('user-state:result.question.deleteText', {
      files: row.fileCount,
      bytes: format.bytes(row.byteCount),
      path: row.path,
    }),
    items,
    action: text('user-state:result.question.delete'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  const { jobId } = await shell.client.call('stateStore.delete', { stateStoreId: row.id });
  shell.toasts.show({ intent: 'info', title: text('user-state:result.question.deleted', { source }) });
  await shell.jobs.refresh();
  await shell.jobs.whenEnded(jobId);
  const model = shell.model(userStateModel);
  await Promise.all([model.stores.refresh(), model.points.refresh(), model.refreshResult(row.id)]);
}
