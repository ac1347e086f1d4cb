import type { PositioningVirtualElement } from '@fluentui/react-components';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import { resizeColumn, sortBy } from './data-list-header.tsx';
import type { DataListProps } from './data-list.tsx';
import { clickRow, sortRows, visibleColumns, type Column, type ListSelection } from './list-model.ts';
import { useListKeys } from './use-list-keys.ts';

export const rowHeight = 28;
/** Fewer rows than this are all in the page; more are virtual. */
const virtualFrom = 200;

export interface MenuPoint {
  readonly target: PositioningVirtualElement;
}
function pointAt(x: number, y: number): MenuPoint {
  return { target: { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) } };
}

/** What a list is at the moment: its rows in order, which of them is active, and what input does to it. */
export interface DataListModel<R> {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly ids: readonly string[];
  readonly isVirtual: boolean;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  /** Indexes of the rows to draw when they are virtual. */
  readonly shown: readonly number[];
  readonly headerIndex: number | null;
  readonly activeElement: string | undefined;
  readonly menuPoint: MenuPoint | null;
  readonly closeMenu: () => void;
  readonly elementId: (id: string) => string;
  readonly headerId: (index: number) => string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onMouse: (event: MouseEvent, id: string, what: 'click' | 'open' | 'menu') => void;
}

/** Rows in the order of the sort, and the virtual window over them. */
function useRows<R>(props: DataListProps<R>) {
  const { layout, selection } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => sortRows(props.rows, props.columns, layout.sort),
    [props.rows, props.columns, layout.sort],
  );
  const ids = rows.map(props.id);
  const activeIndex = selection.activeId === null ? -1 : ids.indexOf(selection.activeId);
  const isVirtual = rows.length > virtualFrom;
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: isVirtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const shown = virtual.getVirtualItems().map((item) => item.index);
  // The active row stays in the page so that its name can be read after it scrolled away.
  if (isVirtual && activeIndex >= 0 && !shown.includes(activeIndex)) shown.push(activeIndex);
  return { scroller, rows, ids, activeIndex, isVirtual, virtual, shown };
}

/** A click selects; with Ctrl it adds, with Shift it spans. Right click on one of several selected rows keeps them. */
function selectionAfter(
  event: MouseEvent,
  list: { readonly ids: readonly string[]; readonly selection: ListSelection; readonly isMultiple: boolean },
  id: string,
  what: 'click' | 'menu',
): ListSelection {
  const { ids, selection, isMultiple } = list;
  if (what === 'menu') {
    if (selection.ids.includes(id)) return { ids: selection.ids, activeId: id };
    return clickRow(ids, selection, id, { ctrl: false, shift: false });
  }
  const ctrl = isMultiple && (event.ctrlKey || event.metaKey);
  return clickRow(ids, selection, id, { ctrl, shift: isMultiple && event.shiftKey });
}

interface KeyParts<R> {
  readonly ids: readonly string[];
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly headerIndex: number | null;
  readonly setHeaderIndex: (index: number | null) => void;
  readonly elementId: (id: string) => string;
  readonly headerId: (index: number) => string;
  readonly open: (id: string) => void;
  readonly onMenuAt: (left: number, top: number) => void;
}

/** What the keys of a list act on. */
function useKeys<R>(props: DataListProps<R>, parts: KeyParts<R>): (event: KeyboardEvent) => void {
  const { layout, onLayoutChange, selection, onSelectionChange, isMultiple = true } = props;
  const { ids, rows, columns, scroller, elementId, headerId } = parts;
  return useListKeys({
    ids,
    selection,
    isMultiple,
    headerIndex: parts.headerIndex,
    setHeaderIndex: parts.setHeaderIndex,
    names: () => rows.map((row) => (columns.find((column) => column.isName) ?? columns[0])?.text(row) ?? ''),
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    headerCount: columns.length,
    onSelect: onSelectionChange,
    onOpen: parts.open,
    onMenu: () => {
      const row = document.getElementById(elementId(selection.activeId ?? ''))?.getBoundingClientRect();
      const box = row ?? scroller.current?.getBoundingClientRect();
      if (box) parts.onMenuAt(box.left + 24, box.top + rowHeight);
    },
    onHeader: (index) => columns[index] && onLayoutChange(sortBy(layout, columns[index].id)),
    onHeaderResize: (index, by) => {
      const width = document.getElementById(headerId(index))?.getBoundingClientRect().width ?? 0;
      if (columns[index]) onLayoutChange(resizeColumn(layout, columns[index].id, width + by));
    },
  });
}

/** Keys, clicks and the context menu of a list. */
export function useDataList<R>(props: DataListProps<R>): DataListModel<R> {
  const { layout, selection, onSelectionChange, isMultiple = true } = props;
  const uid = useId();
  const [headerIndex, setHeaderIndex] = useState<number | null>(null);
  const [menuPoint, setMenuPoint] = useState<MenuPoint | null>(null);
  const columns = visibleColumns(props.columns, layout);
  const list = useRows(props);
  const { rows, ids, activeIndex, isVirtual, virtual, scroller } = list;
  const elementId = (id: string): string => `${uid}-r-${encodeURIComponent(id)}`;
  const headerId = (index: number): string => `${uid}-h-${index.toString()}`;
  const open = (id: string): void => {
    const row = rows[ids.indexOf(id)];
    if (row !== undefined) props.onOpen?.(row);
  };
  const onKeyDown = useKeys(props, {
    ...list,
    columns,
    headerIndex,
    setHeaderIndex,
    elementId,
    headerId,
    open,
    onMenuAt: (left, top) => setMenuPoint(pointAt(left, top)),
  });
  const onMouse: DataListModel<R>['onMouse'] = (event, id, what) => {
    setHeaderIndex(null);
    if (what === 'open') {
      open(id);
      return;
    }
    if (what === 'menu') event.preventDefault();
    onSelectionChange(selectionAfter(event, { ids, selection, isMultiple }, id, what));
    if (what === 'menu' && props.menu) setMenuPoint(pointAt(event.clientX, event.clientY));
  };
  useEffect(() => {
    if (activeIndex < 0) return;
    if (isVirtual) virtual.scrollToIndex(activeIndex);
    else scrollIntoView(document.getElementById(elementId(ids[activeIndex] ?? '')));
    // Only a move of the active row scrolls; a refresh must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selection.activeId]);
  const atRow = activeIndex >= 0 ? elementId(ids[activeIndex] ?? '') : undefined;
  return {
    ...list,
    columns,
    headerIndex,
    activeElement: headerIndex === null ? atRow : headerId(headerIndex),
    menuPoint,
    closeMenu: () => {
      setMenuPoint(null);
      scroller.current?.focus();
    },
    elementId,
    headerId,
    onKeyDown,
    onMouse,
  };
}

/** A page without layout (a test) has elements that cannot scroll. */
function scrollIntoView(element: Partial<Pick<Element, 'scrollIntoView'>> | null): void {
  element?.scrollIntoView?.({ block: 'nearest' });
}
