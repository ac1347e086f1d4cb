import type { Association, StateStoreRow } from '#shared/model/state-migration';

export type StationState = 'done' | 'warning' | 'working' | 'failed' | 'ahead';

/** One of the four stations of a journey: associated, captured, released, restored. */
export interface Station {
  readonly id: 'associated' | 'captured' | 'released' | 'restored';
  readonly state: StationState;
  readonly at: number | null;
}

export function journeyOf(association: Association, store: StateStoreRow | null): readonly Station[] {
  return [
    { id: 'associated', state: 'done', at: association.createdAt },
    { id: 'captured', state: capturedState(association, store), at: association.capturedAt },
    { id: 'released', state: passed(association.releasedAt), at: association.releasedAt },
    {
      id: 'restored',
      state: isShort(association) ? 'warning' : passed(association.restoredAt),
      at: association.restoredAt,
    },
  ];
}

function capturedState(association: Association, store: StateStoreRow | null): StationState {
  if (association.condition === 'capturing') return 'working';
  if (association.condition === 'capture-failed') return 'failed';
  if (association.capturedAt === null) return 'ahead';
  if (association.storeCondition === 'damaged') return 'failed';
  return (store?.missingCount ?? 0) > 0 ? 'warning' : 'done';
}

/** Restored, and not completely. */
function isShort({ condition }: Association): boolean {
  return condition === 'restored-incomplete' || condition === 'restored-unproven';
}

function passed(at: number | null): StationState {
  return at === null ? 'ahead' : 'done';
}
