import type { ConditionLine, ConditionPlace } from './condition-edit.ts';

/** The first level of lines, and each below it, in CSS pixels from the left edge of the list. */
export const firstIndent = 4;
export const levelIndent = 24;

/** Where a drag would put a line, and where that is drawn: at an edge of a line, or the line as a whole. */
export interface DropMark {
  readonly place: ConditionPlace;
  /** Which of the lines carries the mark. */
  readonly line: number;
  readonly edge: 'top' | 'bottom' | 'into';
  readonly level: number;
}

/** Below a line without lines in it: the pointer further left takes the place out of the If statements that end there. */
function below(lines: readonly ConditionLine[], line: number, x: number): DropMark | null {
  const path = lines[line]?.path;
  if (path === undefined) return null;
  const floor = Math.min(lines[line + 1]?.path.length ?? 1, path.length);
  const wanted = Math.floor((x - firstIndent) / levelIndent) + 1;
  const level = Math.max(floor, Math.min(wanted, path.length));
  const place = { parent: path.slice(0, level - 1), index: (path[level - 1] ?? 0) + 1 };
  return { place, line, edge: 'bottom', level };
}

/**
 * The place under the pointer: `part` is how far down in the line it is (0 to 1), `x` counts from the left edge of the
 * list. In an If statement the middle half means "into"; below its last line a pointer further left comes out of it.
 */
export function findPlace(lines: readonly ConditionLine[], line: number, part: number, x: number): DropMark | null {
  const over = lines[line];
  if (over === undefined) return null;
  const { path, node } = over;
  const children = node.kind === 'operator' ? node.children.length : null;
  if (part < (children === null ? 0.5 : 0.25)) {
    const place = { parent: path.slice(0, -1), index: path.at(-1) ?? 0 };
    return { place, line, edge: 'top', level: path.length };
  }
  if (children === null) return below(lines, line, x);
  if (part < 0.75) return { place: { parent: path, index: children }, line, edge: 'into', level: path.length + 1 };
  if (children === 0) return below(lines, line, x);
  return { place: { parent: path, index: 0 }, line, edge: 'bottom', level: path.length + 1 };
}
