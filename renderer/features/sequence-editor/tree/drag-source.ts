import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { pointerOutsideOfPreview } from '@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { showControls } from '#shared/text/visible';

/** Marks data of a drag as steps of an editor; other drags are none of the tree's business. */
export const dragKind = 'waystation-steps';

export interface DraggedSteps {
  readonly ids: readonly string[];
  readonly label: string;
}

/** Lets a row be dragged; the ghost says how many steps go along. Gives the end of it. */
export function makeDraggable(element: HTMLElement, read: () => DraggedSteps): () => void {
  return draggable({
    element,
    getInitialData: () => ({ kind: dragKind, ids: read().ids }),
    onGenerateDragPreview: ({ nativeSetDragImage }) => {
      setCustomNativeDragPreview({
        nativeSetDragImage,
        getOffset: pointerOutsideOfPreview({ x: '12px', y: '8px' }),
        render: ({ container }) => {
          container.className = 'se-ghost';
          container.textContent = showControls(read().label);
        },
      });
    },
  });
}

/** The ids a drag carries, or null when it is not ours. */
export function readDragged(data: Readonly<Record<string | symbol, unknown>>): readonly string[] | null {
  if (data['kind'] !== dragKind || !Array.isArray(data['ids'])) return null;
  return data['ids'].filter((id): id is string => typeof id === 'string');
}
