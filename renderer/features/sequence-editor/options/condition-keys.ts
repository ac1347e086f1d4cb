import type { KeyboardEvent } from 'react';
import { type ConditionShift, listLines, samePath } from './condition-edit.ts';
import type { ListModel } from './use-conditions.ts';

function takeEvent(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

const shifts: Readonly<Partial<Record<string, ConditionShift>>> = { ArrowLeft: 'out', ArrowRight: 'into' };

/** Keys of the list itself: arrows select, Alt+arrows move, Home and End, Enter edits, Del removes. */
export function onListKey(model: ListModel, event: KeyboardEvent): void {
  if (event.target !== event.currentTarget) return;
  const lines = listLines(model.condition);
  const at = lines.findIndex((line) => samePath(line.path, model.selected));
  const last = lines.length - 1;
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last };
  const target = targets[event.key];
  const shift = event.altKey ? shifts[event.key] : undefined;
  if (target !== undefined) {
    takeEvent(event);
    const isMove = event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp');
    if (!isMove) model.select(lines[Math.max(0, Math.min(target, last))]?.path ?? null);
    else if (!model.isReadOnly) model.move(event.key === 'ArrowDown' ? 1 : -1);
  } else if (shift !== undefined) {
    // Also where nothing moves: the page would move the step.
    takeEvent(event);
    if (!model.isReadOnly) model.shift(shift);
  } else if (event.key === 'Delete' && !model.isReadOnly) {
    takeEvent(event);
    model.remove();
  } else if (event.key === 'Enter' && model.selected !== null && !model.isReadOnly) {
    event.preventDefault();
    model.edit(model.selected);
  }
}

/** Cut and copy mean conditions wherever the focus is among them, and steps elsewhere in the editor; pasting is an event. */
export function onClipboardKey(model: ListModel, event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
  const actions: Record<string, () => void> = { x: model.cut, c: model.copy };
  const action = actions[event.key.toLowerCase()];
  if (action === undefined || model.isReadOnly) return;
  // Chosen text in a pane is copied as text.
  if (event.key.toLowerCase() === 'c' && (document.getSelection()?.toString() ?? '') !== '') return;
  takeEvent(event);
  action();
}
