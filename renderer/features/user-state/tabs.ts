import type { StateStoreId } from '#shared/model/ids';
import type { Shell } from '../../app/types.ts';

declare module '../../stores/tab-map.ts' {
  interface TabMap {
    /** The result of a state store. */
    'state-result': { readonly stateStoreId: StateStoreId };
  }
}

/** What the title of a result is made of: a store, or the association that has it. */
interface Restored {
  readonly sourceName: string;
  readonly destinationName: string | null;
  readonly restoredAt: number | null;
}

/** Opens the result of a store in its tab. Without a row the tab finds its title when the result was read. */
export function openResult(shell: Shell, stateStoreId: StateStoreId, row: Restored | null = null): void {
  shell.tabs.open({
    kind: 'state-result',
    params: { stateStoreId },
    title: resultTitle(shell, row),
    key: stateStoreId,
  });
}

export function resultTitle(shell: Pick<Shell, 'text'>, row: Restored | null): string {
  if (row === null) return shell.text('user-state:result.tab');
  return row.restoredAt !== null && row.destinationName !== null
    ? shell.text('user-state:result.tabRestore', { destination: row.destinationName })
    : shell.text('user-state:result.tabCapture', { source: row.sourceName });
}
