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
import type { Column } from './list-model.ts';
import type { DataListProps } from './list-props.ts';
import { chosenRows, chosenTest, markRow, toggleRow, withActive } from './list-selection.ts';
import { setColumnWidth, shownColumns, useListTable, type ListTable } from './list-table.ts';
import { windowOf, type FoundRow, type RowWindow } from './row-window.ts';
import { useWholeColumns } from './use-whole-columns.ts';
import { useListKeys } from './use-list-keys.ts';
import { moveSelection, useListPlace, whenThere, type ListPlace } from './use-list-place.ts';

export const rowHeight = 28;
/** Fewer rows than this are all in the page; more are virtual. */
export const virtualFrom = 200;

export interface MenuPoint {
  readonly target: PositioningVirtualElement;
}
function pointAt(x: number, y: number): MenuPoint {
  return { target: { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) } };
}

export type MouseWhat = 'click' | 'open' | 'menu';

/** What a list is at the moment: its rows in order, which of them is active, and what input does to it. */
export interface DataListModel<R> {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly table: ListTable<R>;
  readonly columns: readonly Column<R>[];
  readonly window: RowWindow<R>;
  readonly isVirtual: boolean;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  /** Places of the rows to draw. */
  readonly shown: readonly number[];
  readonly isChosen: (id: string) => boolean;
  readonly activeIndex: number;
  readonly headerIndex: number | null;
  readonly activeElement: string | undefined;
  readonly menuPoint: MenuPoint | null;
  readonly closeMenu: () => void;
  readonly elementId: (index: number) => string;
  readonly headerId: (index: number) => string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onMouse: (event: MouseEvent, index: number, what: MouseWhat) => void;
}

/** The rows of a list at their places: sorted here when all of them are here. */
function useWindow<R>(props: DataListProps<R>): { readonly table: ListTable<R>; readonly window: RowWindow<R> } {
  const { rows, columns, layout, onLayoutChange, id } = props;
  const far = 'rowAt' in rows ? rows : null;
  const table = useListTable({ columns, rows: 'rowAt' in rows ? null : rows, layout, onLayoutChange });
  const sorted = table.getRowModel().rows;
  const window = useMemo(() => {
    if (far !== null) return far;
    const name = columns.find((column) => column.isName) ?? columns[0];
    return windowOf(
      sorted.map((row) => row.original.value),
      id,
      (row) => name?.text(row) ?? '',
    );
    // `id` is written anew for each drawing; what it gives does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [far, sorted, columns]);
  return { table, window };
}

/** Which rows are drawn, and which are asked for. */
function useShown<R>(window: RowWindow<R>, activeIndex: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const { total, look } = window;
  const isVirtual = total > virtualFrom;
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: isVirtual ? total : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The names of the columns scroll with the rows and then stay in the way of the first one.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
  });
  const shown = isVirtual
    ? virtual.getVirtualItems().map((item) => item.index)
    : Array.from({ length: total }, (_, at) => at);
  const first = shown[0] ?? 0;
  const last = shown.at(-1) ?? 0;
  useEffect(() => {
    look(activeIndex < 0 ? [first, last] : [first, last, activeIndex]);
  }, [look, first, last, activeIndex]);
  // The active row stays in the page so that its name can be read after it scrolled away.
  if (isVirtual && activeIndex >= 0 && !shown.includes(activeIndex)) shown.push(activeIndex);
  return { scroller, isVirtual, virtual, shown };
}

