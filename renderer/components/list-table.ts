import {
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type ReactTable,
  type Updater,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { compareRows, type Column, type ListLayout } from './list-model.ts';

const features = tableFeatures({
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});
type Features = typeof features;

/** Rows of the library are objects; what a list shows may be a plain text. */
interface Held<R> {
  readonly value: R;
}
/** All its state is the layout that comes with each drawing: there is nothing to watch. */
export type ListTable<R> = ReactTable<Features, Held<R>, null>;

/** Widths that a person can give a column, in px. */
const smallest = 40;
const largest = 1200;

export interface ListTableOptions<R> {
  readonly columns: readonly Column<R>[];
  /** Null when the core sorts. */
  readonly rows: readonly R[] | null;
  readonly layout: ListLayout;
  readonly onLayoutChange: (layout: ListLayout) => void;
}

const noRows: readonly never[] = [];

/** The columns of a list as a person arranged them, and its rows in order when they are all here. */
export function useListTable<R>({ columns, rows, layout, onLayoutChange }: ListTableOptions<R>): ListTable<R> {
  const data = useMemo(() => (rows ?? noRows).map((value) => ({ value })), [rows]);
  const definitions = useMemo(() => columns.map(definitionOf), [columns]);
  const { widths, hidden, sort } = layout;
  const sorting = useMemo(() => (sort === null ? [] : [{ id: sort.column, desc: sort.descending }]), [sort]);
  const columnVisibility = useMemo(() => Object.fromEntries(hidden.map((id) => [id, false])), [hidden]);
  return useTable<Features, Held<R>, null>(
    {
      features,
      columns: definitions,
      data,
      manualSorting: rows === null,
      enableSortingRemoval: false,
      enableMultiSort: false,
      state: { sorting, columnVisibility, columnSizing: widths },
      onSortingChange: (updater) => {
        const [next] = applied(updater, sorting);
        onLayoutChange({ ...layout, sort: next === undefined ? null : { column: next.id, descending: next.desc } });
      },
      onColumnVisibilityChange: (updater) => {
        const next = applied(updater, columnVisibility);
        const optional = columns.filter((column) => column.isName !== true).map((column) => column.id);
        onLayoutChange({ ...layout, hidden: optional.filter((id) => next[id] === false) });
      },
      onColumnSizingChange: (updater) => onLayoutChange({ ...layout, widths: applied(updater, widths) }),
    },
    () => null,
  );
}

function definitionOf<R>(column: Column<R>): ColumnDef<Features, Held<R>> {
  return {
    id: column.id,
    header: column.name,
    accessorFn: ({ value }) => column.text(value),
    sortFn: (one, other) => compareRows(column)(one.original.value, other.original.value),
    enableSorting: column.isUnsorted !== true,
    sortDescFirst: false,
    enableHiding: column.isName !== true,
  };
}

function applied<T>(updater: Updater<T>, before: T): T {
  return updater instanceof Function ? updater(before) : updater;
}

/** Gives a column another width, within bounds; null gives it back the designed one. */
export function setColumnWidth<R>(table: ListTable<R>, columnId: string, width: number | null): void {
  if (width === null) table.getColumn(columnId)?.resetSize();
  else {
    const bounded = Math.round(Math.max(smallest, Math.min(largest, width)));
    table.setColumnSizing((widths) => ({ ...widths, [columnId]: bounded }));
  }
}

/** The columns that are shown, a name column always. */
export function shownColumns<R>(table: ListTable<R>, columns: readonly Column<R>[]): readonly Column<R>[] {
  return columns.filter((column) => column.isName === true || table.getColumn(column.id)?.getIsVisible() === true);
}
