import type { CapturePreview } from '#shared/model/local-computer';
import type { Shell } from '../../app/types.ts';
import { filterRows, type Column } from '../../components/list-model.ts';
import { folderColumns, leftOutColumns, missingColumns, noteColumns, ruleColumns } from './preview-columns.tsx';
import { folderRows, leftOutRows, missingRows, noteRows, ofUsers, ruleRows } from './preview-rows.ts';
import type { PreviewListId } from './preview-store.ts';

export const listIds: readonly PreviewListId[] = ['folders', 'rules', 'leftOut', 'missing', 'notes'];

/** How much there is of each; the lists themselves may be cut. */
export function amountsOf(shell: Shell, preview: CapturePreview): Readonly<Record<PreviewListId, number>> {
  return {
    folders: folderRows(shell, preview).length,
    rules: ruleRows(preview).length,
    leftOut: Math.max(preview.leftOutCount - preview.missingCount, 0),
    missing: preview.missingCount,
    notes: noteRows(shell, preview).length,
  };
}

export interface PreviewChoice {
  readonly list: PreviewListId;
  readonly filter: string;
  /** Profiles to be shown; all when empty. */
  readonly users: readonly string[];
}

type TakeList<T> = <R extends { readonly key: string }>(columns: readonly Column<R>[], rows: readonly R[]) => T;

/** Gives the chosen list, as it is filtered, to whoever draws or copies it. */
export function withList<T>(shell: Shell, preview: CapturePreview, choice: PreviewChoice, take: TakeList<T>): T {
  const { list, filter, users } = choice;
  const filtered = <R extends { readonly key: string }>(columns: readonly Column<R>[], rows: readonly R[]): T =>
    take(columns, filterRows(rows, columns, filter));
  switch (list) {
    case 'folders':
      return filtered(folderColumns(shell), ofUsers(folderRows(shell, preview), users));
    case 'rules':
      return filtered(ruleColumns(shell), ruleRows(preview));
    case 'leftOut':
      return filtered(leftOutColumns(shell), ofUsers(leftOutRows(preview), users));
    case 'missing':
      return filtered(missingColumns(shell), ofUsers(missingRows(preview), users));
    case 'notes':
      return filtered(noteColumns(shell), ofUsers(noteRows(shell, preview), users));
  }
}

/** Where the selection of the list of profiles is kept: one for each preview. */
export function usersListId(deviceId: string | null): string {
  return `preview-users-${deviceId ?? 'this-computer'}`;
}

export function rowsListId(list: PreviewListId): string {
  return `preview-${list}`;
}
