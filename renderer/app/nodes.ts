import type { Place, WorkspaceId } from '../stores/navigation.ts';
import type { FeatureDefinition, NodeChild, NodeDefinition, Shell } from './types.ts';

/** The nodes of a workspace in their order. */
export function nodesOf(features: readonly FeatureDefinition[], workspace: WorkspaceId): readonly NodeDefinition[] {
  return features
    .flatMap((feature) => feature.nodes ?? [])
    .filter((node) => node.workspace === workspace)
    .sort((a, b) => a.order - b.order);
}

/** Where the workspace is: the last place in it, or its first node. */
export function placeOf(shell: Shell): Place | undefined {
  const { workspace, places } = shell.navigation.store.getState();
  const known = places[workspace];
  if (known !== undefined) return known;
  const first = nodesOf(shell.features, workspace)[0];
  return first === undefined ? undefined : { nodeId: first.id, childId: null };
}

/** The folders down to one of a node, outermost first; it ends also where one lies below itself. */
export function pathTo(children: readonly NodeChild[], childId: string | null): readonly NodeChild[] {
  const byId = new Map(children.map((child) => [child.id, child]));
  const path: NodeChild[] = [];
  let child = byId.get(childId ?? '');
  while (child !== undefined && !path.includes(child)) {
    path.unshift(child);
    child = byId.get(child.parentId ?? '');
  }
  return path;
}
