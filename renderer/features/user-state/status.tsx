import { ListCounts } from '../../app/list-counts.tsx';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import { associationsNode, pointsNode } from './model.ts';

/** How many associations or migration points there are, and how many are chosen. */
export function UserStateCounts({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  if (scope === pointsNode) return <PointsCount />;
  if (scope !== associationsNode) return null;
  return (
    <ListCounts
      listId={associationsNode}
      total={(summary) => text('user-state:association.count', { count: summary.associations })}
      chosen={(count) => text('user-state:association.selected', { count })}
    />
  );
}

function PointsCount() {
  const { text } = useShell();
  const { data } = useAnswer('site.summary', {});
  return <span>{text('user-state:point.count', { count: data?.migrationPoints ?? 0 })}</span>;
}
