import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type RefObject } from 'react';

export interface VirtualRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Of all rows, in px. */
  readonly height: number;
  /** Places of the rows that are in the page. */
  readonly shown: readonly number[];
  readonly scrollTo: (index: number, align?: 'auto' | 'end') => void;
}

/** Rows of one height of which only those in view are in the page, and the active one: its name must stay readable. */
export function useVirtualRows(count: number, rowHeight: number, active: number): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
    // Only a move of the active row scrolls; new rows must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  const inView = virtual.getVirtualItems().map((item) => item.index);
  return {
    scroller,
    height: virtual.getTotalSize(),
    shown: active < 0 || active >= count || inView.includes(active) ? inView : [...inView, active],
    scrollTo: (index, align = 'auto') => virtual.scrollToIndex(index, { align }),
  };
}
