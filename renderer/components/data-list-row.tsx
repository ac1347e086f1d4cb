import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, type CSSProperties, type MouseEvent } from 'react';
import { columnStyle } from './data-list-header.tsx';
import type { Column, ListLayout } from './list-model.ts';

export interface DataListRowProps<R> {
  readonly row: R;
  readonly id: string;
  readonly elementId: string;
  readonly index: number;
  readonly columns: readonly Column<R>[];
  readonly layout: ListLayout;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly className: string;
  readonly style?: CSSProperties;
  readonly onMouse: (event: MouseEvent, id: string, what: 'click' | 'open' | 'menu') => void;
  readonly dragData?: ((id: string) => Record<string, unknown>) | undefined;
}

function useDrag(id: string, dragData: DataListRowProps<unknown>['dragData']) {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(dragData);
  useEffect(() => {
    latest.current = dragData;
  });
  const canDrag = dragData !== undefined;
  useEffect(() => {
    const element = ref.current;
    if (!element || !canDrag) return undefined;
    return draggable({ element, getInitialData: () => latest.current?.(id) ?? {} });
  }, [id, canDrag]);
  return ref;
}

/** One row of a list, 28 px high. */
export function DataListRow<R>(props: DataListRowProps<R>) {
  const { row, id, columns, layout, onMouse } = props;
  const ref = useDrag(id, props.dragData);
  return (
    <div
      ref={ref}
      id={props.elementId}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.isSelected}
      className={`ws-list-row ${props.isSelected ? 'is-selected' : ''} ${props.isActive ? 'is-active' : ''} ${props.className}`}
      {...(props.style ? { style: props.style } : {})}
      onClick={(event) => onMouse(event, id, 'click')}
      onDoubleClick={(event) => onMouse(event, id, 'open')}
      onContextMenu={(event) => onMouse(event, id, 'menu')}
    >
      {columns.map((column, at) => {
        const text = column.text(row);
        return (
          <div
            key={column.id}
            role={column.isName === true ? 'rowheader' : 'gridcell'}
            aria-colindex={at + 1}
            className={`ws-list-cell ${column.align === 'end' ? 'end' : ''}`}
            style={columnStyle(column, layout)}
            title={text}
          >
            {column.cell ? column.cell(row) : <span className="ws-ellipsis">{text}</span>}
          </div>
        );
      })}
    </div>
  );
}
