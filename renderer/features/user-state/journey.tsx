import type { Association, StateStoreRow } from '#shared/model/state-migration';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { State, type StateName } from '../../components/state.tsx';
import { journeyOf, type Station, type StationState } from './association-state.ts';

const signs: Readonly<Record<StationState, StateName>> = {
  done: 'success',
  warning: 'warning',
  working: 'running',
  failed: 'failed',
  ahead: 'waiting',
};

interface JourneyProps {
  readonly one: Association;
  readonly store: StateStoreRow | null;
}

/** Four stations with their times: associated, captured, released, restored. */
export function Journey({ one, store }: JourneyProps) {
  const shell = useShell();
  const { text, format } = shell;
  return (
    <ol className="ws-journey" aria-label={text('user-state:association.journey.label')}>
      {journeyOf(one, store).map((station) => (
        <li key={station.id} className={`ws-station-${station.state}`}>
          <State name={signs[station.state]} isIconOnly />
          <b>{text(`user-state:association.journey.${station.id}`)}</b>
          <span className="ws-num">
            {station.at === null ? text('user-state:association.journey.notYet') : format.date(station.at)}
          </span>
          <span className="ws-muted">{noteOf(shell, station, one, store)}</span>
        </li>
      ))}
    </ol>
  );
}

function noteOf(shell: Shell, station: Station, one: Association, store: StateStoreRow | null): string {
  const { text } = shell;
  switch (station.id) {
    case 'associated':
      return text('user-state:association.journey.by', { user: one.createdBy });
    case 'captured':
      return capturedNote(shell, one, store);
    case 'released':
      if (station.state === 'done') {
        return text('user-state:association.journey.releasedText', { destination: one.destinationName });
      }
      return one.capturedAt === null ? '' : text('user-state:association.journey.releaseNext');
    case 'restored':
      return restoredNote(shell, one, store);
  }
}

function capturedNote({ text }: Shell, one: Association, store: StateStoreRow | null): string {
  if (one.condition === 'capturing') return text('user-state:association.journey.capturing');
  if (one.condition === 'capture-failed') return text('user-state:association.journey.captureFailed');
  if (one.capturedAt === null) return text('user-state:association.journey.captureNext', { source: one.sourceName });
  if (one.storeCondition === 'damaged') return text('user-state:association.journey.damaged');
  const count = store?.fileCount ?? 0;
  const run = store?.captureRunId ?? null;
  return run === null
    ? text('user-state:association.journey.files', { count })
    : text('user-state:association.journey.complete', { run, count });
}

function restoredNote({ text }: Shell, one: Association, store: StateStoreRow | null): string {
  if (one.restoredAt === null) {
    return one.releasedAt === null
      ? ''
      : text('user-state:association.journey.restoreNext', { destination: one.destinationName });
  }
  const missing = one.missingCount;
  if (missing > 0) return text('user-state:association.journey.missing', { count: missing });
  if (one.condition === 'restored-unproven' || one.restoreMissing !== 0)
    return text('user-state:association.journey.restoredUnknown');
  const run = store?.restoreRunId ?? null;
  return run === null
    ? text('user-state:association.journey.restoredAll')
    : text('user-state:association.journey.restoredBy', { run });
}
