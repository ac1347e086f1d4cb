import { useRef, type KeyboardEvent } from 'react';
import { moveIndex, type MoveKey } from './list-model.ts';

export interface ListKeysOptions {
  readonly total: number;
  /** Where the keyboard is; -1 when on no row. */
  readonly activeIndex: number;
  readonly pageRows: () => number;
  readonly headerCount: number;
  readonly headerIndex: number | null;
  readonly setHeaderIndex: (index: number | null) => void;
  /** To another row: alone, with the span to it, or without changing what is chosen. */
  readonly onMove: (index: number, how: 'only' | 'span' | 'keep') => void;
  readonly onToggle: (isOut: boolean) => void;
  readonly onAll: () => void;
  readonly onOpen: () => void;
  readonly onMenu: () => void;
  readonly onTyped: (text: string) => void;
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

function moveKey(event: KeyboardEvent, move: MoveKey, options: ListKeysOptions): void {
  const { total, activeIndex } = options;
  const { shiftKey, ctrlKey } = event;
  if (event.key === 'ArrowUp' && activeIndex <= 0 && !shiftKey && !ctrlKey) {
    options.setHeaderIndex(0);
    return;
  }
  if (total === 0) return;
  const first = move === 'End' ? total - 1 : 0;
  const target = activeIndex < 0 ? first : moveIndex(move, activeIndex, total, options.pageRows());
  options.onMove(target, shiftKey ? 'span' : ctrlKey ? 'keep' : 'only');
}

function rowKey(event: KeyboardEvent, options: ListKeysOptions): boolean {
  const { key, altKey, ctrlKey, shiftKey } = event;
  const move = moves[key];
  if (move && !altKey) moveKey(event, move, options);
  else if (key === 'Enter' && !altKey && !ctrlKey && options.activeIndex >= 0) options.onOpen();
  else if (key === ' ' && options.activeIndex >= 0) options.onToggle(ctrlKey);
  else if (key.toLowerCase() === 'a' && ctrlKey && !shiftKey) options.onAll();
  else if ((key === 'F10' && shiftKey) || key === 'ContextMenu') options.onMenu();
  else return false;
  return true;
}

/** Keys of a list: one tab stop, arrows move, letters find. Header cells are above the first row. */
export function useListKeys(options: ListKeysOptions): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    const { headerIndex } = options;
    if (event.target !== event.currentTarget) return;
    if (headerIndex !== null ? headerKey(event, headerIndex, options) : rowKey(event, options)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isLetter) return;
    const before = event.timeStamp - typed.current.at < typeAheadMs ? typed.current.text : '';
    typed.current = { text: before + event.key, at: event.timeStamp };
    options.onTyped(typed.current.text);
    event.preventDefault();
  };
}
