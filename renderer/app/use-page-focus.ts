import { useEffect, useRef, type RefObject } from 'react';
import { focusPage, isFocusLost } from '../a11y/focus-place.ts';

/** The keys of the page that is shown work at once: a focus that went with another page comes to where it was in this. */
export function usePageFocus(isActive: boolean): RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    return isActive && page.current !== null ? focusPage(page.current) : undefined;
  }, [isActive]);
  return page;
}

/**
 * Another workspace or node is shown: who was in the node tree stays in it, who was in the list comes to the new list.
 * A click elsewhere, on the rail for instance, leaves the focus there.
 */
export function useNodeFocus(place: string): RefObject<HTMLDivElement | null> {
  const console = useRef<HTMLDivElement>(null);
  const wasInTree = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof Element) wasInTree.current = target.closest('[role="tree"]') !== null;
    };
    const { current } = console;
    current?.addEventListener('focusin', note);
    return () => current?.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    const { current } = console;
    if (current === null || current.closest('[hidden]') !== null || !isFocusLost(document)) return;
    const row = current.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]');
    const list = current.querySelector<HTMLElement>('[role="grid"]');
    (wasInTree.current ? (row ?? list) : (list ?? row))?.focus();
  }, [place]);
  return console;
}
