import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { NodeId } from '#shared/model/sequence';
import type { ViewRow } from '../model/view-rows.ts';
import type { EditorController } from '../store/editor-controller.ts';
import { readDragged } from './drag-source.ts';
import { type DropPlace, type DropRefusal, findPlace, refuseDrop, rowHeight } from './drop-place.ts';

/** A closed group opens when a drag stays on it this long. */
const openAfter = 600;
/** Left of the names: number column and chevron. */
const nameOffset = 54;

export interface DropHint {
  readonly place: DropPlace;
  readonly refusal: DropRefusal | null;
}

interface DragInput {
  readonly clientX: number;
  readonly clientY: number;
  readonly ctrlKey: boolean;
}

interface Context {
  readonly scroll: RefObject<HTMLElement | null>;
  readonly view: () => readonly ViewRow[];
  readonly editor: EditorController;
  readonly show: (hint: DropHint | null) => void;
}

function hintAt(context: Context, ids: readonly NodeId[], input: DragInput): DropHint | null {
  const element = context.scroll.current;
  if (element === null) return null;
  const box = element.getBoundingClientRect();
  const x = input.clientX - box.left - nameOffset;
  const y = Math.max(0, input.clientY - box.top + element.scrollTop);
  const { rows } = context.editor.document.getState();
  const place = findPlace(rows, context.view(), x, y);
  return { place, refusal: refuseDrop(rows, ids, place, input.ctrlKey) };
}

/** Opens a closed group that the pointer rests on. */
function createOpener(context: Context) {
  let waiting: { id: NodeId; timer: ReturnType<typeof setTimeout> } | null = null;
  const stop = () => {
    if (waiting !== null) clearTimeout(waiting.timer);
    waiting = null;
  };
  return {
    stop,
    rest: (input: DragInput) => {
      const element = context.scroll.current;
      const top = element === null ? 0 : element.getBoundingClientRect().top - element.scrollTop;
      const over = context.view()[Math.floor((input.clientY - top) / rowHeight)];
      const id = over !== undefined && over.hasChildren && !over.isOpen ? over.row.id : null;
      if (id === (waiting?.id ?? null)) return;
      stop();
      if (id !== null) waiting = { id, timer: setTimeout(() => context.editor.setOpen(id, true), openAfter) };
    },
  };
}

function listen(element: HTMLElement, context: Context): () => void {
  const opener = createOpener(context);
  const track = (data: Record<string | symbol, unknown>, input: DragInput) => {
    const ids = readDragged(data);
    opener.rest(input);
    context.show(ids === null ? null : hintAt(context, ids, input));
  };
  const leave = () => {
    opener.stop();
    context.show(null);
  };
  const stop = combine(
    dropTargetForElements({
      element,
      canDrop: ({ source }) => readDragged(source.data) !== null,
      getDropEffect: ({ input }) => (input.ctrlKey ? 'copy' : 'move'),
      onDragEnter: ({ source, location }) => track(source.data, location.current.input),
      onDrag: ({ source, location }) => track(source.data, location.current.input),
      onDragLeave: leave,
      onDrop: ({ source, location }) => {
        const ids = readDragged(source.data);
        const { input } = location.current;
        const hint = ids === null ? null : hintAt(context, ids, input);
        leave();
        if (ids !== null && hint !== null) void context.editor.drop(ids, hint.place, input.ctrlKey);
      },
    }),
    autoScrollForElements({ element }),
  );
  return () => {
    opener.stop();
    stop();
  };
}

/** Makes the tree a place to drop steps on; gives where they would go while a drag is over it. */
export function useDropTarget(
  scroll: RefObject<HTMLElement | null>,
  view: readonly ViewRow[],
  editor: EditorController,
  isEditable: boolean,
): DropHint | null {
  const [hint, setHint] = useState<DropHint | null>(null);
  const current = useRef(view);
  useEffect(() => {
    current.current = view;
  }, [view]);
  const isEmpty = view.length === 0;
  useEffect(() => {
    const element = scroll.current;
    if (element === null || !isEditable) return undefined;
    return listen(element, { scroll, editor, show: setHint, view: () => current.current });
  }, [scroll, editor, isEditable, isEmpty]);
  return hint;
}
