import type { DeviceId } from '#shared/model/ids';
import type { DriveCheck } from '#shared/model/device';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { toProblem, type Problem } from '../../api/problem.ts';

export type DeviceCheckState =
  | { readonly status: 'checking' }
  | { readonly status: 'ready'; readonly drives: readonly DriveCheck[] }
  | { readonly status: 'failed'; readonly problem: Problem };

export interface DeviceChecks {
  readonly store: StoreApi<{ readonly checks: ReadonlyMap<DeviceId, DeviceCheckState> }>;
  /** Looks at the folders again. Gives the drives, or null when the question failed (then the store has the problem). */
  check(deviceId: DeviceId): Promise<readonly DriveCheck[] | null>;
  /** Looks only when nothing is known yet. */
  ensure(deviceId: DeviceId): void;
  /** Drops what is known: the devices changed. */
  forget(): void;
}

/** What was found when the folders of a device were last looked at. */
export function createDeviceChecks(client: Client): DeviceChecks {
  const store = createStore<{ checks: ReadonlyMap<DeviceId, DeviceCheckState> }>(() => ({ checks: new Map() }));
  const set = (deviceId: DeviceId, state: DeviceCheckState): void =>
    store.setState(({ checks }) => ({ checks: new Map(checks).set(deviceId, state) }));
  const check = async (deviceId: DeviceId): Promise<readonly DriveCheck[] | null> => {
    set(deviceId, { status: 'checking' });
    try {
      const { drives } = await client.call('device.check', { deviceId });
      set(deviceId, { status: 'ready', drives });
      return drives;
    } catch (error) {
      set(deviceId, { status: 'failed', problem: toProblem(error) });
      return null;
    }
  };
  return {
    store,
    check,
    ensure: (deviceId) => {
      if (!store.getState().checks.has(deviceId)) void check(deviceId);
    },
    forget: () => store.setState({ checks: new Map() }),
  };
}

/** Names of the profiles on all drives of a device, as far as they are known. */
export function profilesOf(check: DeviceCheckState | undefined): readonly string[] {
  if (check?.status !== 'ready') return [];
  return [...new Set(check.drives.flatMap((drive) => drive.profiles))].sort((one, other) => one.localeCompare(other));
}
