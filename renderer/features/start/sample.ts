import type { DeviceRow } from '#shared/model/device';
import type { StateStoreRow } from '#shared/model/state-migration';
import type { TaskSequenceRow } from '#shared/model/task-sequence';

/** What the sample of the core is called. A person may rename or delete all of it. */
export const sampleNames = {
  captureSequence: 'Replace computer: capture from the old one',
  restoreSequence: 'Replace computer: restore to the new one',
  oldDevice: 'OLD-PC',
  newDevice: 'NEW-PC',
} as const;

/** What of the sample is in the site, and how far it was tried. */
export interface SampleState {
  readonly captureSequence: TaskSequenceRow | null;
  readonly restoreSequence: TaskSequenceRow | null;
  readonly oldDevice: DeviceRow | null;
  readonly newDevice: DeviceRow | null;
  /** The newest state of the old device that is still there. */
  readonly store: StateStoreRow | null;
}

interface SiteParts {
  readonly sequences: readonly TaskSequenceRow[];
  readonly devices: readonly DeviceRow[];
  readonly stateStores: readonly StateStoreRow[];
}

export function sampleState({ sequences, devices, stateStores }: SiteParts): SampleState {
  const sequence = (name: string): TaskSequenceRow | null => sequences.find((row) => row.name === name) ?? null;
  const device = (name: string): DeviceRow | null => devices.find((row) => row.name === name) ?? null;
  const stores = stateStores
    .filter((row) => row.sourceName === sampleNames.oldDevice && row.capturedAt !== null && row.deletedAt === null)
    .sort((a, b) => (b.capturedAt ?? 0) - (a.capturedAt ?? 0));
  return {
    captureSequence: sequence(sampleNames.captureSequence),
    restoreSequence: sequence(sampleNames.restoreSequence),
    oldDevice: device(sampleNames.oldDevice),
    newDevice: device(sampleNames.newDevice),
    store: stores[0] ?? null,
  };
}

/** The first part that a try needs and the site no longer has; null when all is there. */
export function missingPart(parts: readonly (readonly [name: string, part: unknown])[]): string | null {
  return parts.find(([, part]) => part === null)?.[0] ?? null;
}
