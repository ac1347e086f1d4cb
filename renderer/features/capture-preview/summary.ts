import type { CapturePreview } from '#shared/model/local-computer';
import type { Shell } from '../../app/types.ts';
import { noteRows, previewUsers } from './preview-rows.ts';

/** The whole preview as plain text, for a ticket: the number, what stands against it, profile by profile. */
export function previewSummary(shell: Pick<Shell, 'text' | 'format'>, preview: CapturePreview): string {
  const { text, format } = shell;
  const files = (count: number): string => text('capture-preview:summary.files', { count });
  const { missingCount } = preview;
  const leftOut = Math.max(preview.leftOutCount - missingCount, 0);
  const lines = [
    text('capture-preview:summary.title', { name: preview.deviceName, time: format.date(preview.takenAt) }),
    `${format.bytes(preview.bytes)} ${text('capture-preview:head.would', { count: preview.files })}`,
    missingCount === 0
      ? text('capture-preview:head.allReadable')
      : text('capture-preview:head.missing', { count: missingCount }),
    leftOut === 0 ? text('capture-preview:head.leftOutNone') : text('capture-preview:head.leftOut', { count: leftOut }),
    ...previewUsers(shell, preview).map((user) =>
      text('capture-preview:summary.profile', {
        user: user.account === '' ? user.name : user.account,
        size: format.bytes(user.bytes),
        files: files(user.files),
      }),
    ),
    ...noteRows(shell, preview).map(({ user, note }) => (user === '' ? note : `${user}: ${note}`)),
  ];
  return lines.join('\n');
}
