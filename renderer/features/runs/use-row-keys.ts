import type { KeyboardEvent } from 'react';

export interface RowKeysOptions {
  readonly count: number;
  /** -1 when no row is active. */
  readonly index: number;
  readonly rowHeight: number;
  readonly onMove: (index: number) => void;
  readonly onEnter?: (index: number) => void;
}

/** Keys of a grid with one tab stop whose rows are virtual: arrows, Home, End and pages move the active row. */
export function rowKeys(options: RowKeysOptions): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && options.onEnter !== undefined && options.index >= 0) {
      options.onEnter(options.index);
      event.preventDefault();
      return;
    }
    const target = targetOf(event.key, options, event.currentTarget.clientHeight);
    if (target === null || options.count === 0) return;
    event.preventDefault();
    options.onMove(Math.min(Math.max(target, 0), options.count - 1));
  };
}

function targetOf(key: string, { count, index, rowHeight }: RowKeysOptions, height: number): number | null {
  const page = Math.max(Math.floor(height / rowHeight) - 1, 1);
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index < 0 ? count - 1 : index - 1;
    case 'PageDown':
      return index + page;
    case 'PageUp':
      return index - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