interface KeyParts<R> {
  readonly window: RowWindow<R>;
  readonly table: ListTable<R>;
  readonly place: ListPlace;
  readonly columns: readonly Column<R>[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly headerIndex: number | null;
  readonly setHeaderIndex: (index: number | null) => void;
  readonly elementId: (index: number) => string;
  readonly headerId: (index: number) => string;
  readonly open: (index: number) => void;
  readonly onMenuAt: (left: number, top: number) => void;
}

/** What the keys of a list act on. */
function useKeys<R>(props: DataListProps<R>, parts: KeyParts<R>): (event: KeyboardEvent) => void {
  const { selection, onSelectionChange, isMultiple = true } = props;
  const { window, table, place, columns, scroller } = parts;
  const { activeIndex } = place;
  const active = window.rowAt(activeIndex);
  // What was typed since, and any other move, is more than an answer that comes late.
  const moves = useRef(0);
  return useListKeys({
    total: window.total,
    activeIndex,
    headerIndex: parts.headerIndex,
    setHeaderIndex: parts.setHeaderIndex,
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    headerCount: columns.length,
    onMove: (index, how) => {
      moves.current += 1;
      place.moveTo(index, how);
    },
    onToggle: (isOut) => {
      if (active !== undefined) onSelectionChange(markRow(selection, props.id(active), isOut, isMultiple));
    },
    onAll: () => {
      if (isMultiple) chooseAll(props, window);
    },
    onOpen: () => parts.open(activeIndex),
    onTyped: (text) => {
      moves.current += 1;
      const mine = moves.current;
      const go = (found: FoundRow | null): void => {
        if (found !== null && mine === moves.current) place.moveTo(found.index, 'only');
      };
      whenThere(window.findTyped(text, selection.activeId), go, props.onFailure);
    },
    onMenu: () => {
      const row = document.getElementById(parts.elementId(activeIndex))?.getBoundingClientRect();
      const box = row ?? scroller.current?.getBoundingClientRect();
      if (box) parts.onMenuAt(box.left + 24, box.top + rowHeight);
    },
    onHeader: (index) => columns[index] && table.getColumn(columns[index].id)?.toggleSorting(),
    onHeaderResize: (index, by) => {
      const width = document.getElementById(parts.headerId(index))?.getBoundingClientRect().width ?? 0;
      if (columns[index]) setColumnWidth(table, columns[index].id, width + by);
    },
  });
}

/** All rows one by one when they are here, else all that answer the question of the list. */
function chooseAll<R>({ id, selection, onSelectionChange }: DataListProps<R>, window: RowWindow<R>): void {
  const here = window.loaded();
  const { activeId } = selection;
  if (window.question === null || here.length === window.total) {
    onSelectionChange(
      chosenRows(
        here.map(({ row }) => id(row)),
        activeId,
      ),
    );
    return;
  }
  const { question, total } = window;
  onSelectionChange({ kind: 'all', question, total, except: [], activeId });
}

/** Clicks and the context menu: with Ctrl a click adds, with Shift it spans; a right click keeps what is chosen. */
function useMouse<R>(
  props: DataListProps<R>,
  parts: Pick<KeyParts<R>, 'window' | 'place' | 'setHeaderIndex' | 'open' | 'onMenuAt'>,
): DataListModel<R>['onMouse'] {
  const { selection, onSelectionChange, isMultiple = true } = props;
  const { window, place } = parts;
  return (event, index, what) => {
    parts.setHeaderIndex(null);
    place.stopWaiting();
    const row = window.rowAt(index);
    if (row === undefined) return;
    const id = props.id(row);
    if (what === 'open') {
      parts.open(index);
      return;
    }
    if (what === 'menu') {
      event.preventDefault();
      onSelectionChange(chosenTest(selection)(id) ? withActive(selection, id) : chosenRows([id]));
      if (props.menu) parts.onMenuAt(event.clientX, event.clientY);
      return;
    }
    const ctrl = isMultiple && (event.ctrlKey || event.metaKey);
    if (isMultiple && event.shiftKey) moveSelection(props, window, index, 'span', ctrl);
    else onSelectionChange(ctrl ? toggleRow(selection, id) : chosenRows([id]));
  };
}

/** Keys, clicks and the context menu of a list. */
export function useDataList<R>(props: DataListProps<R>): DataListModel<R> {
  const { selection } = props;
  const uid = useId();
  const [headerIndex, setHeaderIndex] = useState<number | null>(null);
  const [menuPoint, setMenuPoint] = useState<MenuPoint | null>(null);
  const { table, window } = useWindow(props);
  const place = useListPlace(props, window);
  const { activeIndex } = place;
  const view = useShown(window, activeIndex);
  const columns = useWholeColumns(view.scroller, shownColumns(table, props.columns), [
    props.columns,
    window,
    view.shown[0],
    view.shown.length,
  ]);
  const elementId = (index: number): string => `${uid}-r-${index.toString()}`;
  const headerId = (index: number): string => `${uid}-h-${index.toString()}`;
  const open = (index: number): void => {
    const row = window.rowAt(index);
    if (row !== undefined) props.onOpen?.(row);
  };
  const onMenuAt = (left: number, top: number): void => setMenuPoint(pointAt(left, top));
  const parts = {
    ...view,
    window,
    table,
    place,
    columns,
    headerIndex,
    setHeaderIndex,
    elementId,
    headerId,
    open,
    onMenuAt,
  };
  const onKeyDown = useKeys(props, parts);
  const onMouse = useMouse(props, parts);
  const isChosen = useMemo(() => chosenTest(selection), [selection]);
  useScroll(view, place, elementId(activeIndex));
  const atRow = activeIndex >= 0 ? elementId(activeIndex) : undefined;
  return {
    ...view,
    table,
    columns,
    window,
    isChosen,
    activeIndex,
    headerIndex,
    activeElement: headerIndex === null ? atRow : headerId(headerIndex),
    menuPoint,
    closeMenu: () => {
      setMenuPoint(null);
      view.scroller.current?.focus();
    },
    elementId,
    headerId,
    onKeyDown,
    onMouse,
  };
}

/** Only a move of the active row scrolls; a refresh must not. */
function useScroll(
  { isVirtual, virtual }: Pick<DataListModel<unknown>, 'isVirtual' | 'virtual'>,
  { activeIndex, wanted }: ListPlace,
  element: string,
): void {
  const seen = useRef<string | null>(null);
  const hasPlace = activeIndex >= 0;
  useEffect(() => {
    if (!hasPlace || wanted === seen.current) return;
    seen.current = wanted;
    if (isVirtual) virtual.scrollToIndex(activeIndex);
    else scrollIntoView(document.getElementById(element));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, hasPlace]);
}

/** A page without layout (a test) has elements that cannot scroll. */
function scrollIntoView(element: Partial<Pick<Element, 'scrollIntoView'>> | null): void {
  element?.scrollIntoView?.({ block: 'nearest' });
}
