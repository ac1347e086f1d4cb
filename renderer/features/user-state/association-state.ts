import type { Association, StateStoreRow } from '#shared/model/state-migration';

/** What a person should read about an association: derived from its times and from what became of its store. */
export type AssociationCondition =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'capturing' }
  | { readonly kind: 'capture-failed' }
  | { readonly kind: 'captured'; readonly missing: number }
  | { readonly kind: 'waiting'; readonly missing: number }
  | { readonly kind: 'restored-incomplete'; readonly missing: number }
  | { readonly kind: 'completed' };

export function conditionOf(association: Association, store: StateStoreRow | null): AssociationCondition {
  const missing = association.missingCount;
  if (association.restoredAt !== null) {
    return missing > 0 ? { kind: 'restored-incomplete', missing } : { kind: 'completed' };
  }
  if (store?.state === 'capturing' || store?.state === 'requested') return { kind: 'capturing' };
  if (store?.state === 'incomplete' && association.capturedAt === null) return { kind: 'capture-failed' };
  if (association.capturedAt === null) return { kind: 'not-started' };
  return association.releasedAt === null ? { kind: 'captured', missing } : { kind: 'waiting', missing };
}

export type StationState = 'done' | 'warning' | 'working' | 'failed' | 'ahead';

/** One of the four stations of a journey: associated, captured, released, restored. */
export interface Station {
  readonly id: 'associated' | 'captured' | 'released' | 'restored';
  readonly state: StationState;
  readonly at: number | null;
}

export function journeyOf(association: Association, store: StateStoreRow | null): readonly Station[] {
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
  store: StateStoreRow | null,
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
