import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useRef, useState } from 'react';

/** Marks data of a drag as a row of a list on a property page. */
const dragKind = 'waystation-page-row';

function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...list.children].filter((one): one is HTMLElement => one instanceof HTMLElement);
}

/** Between which rows a drop goes: before the row whose middle is below the pointer. */
function gapAt(list: HTMLElement, y: number): number {
  const rows = rowsOf(list);
  const at = rows.findIndex((row) => {
    const box = row.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return at < 0 ? rows.length : at;
}

/** The row of this list that a drag carries, counted from 0; null for a drag of anything else. */
export function draggedRow(data: Readonly<Record<string | symbol, unknown>>, list: Element): number | null {
  const isOurs = data['kind'] === dragKind && data['list'] === list;
  return isOurs && typeof data['at'] === 'number' ? data['at'] : null;
}

/** On which side of a row a drop would go, when it goes to this row. */
export type DropSide = 'before' | 'after';

/** The side of a row to which the gap of a drag belongs: each gap is before a row, and the last one after it. */
export function dropSide(gap: number | null, at: number, count: number): DropSide | null {
  if (gap === at) return 'before';
  return gap === count && at === count - 1 ? 'after' : null;
}

interface Listeners {
  readonly show: (gap: number | null) => void;
  readonly move: (from: number, to: number) => void;
}

function listen(list: HTMLElement, { show, move }: Listeners): () => void {
  const lift = rowsOf(list).map((element, at) =>
    draggable({ element, getInitialData: () => ({ kind: dragKind, list, at }) }),
  );
  const drop = dropTargetForElements({
    element: list,
    canDrop: ({ source }) => draggedRow(source.data, list) !== null,
    onDrag: ({ location }) => show(gapAt(list, location.current.input.clientY)),
    onDragLeave: () => show(null),
    onDrop: ({ source, location }) => {
      show(null);
      const from = draggedRow(source.data, list);
      const gap = gapAt(list, location.current.input.clientY);
      const to = from !== null && gap > from ? gap - 1 : gap;
      if (from !== null && to !== from) move(from, to);
    },
  });
  return combine(...lift, drop);
}

/**
 * Lets the rows of one list, which are its children, be dragged to other places of it. Gives the gap that a drop would go
 * into while a drag is over the list: before which row, or their number for the end.
 */
export function useRowDrag(
  list: RefObject<HTMLElement | null>,
  count: number,
  isEditable: boolean,
  move: (from: number, to: number) => void,
): number | null {
  const [gap, setGap] = useState<number | null>(null);
  const latest = useRef(move);
  useEffect(() => {
    latest.current = move;
  }, [move]);
  useEffect(() => {
    const element = list.current;
    if (element === null || !isEditable || count < 2) return undefined;
    return listen(element, { show: setGap, move: (from, to) => latest.current(from, to) });
  }, [list, count, isEditable]);
  return gap;
}
