import { listPageMost } from '#shared/model/list';
import type { DeviceId } from '#shared/model/ids';
import type { Association } from '#shared/model/state-migration';
import { useAnswer } from '../../app/shell-context.tsx';

const none: readonly Association[] = [];

/** The associations of a source computer, which say what others of it are possible; none while they are read. */
export function useAssociationsOf(sourceDeviceId: DeviceId | null): readonly Association[] {
  const input = sourceDeviceId === null ? null : { sourceDeviceId, limit: listPageMost };
  return useAnswer('association.list', input).data?.rows ?? none;
}
