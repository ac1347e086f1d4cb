/**
 * Asked right before something is undone or redone. Who has the focus and keeps it gives what to do once it is made;
 * anybody else null.
 */
export type FocusKeeper = () => (() => void) | null;

export interface FocusKeepers {
  /** Lists of a page keep the focus at undo, which goes to the row of the step else. Gives how to stop asking. */
  keepFocus(keeper: FocusKeeper): () => void;
}

/** The keepers of one editor, and how to ask them. */
export function createFocusKeepers(): FocusKeepers & { readonly ask: FocusKeeper } {
  const keepers = new Set<FocusKeeper>();
  return {
    keepFocus: (keeper) => {
      keepers.add(keeper);
      return () => void keepers.delete(keeper);
    },
    ask: () => {
      for (const keeper of keepers) {
        const after = keeper();
        if (after !== null) return after;
      }
      return null;
    },
  };
}
