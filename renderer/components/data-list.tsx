import { Menu, MenuPopover, type PositioningVirtualElement } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { columnStyle, DataListHeader, resizeColumn, sortBy } from './data-list-header.tsx';
import { DataListRow } from './data-list-row.tsx';
import { clickRow, sortRows, visibleColumns, type Column, type ListLayout, type ListSelection } from './list-model.ts';
import { useListKeys } from './use-list-keys.ts';

export interface DataListProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
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
}

export const rowHeight = 28;
/** Fewer rows than this are all in the page; more are virtual. */
const virtualFrom = 200;

function SkeletonRows<R>({ columns, layout }: { readonly columns: readonly Column<R>[]; readonly layout: ListLayout }) {
  return [0, 1, 2, 3, 4, 5].map((row) => (
    <div key={row} className="ws-list-row" aria-hidden="true">
      {columns.map((column) => (
        <div key={column.id} className="ws-list-cell" style={columnStyle(column, layout)}>
          <span className="ws-skeleton" />
        </div>
      ))}
    </div>
  ));
}

interface MenuPoint {
  readonly target: PositioningVirtualElement;
}
function pointAt(x: number, y: number): MenuPoint {
  return { target: { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) } };
}

/**
 * A compact list: sortable, resizable and hideable columns, virtual rows, multiple selection by mouse and keyboard.
 * A grid with one tab stop; the active row is named by `aria-activedescendant`, so it may leave the page unharmed.
 */
export function DataList<R>(props: DataListProps<R>) {
  const { layout, onLayoutChange, selection, onSelectionChange, isMultiple = true } = props;
  const { t } = useTranslation('components');
  const uid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [headerIndex, setHeaderIndex] = useState<number | null>(null);
  const [menuPoint, setMenuPoint] = useState<MenuPoint | null>(null);
  const columns = visibleColumns(props.columns, layout);
  const rows = useMemo(
    () => sortRows(props.rows, props.columns, layout.sort),
    [props.rows, props.columns, layout.sort],
  );
  const ids = rows.map(props.id);
  const activeIndex = selection.activeId === null ? -1 : ids.indexOf(selection.activeId);
  const elementId = (id: string): string => `${uid}-r-${encodeURIComponent(id)}`;
  const headerId = (index: number): string => `${uid}-h-${index.toString()}`;
  const isVirtual = rows.length > virtualFrom;
  const virtual = useVirtualizer({
    count: isVirtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const open = (id: string): void => {
    const row = rows[ids.indexOf(id)];
    if (row !== undefined) props.onOpen?.(row);
  };
  const nameColumn = columns.find((column) => column.isName) ?? columns[0];
  const menuAtRow = (): void => {
    const row = document.getElementById(elementId(selection.activeId ?? ''))?.getBoundingClientRect();
    const box = row ?? scroller.current?.getBoundingClientRect();
    if (box) setMenuPoint(pointAt(box.left + 24, box.top + rowHeight));
  };
  const onKeyDown = useListKeys({
    ids,
    selection,
    isMultiple,
    headerIndex,
    setHeaderIndex,
    names: () => rows.map((row) => nameColumn?.text(row) ?? ''),
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    headerCount: columns.length,
    onSelect: onSelectionChange,
    onOpen: open,
    onMenu: menuAtRow,
    onHeader: (index) => columns[index] && onLayoutChange(sortBy(layout, columns[index].id)),
    onHeaderResize: (index, by) => {
      const width = document.getElementById(headerId(index))?.getBoundingClientRect().width ?? 0;
      if (columns[index]) onLayoutChange(resizeColumn(layout, columns[index].id, width + by));
    },
  });
  const onMouse = (event: MouseEvent, id: string, what: 'click' | 'open' | 'menu'): void => {
    setHeaderIndex(null);
    if (what === 'open') {
      open(id);
      return;
    }
    if (what === 'menu') event.preventDefault();
    const modifiers = { ctrl: isMultiple && (event.ctrlKey || event.metaKey), shift: isMultiple && event.shiftKey };
    // Right click on one of several selected rows keeps them selected.
    if (what === 'menu' && selection.ids.includes(id)) onSelectionChange({ ids: selection.ids, activeId: id });
    else onSelectionChange(clickRow(ids, selection, id, what === 'menu' ? { ctrl: false, shift: false } : modifiers));
    if (what === 'menu' && props.menu) setMenuPoint(pointAt(event.clientX, event.clientY));
  };
  useEffect(() => {
    if (activeIndex < 0) return;
    if (isVirtual) virtual.scrollToIndex(activeIndex);
    else document.getElementById(elementId(ids[activeIndex] ?? ''))?.scrollIntoView?.({ block: 'nearest' });
    // Only a move of the active row scrolls; a refresh must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selection.activeId]);
  const renderRow = (index: number, top: number | null): ReactNode => {
    const row = rows[index];
    const id = ids[index];
    if (row === undefined || id === undefined) return null;
    return (
      <DataListRow
        key={id}
        row={row}
        id={id}
        index={index}
        elementId={elementId(id)}
        columns={columns}
        layout={layout}
        isSelected={selection.ids.includes(id)}
        isActive={headerIndex === null && selection.activeId === id}
        className={props.rowClass?.(row) ?? ''}
        onMouse={onMouse}
        dragData={props.dragData}
        {...(top === null ? {} : { style: { position: 'absolute', top, left: 0, right: 0 } })}
      />
    );
  };
  const active =
    headerIndex !== null ? headerId(headerIndex) : activeIndex >= 0 ? elementId(ids[activeIndex] ?? '') : undefined;
  const shown = virtual.getVirtualItems().map((item) => item.index);
  // The active row stays in the page so that its name can be read after it scrolled away.
  if (isVirtual && activeIndex >= 0 && !shown.includes(activeIndex)) shown.push(activeIndex);
  return (
    <>
      <div
        ref={scroller}
        className="ws-list"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable={isMultiple}
        aria-busy={props.isLoading ?? false}
        {...(active === undefined ? {} : { 'aria-activedescendant': active })}
        onKeyDown={onKeyDown}
      >
        <DataListHeader
          columns={columns}
          layout={layout}
          idOf={headerId}
          activeIndex={headerIndex}
          onLayoutChange={onLayoutChange}
        />
        {props.isLoading === true && rows.length === 0 ? <SkeletonRows columns={columns} layout={layout} /> : null}
        <div
          role="rowgroup"
          className="ws-list-body"
          {...(isVirtual ? { style: { height: virtual.getTotalSize() } } : {})}
        >
          {isVirtual
            ? shown.map((index) => renderRow(index, index * rowHeight))
            : rows.map((_row, index) => renderRow(index, null))}
        </div>
        {props.isLoading !== true && rows.length === 0 ? props.empty : null}
      </div>
      {props.menu ? (
        <Menu
          open={menuPoint !== null}
          onOpenChange={(_event, data) => {
            if (!data.open) {
              setMenuPoint(null);
              scroller.current?.focus();
            }
          }}
          positioning={menuPoint ? { target: menuPoint.target, position: 'below', align: 'start' } : {}}
        >
          <MenuPopover aria-label={t('commands')}>{props.menu}</MenuPopover>
        </Menu>
      ) : null}
    </>
  );
}
