import { useSyncExternalStore } from 'react';

/** Below this width two panes side by side leave neither enough room; a console of 1280 px at 200 % has 640. */
const narrowBelow = 860;
/** Below this height a list above its details shows no row; a console of 800 px at 200 % has 400. */
const lowBelow = 580;

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** Whether the window has less than this width, in CSS pixels. */
export function useIsNarrowerThan(width: number): boolean {
  return useSyncExternalStore(onResize, () => window.innerWidth < width);
}

/** Whether the window is lower than this, in CSS pixels. */
export function useIsLowerThan(height: number): boolean {
  return useSyncExternalStore(onResize, () => window.innerHeight < height);
}

/** Whether the window is too small for two panes side by side, and for two above each other. */
export function useWindowSize(): { readonly isNarrow: boolean; readonly isLow: boolean } {
  const isNarrow = useIsNarrowerThan(narrowBelow);
  const isLow = useIsLowerThan(lowBelow);
  return { isNarrow, isLow };
}
