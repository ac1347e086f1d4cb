/** A key that belongs to an input method: the page sees it, and must not act on it. 229 is how some tell the last one. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells Enter that ends a composition
  return event.isComposing || event.keyCode === 229;
}

/**
 * Leaves keys to the input method: while somebody composes, Enter takes a candidate and Escape drops it. Heard before
 * everything else of the page, so that no field has to think of it, those of libraries neither. Gives how to stop.
 */
export function leaveKeysToComposer(page: Document): () => void {
  const view = page.defaultView;
  const keep = (event: KeyboardEvent): void => {
    if (isComposing(event)) event.stopPropagation();
  };
  view?.addEventListener('keydown', keep, true);
  return () => view?.removeEventListener('keydown', keep, true);
}
