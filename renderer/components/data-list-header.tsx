import { ArrowSortDown16Regular, ArrowSortUp16Regular } from '@fluentui/react-icons';
import { useRef, type CSSProperties, type PointerEvent } from 'react';
import type { Column, ListLayout } from './list-model.ts';

const smallest = 40;
const largest = 1200;

/** Width of a column: the remembered one, the designed one, or a share of what is left. */
export function columnStyle<R>(column: Column<R>, layout: ListLayout): CSSProperties {
  const width = layout.widths[column.id] ?? column.width;
  if (width === undefined)
    return { flex: `1 1 ${(column.minWidth ?? 160).toString()}px`, minWidth: column.minWidth ?? 160 };
  return { flex: `0 0 ${width.toString()}px`, width };
}

/** The layout with another width for one column, within bounds. */
export function resizeColumn(layout: ListLayout, columnId: string, width: number): ListLayout {
  return {
    ...layout,
    widths: { ...layout.widths, [columnId]: Math.round(Math.max(smallest, Math.min(largest, width))) },
  };
}

/** The layout after a click on a header: ascending, then descending. */
export function sortBy(layout: ListLayout, columnId: string): ListLayout {
  const isSame = layout.sort?.column === columnId;
  return { ...layout, sort: { column: columnId, descending: isSame && layout.sort?.descending === false } };
}

interface HeaderProps<R> {
  readonly columns: readonly Column<R>[];
  readonly layout: ListLayout;
  readonly idOf: (index: number) => string;
  readonly activeIndex: number | null;
  readonly onLayoutChange: (layout: ListLayout) => void;
}

function ResizeGrip(props: { readonly onResize: (width: number) => void; readonly onReset: () => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>): void => {
    const cell = event.currentTarget.parentElement;
    if (!cell) return;
    from.current = { x: event.clientX, width: cell.getBoundingClientRect().width };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent<HTMLSpanElement>): void => {
    if (from.current) props.onResize(from.current.width + event.clientX - from.current.x);
  };
  const onEnd = (): void => {
    from.current = null;
  };
  return (
    <span
      className="ws-list-grip"
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onEnd}
      onPointerCancel={onEnd}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={props.onReset}
    />
  );
}

/** Names of the columns: a click sorts, the edge resizes, a double click on the edge gives the designed width back. */
export function DataListHeader<R>({ columns, layout, idOf, activeIndex, onLayoutChange }: HeaderProps<R>) {
  const reset = (columnId: string): void => {
    const widths = Object.fromEntries(Object.entries(layout.widths).filter(([id]) => id !== columnId));
    onLayoutChange({ ...layout, widths });
  };
  return (
    <div role="rowgroup" className="ws-list-head">
      <div role="row" aria-rowindex={1} className="ws-list-row ws-list-headrow">
        {columns.map((column, index) => {
          const sort = layout.sort?.column === column.id ? layout.sort : null;
          const direction = sort === null ? 'none' : sort.descending ? 'descending' : 'ascending';
          return (
            <div
              key={column.id}
              id={idOf(index)}
              role="columnheader"
              aria-sort={direction}
              aria-colindex={index + 1}
              className={`ws-list-cell ws-list-headcell ${column.align === 'end' ? 'end' : ''} ${activeIndex === index ? 'is-active' : ''}`}
              style={columnStyle(column, layout)}
              onClick={() => onLayoutChange(sortBy(layout, column.id))}
            >
              <span className="ws-ellipsis">{column.name}</span>
              {direction === 'ascending' ? <ArrowSortUp16Regular /> : null}
              {direction === 'descending' ? <ArrowSortDown16Regular /> : null}
              <ResizeGrip
                onResize={(width) => onLayoutChange(resizeColumn(layout, column.id, width))}
                onReset={() => reset(column.id)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
