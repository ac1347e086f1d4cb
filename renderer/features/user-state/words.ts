import type { Association, MigrationPoint, StateStoreRow } from '#shared/model/state-migration';
import type { Shell } from '../../app/types.ts';
import type { StateName } from '../../components/state.tsx';

type Words = Pick<Shell, 'text' | 'format'>;

/** A state as the console shows it: the sign and its word. */
export interface StateWords {
  readonly state: StateName;
  readonly text: string;
}

export function associationWords({ text }: Pick<Shell, 'text'>, one: Association): StateWords {
  const missing = one.missingCount;
  switch (one.condition) {
    case 'not-started':
      return { state: 'waiting', text: text('user-state:association.condition.not-started') };
    case 'capturing':
      return { state: 'running', text: text('user-state:association.condition.capturing') };
    case 'capture-failed':
      return { state: 'failed', text: text('user-state:association.condition.capture-failed') };
    case 'captured':
    case 'waiting':
      return missing > 0
        ? {
            state: 'warning',
            text: text('user-state:association.condition.capturedMissing', { count: missing }),
          }
        : { state: 'running', text: text(`user-state:association.condition.${one.condition}`) };
    case 'damaged':
      return { state: 'error', text: text('user-state:association.condition.damaged') };
    case 'restored-unproven':
      return { state: 'warning', text: text('user-state:association.condition.restored-unproven') };
    case 'restored-incomplete':
      return {
        state: 'warning',
        text: text('user-state:association.condition.restored-incomplete', { count: missing }),
      };
    case 'restored':
      return { state: 'unknown', text: text('user-state:association.condition.restored') };
    case 'completed':
      return { state: 'success', text: text('user-state:association.condition.completed') };
  }
}

export function accountsWords({ text }: Pick<Shell, 'text'>, one: Association): string {
  const count = one.accounts.length;
  switch (one.behavior) {
    case 'capture-all-restore-all':
      return text('user-state:association.accounts.all');
    case 'capture-all-restore-specified':
      return text('user-state:association.accounts.restoreNamed', { count });
    case 'capture-specified-restore-specified':
      return text('user-state:association.accounts.named', { count });
  }
}

export function storeWords({ text }: Pick<Shell, 'text'>, store: StateStoreRow): StateWords {
  if (store.condition !== 'damaged' && store.missingCount > 0 && store.state !== 'deleted') {
    return { state: 'warning', text: text('user-state:point.storeState.missing', { count: store.missingCount }) };
  }
  const state = {
    requested: 'waiting',
    capturing: 'running',
    captured: 'running',
    available: 'success',
    incomplete: 'failed',
    restored: 'success',
    'restored-unproven': 'warning',
    damaged: 'error',
    deleting: 'running',
    'partly-deleted': 'warning',
    deleted: 'skipped',
  } as const;
  return { state: state[store.condition], text: text(`user-state:point.storeState.${store.condition}`) };
}

/** What will happen to a store by itself, or what it waits for. */
export function storeNextWords({ text, format }: Words, store: StateStoreRow, now: number): string {
  if (store.condition === 'deleting') return text('user-state:point.storeNext.deleting');
  if (store.condition === 'partly-deleted') return text('user-state:point.storeNext.deletedSoon');
  switch (store.state) {
    case 'requested':
    case 'capturing':
    case 'captured':
    case 'incomplete':
      return text(`user-state:point.storeNext.${store.state}`);
    case 'available':
      return store.destinationName === null
        ? text('user-state:point.storeNext.available')
        : text('user-state:point.storeNext.waitsFor', { destination: store.destinationName });
    case 'restored':
      return restoredNext({ text, format }, store, now);
    case 'deleted':
      return text('user-state:point.storeNext.deleted', {
        time: store.deletedAt === null ? '' : format.date(store.deletedAt),
      });
  }
}

function restoredNext({ text, format }: Words, store: StateStoreRow, now: number): string {
  if (store.deleteAfter === null) {
    return text(store.missingCount > 0 ? 'user-state:point.storeNext.keptMissing' : 'user-state:point.storeNext.kept');
  }
  const left = store.deleteAfter - now;
  return left <= 0
    ? text('user-state:point.storeNext.deletedSoon')
    : text('user-state:point.storeNext.deletedIn', { time: format.duration(left) });
}

/** Whether a migration point takes captures, and if not, or not everywhere, why. */
export function healthWords({ text }: Pick<Shell, 'text'>, point: MigrationPoint): StateWords {
  if (point.restoreOnly) return { state: 'warning', text: text('user-state:point.health.restoreOnly') };
  const bad = point.folders.find((folder) => folder.state !== 'usable');
  if (bad === undefined || bad.state === 'usable') {
    const count = point.damagedCount;
    return count > 0
      ? { state: 'error', text: text('user-state:point.health.damaged', { count }) }
      : { state: 'success', text: text('user-state:point.health.accepts') };
  }
  const reason = text(`user-state:point.health.${bad.state}`);
  const problem = reason.charAt(0).toLowerCase() + reason.slice(1);
  return point.folders.some((folder) => folder.state === 'usable')
    ? { state: 'warning', text: text('user-state:point.health.some', { problem }) }
    : { state: 'error', text: text('user-state:point.health.none', { problem }) };
}

export function folderWords({ text, format }: Words, folder: MigrationPoint['folders'][number]): StateWords {
  const values = { free: folder.freeBytes === null ? '–' : format.bytes(folder.freeBytes), count: folder.clients };
  switch (folder.state) {
    case 'usable':
      return { state: 'success', text: text('user-state:point.folderState.usable', values) };
    case 'missing':
      return { state: 'error', text: text('user-state:point.folderState.missing') };
    case 'read-only':
    case 'full':
      return { state: 'warning', text: text(`user-state:point.folderState.${folder.state}`) };
    case 'client-limit':
      return { state: 'warning', text: text('user-state:point.folderState.client-limit', values) };
    case 'free-space':
      return { state: 'warning', text: text('user-state:point.folderState.free-space', values) };
  }
}

export function policyWords({ text }: Pick<Shell, 'text'>, point: MigrationPoint): string {
  return point.deletion.kind === 'immediate'
    ? text('user-state:point.details.policyNow')
    : text('user-state:point.details.policyDays', { count: point.deletion.days });
}
