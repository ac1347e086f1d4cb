import { ArrowSortDown16Regular, ArrowSortUp16Regular } from '@fluentui/react-icons';
import { useRef, type CSSProperties, type PointerEvent } from 'react';
import type { Column, ListLayout } from './list-model.ts';
import { setColumnWidth, type ListTable } from './list-table.ts';

/** Width of a column: the remembered one, the designed one, or a share of what is left. */
export function columnStyle<R>(column: Column<R>, layout: ListLayout): CSSProperties {
  const wanted = layout.widths[column.id] ?? column.width;
  const least = column.least ?? 0;
  if (wanted === undefined) {
    const minWidth = Math.max(column.minWidth ?? 160, least);
    return { flex: `1 1 ${minWidth.toString()}px`, minWidth };
  }
  const width = Math.max(wanted, least);
  return { flex: `0 0 ${width.toString()}px`, width };
}

interface HeaderProps<R> {
  readonly table: ListTable<R>;
  readonly columns: readonly Column<R>[];
  readonly layout: ListLayout;
  readonly idOf: (index: number) => string;
  readonly activeIndex: number | null;
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
export function DataListHeader<R>({ table, columns, layout, idOf, activeIndex }: HeaderProps<R>) {
  return (
    <div role="rowgroup" className="ws-list-head">
      <div role="row" aria-rowindex={1} className="ws-list-row ws-list-headrow">
        {columns.map((column, index) => {
          const sorted = table.getColumn(column.id)?.getIsSorted() ?? false;
          const direction = sorted === false ? 'none' : sorted === 'desc' ? 'descending' : 'ascending';
          return (
            <div
              key={column.id}
              id={idOf(index)}
              role="columnheader"
              {...(column.isUnsorted === true ? {} : { 'aria-sort': direction })}
              aria-colindex={index + 1}
              className={`ws-list-cell ws-list-headcell ${column.align === 'end' ? 'end' : ''} ${activeIndex === index ? 'is-active' : ''}`}
              style={columnStyle(column, layout)}
              onClick={() => table.getColumn(column.id)?.toggleSorting()}
            >
              <span className="ws-ellipsis" title={column.name}>
                {column.name}
              </span>
              {column.longest === undefined ? null : (
                <span
                  className="ws-list-longest"
                  aria-hidden="true"
                  data-whole={column.id}
                  data-longest={column.longest.join('\n')}
                />
              )}
              {direction === 'ascending' ? <ArrowSortUp16Regular /> : null}
              {direction === 'descending' ? <ArrowSortDown16Regular /> : null}
              <ResizeGrip
                onResize={(width) => setColumnWidth(table, column.id, width)}
                onReset={() => setColumnWidth(table, column.id, null)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
