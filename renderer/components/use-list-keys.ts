import { useRef, type KeyboardEvent } from 'react';
import { findTyped, moveIndex, type ListSelection, type MoveKey } from './list-model.ts';

export interface ListKeysOptions {
  readonly ids: readonly string[];
  readonly names: () => readonly string[];
  readonly selection: ListSelection;
  readonly isMultiple: boolean;
  readonly pageRows: () => number;
  readonly headerCount: number;
  readonly headerIndex: number | null;
  readonly setHeaderIndex: (index: number | null) => void;
  readonly onSelect: (selection: ListSelection) => void;
  readonly onOpen: (id: string) => void;
  readonly onMenu: () => void;
  readonly onHeader: (index: number) => void;
  readonly onHeaderResize: (index: number, by: number) => void;
}

const moves: Readonly<Record<string, MoveKey>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
};
/** Letters typed within this time make one word. */
const typeAheadMs = 700;

function headerKey(event: KeyboardEvent, index: number, options: ListKeysOptions): boolean {
  const { headerCount, setHeaderIndex } = options;
  if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
    options.onHeaderResize(index, event.key === 'ArrowLeft' ? -16 : 16);
  } else if (event.key === 'ArrowLeft') setHeaderIndex(Math.max(0, index - 1));
  else if (event.key === 'ArrowRight') setHeaderIndex(Math.min(headerCount - 1, index + 1));
  else if (event.key === 'ArrowDown' || event.key === 'Escape') setHeaderIndex(null);
  else if (event.key === 'Enter' || event.key === ' ') options.onHeader(index);
  else return false;
  return true;
}

function moveTo(event: KeyboardEvent, target: number, options: ListKeysOptions): void {
  const { ids, selection, isMultiple, onSelect } = options;
  const id = ids[target];
  if (id === undefined) return;
  if (event.shiftKey && isMultiple) {
    const anchor = selection.ids[0] ?? selection.activeId ?? id;
    const start = Math.max(0, ids.indexOf(anchor));
    const part = ids.slice(Math.min(start, target), Math.max(start, target) + 1);
    onSelect({ ids: start <= target ? part : part.reverse(), activeId: id });
  } else if (event.ctrlKey && isMultiple) onSelect({ ids: selection.ids, activeId: id });
  else onSelect({ ids: [id], activeId: id });
}

function rowKey(event: KeyboardEvent, index: number, options: ListKeysOptions): boolean {
  const { ids, selection, isMultiple, onSelect } = options;
  const move = moves[event.key];
  if (move && !event.altKey) {
    if (event.key === 'ArrowUp' && index <= 0 && !event.shiftKey && !event.ctrlKey) options.setHeaderIndex(0);
    else
      moveTo(
        event,
        index < 0 ? (move === 'End' ? ids.length - 1 : 0) : moveIndex(move, index, ids.length, options.pageRows()),
        options,
      );
    return true;
  }
  const id = ids[index];
  if (event.key === 'Enter' && !event.altKey && !event.ctrlKey && id !== undefined) options.onOpen(id);
  else if (event.key === ' ' && id !== undefined) {
    const isIn = selection.ids.includes(id);
    const rest = isMultiple ? selection.ids.filter((other) => other !== id) : [];
    onSelect({ ids: isIn && event.ctrlKey ? rest : [...rest, id], activeId: id });
  } else if (event.key.toLowerCase() === 'a' && event.ctrlKey && !event.shiftKey && isMultiple) {
    onSelect({ ids: [...ids], activeId: selection.activeId });
  } else if ((event.key === 'F10' && event.shiftKey) || event.key === 'ContextMenu') options.onMenu();
  else return false;
  return true;
}

/** Keys of a list: one tab stop, arrows move, letters find. Header cells are above the first row. */
export function useListKeys(options: ListKeysOptions): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    const { ids, selection, headerIndex } = options;
    if (event.target !== event.currentTarget) return;
    const index = selection.activeId === null ? -1 : ids.indexOf(selection.activeId);
    if (headerIndex !== null ? headerKey(event, headerIndex, options) : rowKey(event, index, options)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isLetter) return;
    const before = event.timeStamp - typed.current.at < typeAheadMs ? typed.current.text : '';
    typed.current = { text: before + event.key, at: event.timeStamp };
    const found = findTyped(options.names(), index, typed.current.text);
    const id = ids[found];
    if (id !== undefined) options.onSelect({ ids: [id], activeId: id });
    event.preventDefault();
  };
}
