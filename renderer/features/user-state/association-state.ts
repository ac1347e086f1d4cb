import type { Association, StateStoreRow } from '#shared/model/state-migration';

/** What a person should read about an association: derived from its times and from what became of its store. */
export type AssociationCondition =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'capturing' }
  | { readonly kind: 'capture-failed' }
  | { readonly kind: 'captured'; readonly missing: number }
  | { readonly kind: 'waiting'; readonly missing: number }
  | { readonly kind: 'restored-incomplete'; readonly missing: number }
  /** Restored, but its result was not read yet: nothing is claimed. */
  | { readonly kind: 'restored' }
  | { readonly kind: 'completed' };

/** A store with what its restore left behind: null while that is not known. */
export type ShownStore = StateStoreRow & { readonly restoreMissing: number | null };

export function conditionOf(association: Association, store: ShownStore | null): AssociationCondition {
  const missing = missingOf(association, store);
  if (association.restoredAt !== null) {
    if (missing > 0) return { kind: 'restored-incomplete', missing };
    return { kind: store?.restoreMissing === 0 ? 'completed' : 'restored' };
  }
  if (store?.state === 'capturing' || store?.state === 'requested') return { kind: 'capturing' };
  if (store?.state === 'incomplete' && association.capturedAt === null) return { kind: 'capture-failed' };
  if (association.capturedAt === null) return { kind: 'not-started' };
  return association.releasedAt === null ? { kind: 'captured', missing } : { kind: 'waiting', missing };
}

/** Files that are missing after the last thing that happened: the restore counts what the capture could not take, too. */
export function missingOf(association: Association, store: ShownStore | null): number {
  return Math.max(association.missingCount, store?.restoreMissing ?? 0);
}

export type StationState = 'done' | 'warning' | 'working' | 'failed' | 'ahead';

/** One of the four stations of a journey: associated, captured, released, restored. */
export interface Station {
  readonly id: 'associated' | 'captured' | 'released' | 'restored';
  readonly state: StationState;
  readonly at: number | null;
}

export function journeyOf(association: Association, store: ShownStore | null): readonly Station[] {
  const condition = conditionOf(association, store);
  return [
    { id: 'associated', state: 'done', at: association.createdAt },
    { id: 'captured', state: capturedState(association, condition, store), at: association.capturedAt },
    { id: 'released', state: passed(association.releasedAt), at: association.releasedAt },
    {
      id: 'restored',
      state: condition.kind === 'restored-incomplete' ? 'warning' : passed(association.restoredAt),
      at: association.restoredAt,
    },
  ];
}

function capturedState(
  association: Association,
  condition: AssociationCondition,
  store: ShownStore | null,
): StationState {
  if (condition.kind === 'capturing') return 'working';
  if (condition.kind === 'capture-failed') return 'failed';
  if (association.capturedAt === null) return 'ahead';
  return (store?.missingCount ?? 0) > 0 ? 'warning' : 'done';
}

function passed(at: number | null): StationState {
  return at === null ? 'ahead' : 'done';
}

/** Whether deleting an association asks what becomes of its store. */
export function hasLiveStore(association: Association, store: StateStoreRow | null): boolean {
  if (association.stateStoreId === null || association.deletedAt !== null) return false;
  return store === null || store.state !== 'deleted';
}
