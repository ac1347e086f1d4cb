import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { pointerOutsideOfPreview } from '@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { showControls } from '#shared/text/visible';
import { type ConditionPath, listLines, refusePlace } from './condition-edit.ts';
import { type DropMark, findPlace } from './condition-place.ts';
import type { ListModel } from './use-conditions.ts';

/** Marks data of a drag as a condition; other drags are none of the list's business. */
const dragKind = 'waystation-condition';

/** Where a drag would put the line, and why it cannot go there. */
export interface DropHint extends DropMark {
  readonly refusal: 'into-itself' | 'same-place' | null;
}

type Data = Readonly<Record<string | symbol, unknown>>;

/** The line that a drag carries, or null when it is not one of this list. */
function readDragged(data: Data, list: string): ConditionPath | null {
  const { kind, path } = data;
  if (kind !== dragKind || data['list'] !== list || !Array.isArray(path)) return null;
  return path.filter((step): step is number => typeof step === 'number');
}

/** Lets a line be dragged within its list; the ghost says what it is. */
export function useDraggableLine(
  element: RefObject<HTMLElement | null>,
  line: { readonly list: string; readonly path: ConditionPath; readonly label: string; readonly isEditable: boolean },
): void {
  const { list, label, isEditable } = line;
  const path = line.path.join('.');
  useEffect(() => {
    const target = element.current;
    if (target === null || !isEditable) return undefined;
    return draggable({
      element: target,
      getInitialData: () => ({ kind: dragKind, list, path: path.split('.').map(Number) }),
      onGenerateDragPreview: ({ nativeSetDragImage }) => {
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: pointerOutsideOfPreview({ x: '12px', y: '8px' }),
          render: ({ container }) => {
            container.className = 'se-ghost';
            container.textContent = showControls(label);
          },
        });
      },
    });
  }, [element, list, path, label, isEditable]);
}

interface Pointer {
  readonly clientX: number;
  readonly clientY: number;
}

/** The place under the pointer; above the first line and below the last one it is theirs. */
function placeAt(list: HTMLElement, model: ListModel, pointer: Pointer): DropMark | null {
  const boxes = [...list.querySelectorAll('[role="treeitem"]')].map((one) => one.getBoundingClientRect());
  const found = boxes.findIndex((box) => pointer.clientY < box.bottom);
  const line = found < 0 ? boxes.length - 1 : found;
  const box = boxes[line];
  if (box === undefined) return null;
  const part = Math.max(0, Math.min(1, (pointer.clientY - box.top) / Math.max(1, box.height)));
  return findPlace(listLines(model.condition), line, part, pointer.clientX - box.left);
}

/** Makes the list a place to drop its own lines on; gives where they would go while a drag is over it. */
export function useDropLines(ref: RefObject<HTMLElement | null>, list: string, model: ListModel): DropHint | null {
  const [hint, setHint] = useState<DropHint | null>(null);
  const look = useEffectEvent((element: HTMLElement, data: Data, pointer: Pointer): DropHint | null => {
    const path = readDragged(data, list);
    const mark = path === null ? null : placeAt(element, model, pointer);
    return path === null || mark === null ? null : { ...mark, refusal: refusePlace(path, mark.place) };
  });
  const drop = useEffectEvent((element: HTMLElement, data: Data, pointer: Pointer) => {
    const path = readDragged(data, list);
    const place = look(element, data, pointer);
    if (path !== null && place?.refusal === null) model.drop(path, place.place);
  });
  const { isReadOnly } = model;
  useEffect(() => {
    const element = ref.current;
    if (element === null || isReadOnly) return undefined;
    return combine(
      dropTargetForElements({
        element,
        canDrop: ({ source }) => readDragged(source.data, list) !== null,
        onDrag: ({ source, location }) => setHint(look(element, source.data, location.current.input)),
        onDragLeave: () => setHint(null),
        onDrop: ({ source, location }) => {
          setHint(null);
          drop(element, source.data, location.current.input);
        },
      }),
      autoScrollForElements({ element }),
    );
  }, [ref, list, isReadOnly]);
  return hint;
}
