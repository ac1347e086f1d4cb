import { useStore } from 'zustand';
import { useListSelection, useModel, useShell } from '../../app/shell-context.tsx';
import { associationsNode } from './association-commands.tsx';
import { userStateModel } from './model.ts';
import { pointsNode } from './point-commands.tsx';

/** How many associations or migration points there are, and how many are chosen. */
export function UserStateCounts({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  const model = useModel(userStateModel);
  const associations = useStore(model.associations.store, (state) => state.data);
  const points = useStore(model.points.store, (state) => state.data);
  const { selection } = useListSelection(associationsNode);
  if (scope === pointsNode) return <span>{text('user-state:point.count', { count: points?.length ?? 0 })}</span>;
  if (scope !== associationsNode) return null;
  return (
    <>
      <span>{text('user-state:association.count', { count: associations?.length ?? 0 })}</span>
      {selection.ids.length > 0 ? (
        <span>{text('user-state:association.selected', { count: selection.ids.length })}</span>
      ) : null}
    </>
  );
}
