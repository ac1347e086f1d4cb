import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { DynamicRule } from '#shared/model/dynamic-rules';
import { useWords } from '../../../use-words.ts';
import { setsWords, testWords } from './rule-words.ts';

/** Marks data of a drag as a rule of one list. */
const dragKind = 'waystation-rule';

export interface RuleListProps {
  readonly rules: readonly DynamicRule[];
  readonly selected: number;
  readonly isReadOnly: boolean;
  readonly label: string;
  readonly onSelect: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: () => void;
}

interface RowProps {
  /** Other tabs have such lists too: the ids of rows begin with that of their list. */
  readonly listId: string;
  readonly list: RuleListProps;
  readonly rule: DynamicRule;
  readonly index: number;
}

/** The place that a dragged rule gets when it is dropped before or behind a row. */
function placeOfDrop(from: number, index: number, isBehind: boolean): number {
  const before = isBehind ? index + 1 : index;
  return from < before ? before - 1 : before;
}

/** Lets a row be dragged and take others; says where a drop would go: above or below. */
function useRowDrag({ list, index }: RowProps) {
  const row = useRef<HTMLDivElement>(null);
  const latest = useRef(list);
  const [edge, setEdge] = useState<'above' | 'below' | null>(null);
  useEffect(() => {
    latest.current = list;
  });
  const { isReadOnly } = list;
  useEffect(() => {
    const element = row.current;
    if (element === null || isReadOnly) return undefined;
    const isBehind = (clientY: number): boolean => {
      const box = element.getBoundingClientRect();
      return clientY > box.top + box.height / 2;
    };
    return combine(
      draggable({ element, getInitialData: () => ({ kind: dragKind, index }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data['kind'] === dragKind,
        onDrag: ({ location }) => setEdge(isBehind(location.current.input.clientY) ? 'below' : 'above'),
        onDragLeave: () => setEdge(null),
        onDrop: ({ source, location }) => {
          setEdge(null);
          const from = source.data['index'];
          if (typeof from !== 'number') return;
          const to = placeOfDrop(from, index, isBehind(location.current.input.clientY));
          if (to !== from) latest.current.onMove(from, to);
        },
      }),
    );
  }, [index, isReadOnly]);
  return { row, edge };
}

function Row(props: RowProps) {
  const { list, listId, rule, index } = props;
  const words = useWords();
  const { row, edge } = useRowDrag(props);
  const isSelected = index === list.selected;
  const test = testWords(words, rule.test);
  const sets = setsWords(words, rule);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected, row]);
  return (
    <div
      ref={row}
      id={`${listId}-${index}`}
      role="option"
      aria-selected={isSelected}
      aria-label={words('rules.row', { number: index + 1, test, sets })}
      className={`se-rule${isSelected ? ' se-selected' : ''}${edge === null ? '' : ` se-rule-${edge}`}`}
      title={`${test} ${sets}`}
      onClick={() => list.onSelect(index)}
    >
      <span className="se-no">{index + 1}</span>
      <span className="se-rule-text">
        <span className="se-rule-test">{test}</span>
        <span className="ws-muted ws-small se-rule-sets">{sets}</span>
      </span>
    </div>
  );
}

/** Keys of the list; what it does not know is left to the page. */
function onKey(list: RuleListProps, event: KeyboardEvent): void {
  const { rules, selected } = list;
  const last = rules.length - 1;
  const moves: Partial<Record<string, number>> = { ArrowUp: selected - 1, ArrowDown: selected + 1, Home: 0, End: last };
  const to = moves[event.key];
  if (to !== undefined && !event.ctrlKey && !event.shiftKey) {
    // At the ends too: the page would move the step.
    event.preventDefault();
    if (to < 0 || to > last) return;
    if (!event.altKey) list.onSelect(to);
    else if (!list.isReadOnly) list.onMove(selected, to);
  } else if (event.key === 'Delete' && !event.altKey && !event.ctrlKey) {
    event.preventDefault();
    if (!list.isReadOnly && rules.length > 0) list.onRemove();
  }
}

/** The rules in their order; one of them is selected. */
export function RuleList(list: RuleListProps) {
  const listId = useId();
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return undefined;
    return autoScrollForElements({ element, canScroll: ({ source }) => source.data['kind'] === dragKind });
  }, []);
  return (
    <div
      ref={scroll}
      role="listbox"
      tabIndex={0}
      className="se-rules"
      aria-label={list.label}
      aria-activedescendant={`${listId}-${list.selected}`}
      onKeyDown={(event) => onKey(list, event)}
    >
      {list.rules.map((rule, index) => (
        <Row key={index} listId={listId} list={list} rule={rule} index={index} />
      ))}
    </div>
  );
}
