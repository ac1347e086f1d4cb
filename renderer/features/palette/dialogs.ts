import type { PaletteEntry } from './entries.tsx';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Gives what was chosen; whoever asked runs it, after the palette is gone. */
    palette: { readonly request: Readonly<Record<string, never>>; readonly result: PaletteEntry };
  }
}
