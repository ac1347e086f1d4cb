import type { StateStoreRow } from '#shared/model/state-migration';
import type { Shell } from '../../app/types.ts';
import { rereadUserState, reportFailed } from './model.ts';

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
      count: row.fileCount,
      bytes: format.bytes(row.byteCount),
      path: row.path,
    }),
    items,
    action: text('user-state:result.question.delete'),
    keep: text('user-state:result.question.keep'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  const { jobId } = await shell.client.call('stateStore.delete', { stateStoreId: row.id });
  shell.toasts.show({ intent: 'info', title: text('user-state:result.question.deleted', { source }) });
  await shell.jobs.refresh();
  const job = await shell.jobs.whenEnded(jobId);
  reportFailed(shell, job);
  await rereadUserState(shell);
}
