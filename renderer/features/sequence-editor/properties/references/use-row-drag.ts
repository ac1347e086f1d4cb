import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useRef, useState } from 'react';

const dragKind = 'waystation-list-row';

/** Between which rows a drop goes: before the row whose middle is below the pointer. */
function gapAt(rows: readonly Element[], y: number): number {
  const at = rows.findIndex((row) => {
    const box = row.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return at < 0 ? rows.length : at;
}

function fromOf(data: Readonly<Record<string | symbol, unknown>>, list: Element): number | null {
  const isOurs = data['kind'] === dragKind && data['list'] === list;
  return isOurs && typeof data['at'] === 'number' ? data['at'] : null;
}

/**
 * Lets the rows of one list be dragged to other places of it. Gives the gap that a drop would go into, counted from 0,
 * while a drag is over the list.
 */
export function useRowDrag(
  list: RefObject<HTMLElement | null>,
  count: number,
  isEditable: boolean,
  move: (from: number, to: number) => void,
): number | null {
  const [gap, setGap] = useState<number | null>(null);
  const current = useRef(move);
  useEffect(() => {
    current.current = move;
  }, [move]);
  useEffect(() => {
    const element = list.current;
    if (element === null || !isEditable) return undefined;
    const rows = [...element.children];
    const lift = rows.flatMap((row, at) =>
      row instanceof HTMLElement
        ? [draggable({ element: row, getInitialData: () => ({ kind: dragKind, list: element, at }) })]
        : [],
    );
    const drop = dropTargetForElements({
      element,
      canDrop: ({ source }) => fromOf(source.data, element) !== null,
      onDrag: ({ location }) => setGap(gapAt(rows, location.current.input.clientY)),
      onDragLeave: () => setGap(null),
      onDrop: ({ source, location }) => {
        setGap(null);
        const from = fromOf(source.data, element);
        const to = gapAt(rows, location.current.input.clientY);
        if (from !== null) current.current(from, to > from ? to - 1 : to);
      },
    });
    return combine(...lift, drop);
  }, [list, count, isEditable]);
  return gap;
}
