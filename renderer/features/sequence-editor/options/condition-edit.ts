import type { Condition, ConditionGroup, ConditionNode, ConditionOperator } from '#shared/model/condition';

/** Where a line stands: positions from the root down. */
export type ConditionPath = readonly number[];

export interface ConditionLine {
  readonly path: ConditionPath;
  readonly node: ConditionNode;
}

/** Every line in the order it is shown. */
export function listLines(condition: Condition | null): ConditionLine[] {
  const walk = (nodes: readonly ConditionNode[], above: ConditionPath): ConditionLine[] =>
    nodes.flatMap((node, index) => {
      const path = [...above, index];
      return [{ path, node }, ...(node.kind === 'operator' ? walk(node.children, path) : [])];
    });
  return walk(condition?.children ?? [], []);
}

export function samePath(a: ConditionPath | null, b: ConditionPath | null): boolean {
  return a !== null && b !== null && a.length === b.length && a.every((step, index) => step === b[index]);
}

function childrenAt(condition: Condition, parent: ConditionPath): readonly ConditionNode[] | null {
  let children: readonly ConditionNode[] = condition.children;
  for (const step of parent) {
    const node = children[step];
    if (node?.kind !== 'operator') return null;
    children = node.children;
  }
  return children;
}

export function nodeAt(condition: Condition | null, path: ConditionPath): ConditionNode | null {
  const parent = path.slice(0, -1);
  const at = path.at(-1);
  return condition === null || at === undefined ? null : (childrenAt(condition, parent)?.[at] ?? null);
}

/** The condition with other children below `parent`; what did not change stays the same object. */
function withChildren(
  nodes: readonly ConditionNode[],
  parent: ConditionPath,
  change: (children: readonly ConditionNode[]) => ConditionNode[],
): ConditionNode[] {
  const [step, ...rest] = parent;
  if (step === undefined) return change(nodes);
  return nodes.map((node, index) =>
    index === step && node.kind === 'operator'
      ? { ...node, children: withChildren(node.children, rest, change) }
      : node,
  );
}

function changeChildren(
  condition: Condition,
  parent: ConditionPath,
  change: (children: readonly ConditionNode[]) => ConditionNode[],
): Condition {
  return { children: withChildren(condition.children, parent, change) };
}

interface Placed {
  readonly condition: Condition;
  readonly path: ConditionPath;
}

function insertAt(condition: Condition, parent: ConditionPath, index: number, node: ConditionNode): Placed {
  const changed = changeChildren(condition, parent, (children) => [
    ...children.slice(0, index),
    node,
    ...children.slice(index),
  ]);
  return { condition: changed, path: [...parent, index] };
}

/** Adds after the selected line, or at the end of the selected If statement; with nothing selected at the end. */
export function addNode(condition: Condition | null, selected: ConditionPath | null, node: ConditionNode): Placed {
  const start: Condition = condition ?? { children: [] };
  const chosen = selected === null ? null : nodeAt(start, selected);
  if (selected === null || chosen === null) return insertAt(start, [], start.children.length, node);
  if (chosen.kind === 'operator') return insertAt(start, selected, chosen.children.length, node);
  return insertAt(start, selected.slice(0, -1), (selected.at(-1) ?? -1) + 1, node);
}

/** Puts nodes before or after a line, or at the end of an If statement; without a line at the end of all. */
export function placeNodes(
  condition: Condition | null,
  line: ConditionPath | null,
  nodes: readonly ConditionNode[],
  where: 'before' | 'after' | 'under',
): Placed {
  const start: Condition = condition ?? { children: [] };
  const chosen = line === null ? null : nodeAt(start, line);
  const isUnder = where === 'under' && chosen?.kind === 'operator';
  const parent = line === null || chosen === null ? [] : isUnder ? line : line.slice(0, -1);
  const end = childrenAt(start, parent)?.length ?? 0;
  const at = line?.at(-1) ?? end;
  const index = chosen === null || isUnder ? end : where === 'before' ? at : at + 1;
  const placed = nodes.map((node, offset) => ({ node, offset }));
  const changed = placed.reduce((to, { node, offset }) => insertAt(to, parent, index + offset, node).condition, start);
  return { condition: changed, path: [...parent, index] };
}

export function replaceNode(condition: Condition, path: ConditionPath, node: ConditionNode): Condition {
  return changeChildren(condition, path.slice(0, -1), (children) =>
    children.map((child, index) => (index === path.at(-1) ? node : child)),
  );
}

/** Removes a line with everything below it; null when nothing is left: no condition at all. */
export function removeNode(condition: Condition, path: ConditionPath): Condition | null {
  const left = changeChildren(condition, path.slice(0, -1), (children) =>
    children.filter((_, index) => index !== path.at(-1)),
  );
  return left.children.length === 0 ? null : left;
}

