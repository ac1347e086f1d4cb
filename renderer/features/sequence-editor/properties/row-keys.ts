import type { KeyboardEvent } from 'react';

/** What the keys of a list of rows do. Rows count from 0. */
export interface RowActs {
  readonly count: number;
  readonly selected: number | null;
  readonly isReadOnly: boolean;
  readonly select: (at: number) => void;
  /** The selected row by one place; one at the end of the list stays. */
  readonly step: (by: 1 | -1) => void;
  readonly remove: () => void;
  readonly edit?: (at: number) => void;
}

function act(acts: RowActs, { key, altKey }: KeyboardEvent): boolean {
  const { count, selected, isReadOnly } = acts;
  const at = selected ?? -1;
  const targets: Partial<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
  const target = targets[key];
  if (target !== undefined && altKey && key.startsWith('Arrow')) {
    if (!isReadOnly) acts.step(key === 'ArrowDown' ? 1 : -1);
  } else if (target !== undefined) {
    if (count > 0) acts.select(Math.max(0, Math.min(target, count - 1)));
  } else if (key === 'Delete' && !altKey) {
    if (!isReadOnly) acts.remove();
  } else if (key === 'Enter' && acts.edit !== undefined && selected !== null && !isReadOnly) {
    acts.edit(selected);
  } else return false;
  return true;
}

/**
 * Arrows, Home and End select, Alt+arrows move, Enter edits, Del removes. What is a key of rows does not go on to the
 * page, also where it does nothing: the page would move or remove the step.
 */
export function onRowKey(acts: RowActs, event: KeyboardEvent): void {
  // Fields and buttons in a row have keys of their own.
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!act(acts, event)) return;
  event.preventDefault();
  event.stopPropagation();
}
