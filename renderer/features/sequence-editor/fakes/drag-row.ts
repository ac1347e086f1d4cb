import { act, createEvent, fireEvent } from '@testing-library/react';

const rowHeight = 20;

/** Gives rows a place below one another, by their number in the list: a page without a layout has none. */
export function layOutRows(): void {
  Element.prototype.getBoundingClientRect = function box(this: Element): DOMRect {
    const at = [...(this.parentElement?.children ?? [])].indexOf(this);
    return new DOMRect(0, at * rowHeight, 100, rowHeight);
  };
}

/** The height at which the pointer is in the upper half of a row. */
const above = (at: number): number => at * rowHeight + 2;
/** The height at which the pointer is in the lower half of a row. */
const below = (at: number): number => at * rowHeight + rowHeight - 2;
export const pointer = { above, below };

type DragEventName = 'dragStart' | 'dragOver' | 'drop' | 'dragEnd';

async function send(name: DragEventName, target: Element, clientY: number): Promise<void> {
  const none = () => undefined;
  const dataTransfer = { types: [], setData: none, setDragImage: none, dropEffect: 'none' };
  const event = createEvent[name](target, { dataTransfer });
  Object.defineProperties(event, { clientX: { value: 5 }, clientY: { value: clientY } });
  await act(async () => void fireEvent(target, event));
}

/** Drags a row until the pointer is at a height over another one; the drag is not ended. */
export async function dragOver(row: Element, other: Element, clientY: number): Promise<void> {
  await send('dragStart', row, clientY);
  await send('dragOver', other, clientY);
}

/** Lets go of what is dragged. */
export const dropOn = (other: Element, clientY: number): Promise<void> => send('drop', other, clientY);

/** Ends a drag as the browser does on Esc. */
export const cancelDrag = (row: Element): Promise<void> => send('dragEnd', row, 0);
