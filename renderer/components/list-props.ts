import type { ReactElement, ReactNode } from 'react';
import type { Column, ListLayout } from './list-model.ts';
import type { ListSelection } from './list-selection.ts';
import type { RowWindow } from './row-window.ts';

export interface DataListProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  /** All of them, in any order; or a window on rows that the core sorts, filters and sends as they are looked at. */
  readonly rows: readonly R[] | RowWindow<R>;
  readonly id: (row: R) => string;
  readonly layout: ListLayout;
  readonly onLayoutChange: (layout: ListLayout) => void;
  readonly selection: ListSelection;
  readonly onSelectionChange: (selection: ListSelection) => void;
  /** Double click and Enter. */
  readonly onOpen?: (row: R) => void;
  /** A `MenuList` for right click and Shift+F10; the row is selected first. */
  readonly menu?: ReactElement;
  readonly rowClass?: (row: R) => string;
  /** Shown in place of the rows when there are none. */
  readonly empty?: ReactNode;
  /** Shows skeleton rows instead of "empty" while nothing was read yet. */
  readonly isLoading?: boolean;
  /** What a drag of this row carries; the caller adds the rest of the selection. */
  readonly dragData?: (id: string) => Record<string, unknown>;
  readonly isMultiple?: boolean;
  /** A row could not be read for a key: told like any failure. */
  readonly onFailure?: (error: unknown) => void;
}
