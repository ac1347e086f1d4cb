import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isFocusLost } from '../../../a11y/focus-place.ts';
import { useEditor } from '../use-editor.tsx';

const lists = '[role="tree"][tabindex="0"], [role="grid"][tabindex="0"], [role="listbox"][tabindex="0"]';
const others = 'button:not(:disabled), input:not(:disabled)';

/** The row that an undo brought back or changed: the first that reads otherwise than before; none when all read the same. */
export function changedRow(before: readonly string[], now: readonly string[]): number | null {
  const at = now.findIndex((row, index) => row !== before[index]);
  if (at >= 0) return at;
  return now.length === before.length || now.length === 0 ? null : now.length - 1;
}

/** The list of a part of the page; while it has no rows, what adds to it. */
function focusList(part: HTMLElement): void {
  (part.querySelector<HTMLElement>(lists) ?? part.querySelector<HTMLElement>(others))?.focus();
}

/** Whether something in a part has the focus that can still be used: a button of a bar has it on purpose. */
function hasFocus(part: HTMLElement): boolean {
  const { activeElement } = part.ownerDocument;
  return activeElement !== null && part.contains(activeElement) && !activeElement.matches(':disabled');
}

/** What takes the last row away takes the list with it, and the focus would go too: it goes to what adds to the list. */
function useEmptied(part: RefObject<HTMLElement | null>, isEmpty: boolean): void {
  const wasInside = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      wasInside.current = target instanceof Node && part.current?.contains(target) === true;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [part]);
  useEffect(() => {
    if (isEmpty && wasInside.current && isFocusLost(document) && part.current !== null) focusList(part.current);
  }, [isEmpty, part]);
}

/**
 * What is undone or redone while the focus is in this part of the page leaves it there: on the row that came back, else
 * on the list. Rows are given as texts that differ where the rows do.
 */
export function useUndoPlace(
  part: RefObject<HTMLElement | null>,
  rows: readonly string[],
  select: (at: number) => void,
): void {
  const editor = useEditor();
  useEmptied(part, rows.length === 0);
  const latest = useRef({ rows, select });
  useLayoutEffect(() => {
    latest.current = { rows, select };
  });
  const [undone, setUndone] = useState<{ readonly before: readonly string[] } | null>(null);
  useEffect(
    () =>
      editor.keepFocus(() => {
        if (part.current?.contains(document.activeElement) !== true) return null;
        const before = latest.current.rows;
        return () => setUndone({ before });
      }),
    [editor, part],
  );
  useEffect(() => {
    if (undone === null || part.current === null) return;
    // First the focus: a list that gets it without a row chosen chooses its first one.
    if (undone.before.length === 0 || !hasFocus(part.current)) focusList(part.current);
    const at = changedRow(undone.before, latest.current.rows);
    if (at !== null) latest.current.select(at);
  }, [undone, part]);
}
