import { useEffect, useState } from 'react';
import type { DataListProps } from './list-props.ts';
import { chosenIds, chosenRows, spanStart, withActive, withSpan, type ListSelection } from './list-selection.ts';
import type { RowWindow } from './row-window.ts';

export type MoveHow = 'only' | 'span' | 'keep';

/** Where the keyboard goes as soon as that row is here. */
interface Waiting {
  readonly index: number;
  readonly how: MoveHow;
}

export interface ListPlace {
  /** The place of the active row, or of the one that is waited for; -1 for none. */
  readonly activeIndex: number;
  /** What must be in view; it changes only when the keyboard moves. */
  readonly wanted: string | null;
  readonly moveTo: (index: number, how: MoveHow) => void;
  readonly stopWaiting: () => void;
}

/** Does something with a value that is here or on its way; a failure is told. */
export function whenThere<T>(
  value: T | Promise<T>,
  act: (value: T) => void,
  onFailure?: (error: unknown) => void,
): void {
  if (value instanceof Promise) value.then(act, (error: unknown) => onFailure?.(error));
  else act(value);
}

/** The keyboard's place in a list of which not every row is here: it is a number first, and a row when that was read. */
export function useListPlace<R>(props: DataListProps<R>, window: RowWindow<R>): ListPlace {
  const { selection } = props;
  const { activeId } = selection;
  const [last, setLast] = useState<{ readonly id: string | null; readonly index: number }>({ id: null, index: -1 });
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const found = activeId === null ? -1 : window.indexOf(activeId);
  if (found >= 0 && (last.id !== activeId || last.index !== found)) setLast({ id: activeId, index: found });
  const known = found >= 0 ? found : last.id === activeId ? last.index : -1;
  const activeIndex = Math.min(waiting?.index ?? known, window.total - 1);
  const select = (index: number, how: MoveHow): void => moveSelection(props, window, index, how);
  useLocate(activeId, found >= 0 || last.id === activeId || waiting !== null, window, (index) =>
    setLast({ id: activeId, index }),
  );
  const isHere = waiting !== null && window.rowAt(waiting.index) !== undefined;
  useEffect(() => {
    if (!isHere) return;
    setWaiting(null);
    select(waiting.index, waiting.how);
    // When the row that was waited for has come, once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isHere]);
  return {
    activeIndex,
    wanted: waiting === null ? activeId : `#${waiting.index.toString()}`,
    stopWaiting: () => setWaiting(null),
    moveTo: (index, how) => {
      const isThere = window.rowAt(index) !== undefined;
      setWaiting(isThere ? null : { index, how });
      if (isThere) select(index, how);
    },
  };
}

/** A row that was chosen from elsewhere, such as one just made, is looked for where the list has it. */
function useLocate<R>(
  activeId: string | null,
  isKnown: boolean,
  window: RowWindow<R>,
  onFound: (index: number) => void,
): void {
  const isEmpty = window.total === 0;
  useEffect(() => {
    if (activeId === null || isKnown || isEmpty) return undefined;
    let isWanted = true;
    // Not found, or not readable now: the list stays where it is.
    whenThere(window.locate(activeId), (index) => {
      if (isWanted && index >= 0) onFound(index);
    });
    return () => {
      isWanted = false;
    };
    // Once for each row; that the window changes is no reason to look again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [activeId, isKnown, isEmpty]);
}

/** What is chosen after the keyboard or the mouse went to a row. */
export function moveSelection<R>(
  props: Pick<DataListProps<R>, 'id' | 'selection' | 'onSelectionChange' | 'isMultiple' | 'onFailure'>,
  window: RowWindow<R>,
  index: number,
  how: MoveHow,
  keeps = false,
): void {
  const { selection, onSelectionChange, isMultiple = true } = props;
  const row = window.rowAt(index);
  if (row === undefined) return;
  const id = props.id(row);
  if (how === 'keep' && isMultiple) onSelectionChange(withActive(selection, id));
  else if (how === 'span' && isMultiple) {
    spanTo(
      selection,
      window,
      { index, id },
      (span) => onSelectionChange(withSpan(selection, span, keeps)),
      props.onFailure,
    );
  } else onSelectionChange(chosenRows([id]));
}

function spanTo<R>(
  selection: ListSelection,
  window: RowWindow<R>,
  target: { readonly index: number; readonly id: string },
  act: (span: readonly string[]) => void,
  onFailure?: (error: unknown) => void,
): void {
  const start = spanStart(selection);
  const near = start === null ? -1 : window.indexOf(start);
  const from = near >= 0 || start === null ? near : window.locate(start);
  whenThere(
    from,
    (begin) => {
      const first = begin >= 0 ? begin : chosenIds(selection).length === 0 ? 0 : target.index;
      whenThere(window.idsBetween(first, target.index), act, onFailure);
    },
    onFailure,
  );
}
