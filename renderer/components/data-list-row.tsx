import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, type CSSProperties, type MouseEvent } from 'react';
import { CutText } from './cut-text.tsx';
import { columnStyle } from './data-list-header.tsx';
import { isWholeColumn, type Column, type ListLayout } from './list-model.ts';
import { rowHeight, type MouseWhat } from './use-data-list.ts';

interface PlaceProps<R> {
  readonly elementId: string;
  readonly index: number;
  readonly columns: readonly Column<R>[];
  readonly layout: ListLayout;
  readonly isActive: boolean;
  /** Drawn at its place, with those above it missing. */
  readonly isVirtual: boolean;
}

export interface DataListRowProps<R> extends PlaceProps<R> {
  readonly row: R;
  readonly id: string;
  readonly isSelected: boolean;
  readonly className: string;
  readonly onMouse: (event: MouseEvent, index: number, what: MouseWhat) => void;
  readonly dragData?: ((id: string) => Record<string, unknown>) | undefined;
}

function placeStyle({ index, isVirtual }: PlaceProps<never>): { style?: CSSProperties } {
  return isVirtual ? { style: { position: 'absolute', top: index * rowHeight, left: 0, right: 0 } } : {};
}

/** A row that is on its way: as high as any, so that nothing jumps when it comes. */
export function DataListPlaceholder<R>(props: PlaceProps<R>) {
  const { elementId, index, columns, layout, isActive } = props;
  return (
    <div
      id={elementId}
      role="row"
      aria-rowindex={index + 2}
      aria-busy="true"
      className={`ws-list-row ${isActive ? 'is-active' : ''}`}
      {...placeStyle(props)}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + 1}
          className="ws-list-cell"
          style={columnStyle(column, layout)}
        >
          <span className="ws-skeleton" />
        </div>
      ))}
    </div>
  );
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

/** A name is cut in its middle, a sentence at its end; dates, sizes and states are never cut. */
function CellContent<R>(props: { readonly column: Column<R>; readonly row: R; readonly text: string }) {
  const { column, row, text } = props;
  if (isWholeColumn(column)) {
    return (
      <span className="ws-list-whole" data-whole={column.id}>
        {column.cell ? column.cell(row) : text}
      </span>
    );
  }
  if (column.cell) return column.cell(row);
  return column.isSentence ? <span title={text}>{text}</span> : <CutText>{text}</CutText>;
}

/** One row of a list, 28 px high. */
export function DataListRow<R>(props: DataListRowProps<R>) {
  const { row, id, index, columns, layout, onMouse } = props;
  const ref = useDrag(id, props.dragData);
  return (
    <div
      ref={ref}
      id={props.elementId}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      className={`ws-list-row ${props.isSelected ? 'is-selected' : ''} ${props.isActive ? 'is-active' : ''} ${props.className}`}
      {...placeStyle(props)}
      onClick={(event) => onMouse(event, index, 'click')}
      onDoubleClick={(event) => onMouse(event, index, 'open')}
      onContextMenu={(event) => onMouse(event, index, 'menu')}
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
            <CellContent column={column} row={row} text={text} />
          </div>
        );
      })}
    </div>
  );
}
