import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';

/** Marks data of a drag as a row of a table on a property page. */
const dragKind = 'waystation-table-row';

/** Before which row the dragged one would go; the number of rows: to the end. */
export type DropAt = number | null;

function rowsOf(body: HTMLElement): HTMLElement[] {
  return [...body.children].filter((one): one is HTMLElement => one instanceof HTMLElement);
}

/** The place before which a pointer at this height drops: rows are halved. */
function placeAt(body: HTMLElement, y: number): number {
  const rows = rowsOf(body);
  const at = rows.findIndex((row) => {
    const box = row.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return at < 0 ? rows.length : at;
}

interface Context {
  readonly owner: string;
  readonly show: (at: DropAt) => void;
  readonly move: (from: number, to: number) => void;
}

function listen(body: HTMLElement, { owner, show, move }: Context): () => void {
  const from = (data: Readonly<Record<string | symbol, unknown>>): number | null =>
    data['kind'] === dragKind && data['owner'] === owner && typeof data['at'] === 'number' ? data['at'] : null;
  const sources = rowsOf(body).map((element, at) =>
    draggable({ element, getInitialData: () => ({ kind: dragKind, owner, at }) }),
  );
  return combine(
    ...sources,
    dropTargetForElements({
      element: body,
      canDrop: ({ source }) => from(source.data) !== null,
      onDrag: ({ location }) => show(placeAt(body, location.current.input.clientY)),
      onDragLeave: () => show(null),
      onDrop: ({ source, location }) => {
        show(null);
        const at = from(source.data);
        const before = placeAt(body, location.current.input.clientY);
        if (at !== null) move(at, before > at ? before - 1 : before);
      },
    }),
  );
}

/** Lets the rows of a table body be dragged among themselves; gives where a drag would drop. */
export function useRowDrag(
  body: RefObject<HTMLElement | null>,
  count: number,
  isEditable: boolean,
  move: (from: number, to: number) => void,
): DropAt {
  const owner = useId();
  const [at, setAt] = useState<DropAt>(null);
  const latest = useRef(move);
  useEffect(() => {
    latest.current = move;
  }, [move]);
  useEffect(() => {
    const element = body.current;
    if (element === null || !isEditable || count < 2) return undefined;
    return listen(element, { owner, show: setAt, move: (from, to) => latest.current(from, to) });
  }, [body, owner, count, isEditable]);
  return at;
}
