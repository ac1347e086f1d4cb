import { ListCounts } from '../../app/list-counts.tsx';
import { useShell } from '../../app/shell-context.tsx';
import { devicesNode } from './model.ts';

/** How many devices there are, and how many are chosen. */
export function DevicesCounts({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  if (scope !== devicesNode) return null;
  return (
    <ListCounts
      listId={devicesNode}
      total={(summary) => text('devices:count', { count: summary.devices })}
      chosen={(count) => text('devices:selected', { count })}
    />
  );
}