/** Where a line goes when it moves up: into the If statement above, past a plain line, or out of its own. */
function placeAbove(condition: Condition, path: ConditionPath): { parent: ConditionPath; index: number } | null {
  const parent = path.slice(0, -1);
  const at = path.at(-1) ?? 0;
  if (at === 0) return parent.length === 0 ? null : { parent: parent.slice(0, -1), index: parent.at(-1) ?? 0 };
  const above = childrenAt(condition, parent)?.[at - 1];
  if (above?.kind === 'operator') return { parent: [...parent, at - 1], index: above.children.length };
  return { parent, index: at - 1 };
}

function placeBelow(condition: Condition, path: ConditionPath): { parent: ConditionPath; index: number } | null {
  const parent = path.slice(0, -1);
  const at = path.at(-1) ?? 0;
  const siblings = childrenAt(condition, parent) ?? [];
  const below = siblings[at + 1];
  if (below === undefined) {
    return parent.length === 0 ? null : { parent: parent.slice(0, -1), index: (parent.at(-1) ?? 0) + 1 };
  }
  // The line itself has left its place by then, so the group below has come one up.
  if (below.kind === 'operator') return { parent: [...parent, at], index: 0 };
  return { parent, index: at + 1 };
}

/** Moves a line one place in the order it is read; null when it is at the end already. */
export function moveNode(condition: Condition, path: ConditionPath, step: -1 | 1): Placed | null {
  const node = nodeAt(condition, path);
  const place = step === -1 ? placeAbove(condition, path) : placeBelow(condition, path);
  if (node === null || place === null) return null;
  const without = changeChildren(condition, path.slice(0, -1), (children) =>
    children.filter((_, index) => index !== path.at(-1)),
  );
  return insertAt(without, place.parent, place.index, node);
}

/** Where a drag would put a line: among the children of a parent (the root: `[]`), counted before the move. */
export interface ConditionPlace {
  readonly parent: ConditionPath;
  readonly index: number;
}

function startsWith(path: ConditionPath, start: ConditionPath): boolean {
  return start.every((step, index) => path[index] === step);
}

/** Why a line cannot go to a place; null when it can. */
export function refusePlace(
  path: ConditionPath,
  { parent, index }: ConditionPlace,
): 'into-itself' | 'same-place' | null {
  if (startsWith(parent, path)) return 'into-itself';
  const at = path.at(-1) ?? 0;
  const isSibling = parent.length === path.length - 1 && startsWith(path, parent);
  return isSibling && (index === at || index === at + 1) ? 'same-place' : null;
}

/** Moves a line with everything in it to another place; null when it cannot go there, or stays where it is. */
export function moveTo(condition: Condition, path: ConditionPath, place: ConditionPlace): Placed | null {
  const node = nodeAt(condition, path);
  if (node === null || refusePlace(path, place) !== null || childrenAt(condition, place.parent) === null) return null;
  const above = path.slice(0, -1);
  const own = path.at(-1) ?? 0;
  const without = changeChildren(condition, above, (children) => children.filter((_, index) => index !== own));
  // What comes behind the line among its siblings has come one up, and the place with it.
  const level = above.length;
  const isBeside = startsWith(place.parent, above);
  const step = place.parent[level];
  const parent = isBeside && step !== undefined && step > own ? place.parent.with(level, step - 1) : place.parent;
  const index = isBeside && step === undefined && place.index > own ? place.index - 1 : place.index;
  return insertAt(without, parent, index, node);
}

/** As Alt with Left and Right moves steps: out of the If statement around a line, or into the next one beside it. */
export type ConditionShift = 'out' | 'into';

/** Where a line goes: after the one around it; to the end of the one above, else to the beginning of the one below. */
function placeAside(condition: Condition, path: ConditionPath, shift: ConditionShift): ConditionPlace | null {
  const above = path.slice(0, -1);
  const at = path.at(-1) ?? 0;
  if (shift === 'out')
    return above.length === 0 ? null : { parent: above.slice(0, -1), index: (above.at(-1) ?? 0) + 1 };
  const siblings = childrenAt(condition, above) ?? [];
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  if (before?.kind === 'operator') return { parent: [...above, at - 1], index: before.children.length };
  return after?.kind === 'operator' ? { parent: [...above, at + 1], index: 0 } : null;
}

/** Moves a line out of or into an If statement; null when there is none. */
export function shiftNode(condition: Condition, path: ConditionPath, shift: ConditionShift): Placed | null {
  const place = placeAside(condition, path, shift);
  return place === null ? null : moveTo(condition, path, place);
}

/** A new If statement with nothing in it. */
export function newGroup(operator: ConditionOperator): ConditionGroup {
  return { kind: 'operator', key: null, operator, children: [] };
}
