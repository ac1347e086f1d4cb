import { useStore } from 'zustand';
import { useListSelection, useModel, useShell } from '../../app/shell-context.tsx';
import { devicesNode } from './commands.tsx';
import { devicesModel } from './model.ts';

/** How many devices there are, and how many are chosen. */
export function DevicesCounts({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  const devices = useStore(useModel(devicesModel).list.store, (state) => state.data);
  const { selection } = useListSelection(devicesNode);
  if (scope !== devicesNode) return null;
  return (
    <>
      <span>{text('devices:count', { count: devices?.length ?? 0 })}</span>
      {selection.ids.length > 0 ? <span>{text('devices:selected', { count: selection.ids.length })}</span> : null}
    </>
  );
}
