import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { isWholeColumn, type Column } from './list-model.ts';

/** What the cell leaves free at both sides of its content. */
const padding = 16;

/** How wide the widest content of each whole column is, of what is drawn. */
function widest(scroller: HTMLElement): ReadonlyMap<string, number> {
  const widths = new Map<string, number>();
  for (const element of scroller.querySelectorAll<HTMLElement>('[data-whole]')) {
    const id = element.dataset['whole'] ?? '';
    const width = Math.ceil(element.getBoundingClientRect().width) + padding;
    if (width > padding) widths.set(id, Math.max(width, widths.get(id) ?? 0));
  }
  return widths;
}

/** Whether the list has a place on the screen: drawn in a tab behind another it measures as nothing. */
function useIsShown(scroller: RefObject<HTMLElement | null>): boolean {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (scroller.current === null || !('ResizeObserver' in globalThis)) return undefined;
    const observer = new ResizeObserver(([entry]) => setIsShown((entry?.contentRect.width ?? 0) > 0));
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller]);
  return isShown;
}

/**
 * The columns with what dates, sizes and states need to be seen whole. A column that has become wider for a row stays so
 * while the list is open: rows that scroll by must not move the others about.
 */
export function useWholeColumns<R>(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly Column<R>[],
  drawn: readonly unknown[],
): readonly Column<R>[] {
  const [least, setLeast] = useState<ReadonlyMap<string, number>>(() => new Map());
  const isShown = useIsShown(scroller);
  useLayoutEffect(() => {
    if (scroller.current === null) return;
    const wider = [...widest(scroller.current)].filter(([id, width]) => width > (least.get(id) ?? 0));
    if (wider.length > 0) setLeast(new Map([...least, ...wider]));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scroller, least, isShown, ...drawn]);
  return columns.map((column) => {
    const width = least.get(column.id);
    return width === undefined || !isWholeColumn(column) ? column : { ...column, least: width };
  });
}
