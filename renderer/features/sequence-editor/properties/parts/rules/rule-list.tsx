import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { useEffect, useId, useRef } from 'react';
import { type DynamicRule, isIncompleteTest } from '#shared/model/dynamic-rules';
import { useWords } from '../../../use-words.ts';
import { onRowKey } from '../../row-keys.ts';
import { draggedRow, type DropSide, dropSide, useRowDrag } from '../../use-row-drag.ts';
import { setsWords, testWords } from './rule-words.ts';

export interface RuleListProps {
  readonly rules: readonly DynamicRule[];
  readonly selected: number;
  readonly isReadOnly: boolean;
  readonly label: string;
  readonly onSelect: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

interface RowProps {
  /** Other tabs have such lists too: the ids of rows begin with that of their list. */
  readonly listId: string;
  readonly list: RuleListProps;
  readonly rule: DynamicRule;
  readonly index: number;
  /** Where a drop would go, when that is at this row. */
  readonly side: DropSide | null;
}

function Row(props: RowProps) {
  const { list, listId, rule, index, side } = props;
  const words = useWords();
  const row = useRef<HTMLDivElement>(null);
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
      aria-label={words(`rules.${isIncompleteTest(rule.test) ? 'rowIncomplete' : 'row'}`, {
        number: index + 1,
        test,
        sets,
      })}
      className={`se-rule${isSelected ? ' se-selected' : ''}${side === null ? '' : ` se-drop-${side}`}`}
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

/** The rules in their order; one of them is selected. */
export function RuleList(list: RuleListProps) {
  const listId = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const count = list.rules.length;
  const gap = useRowDrag(scroll, count, !list.isReadOnly, list.onMove);
  const { selected, isReadOnly, onSelect: select, onStep: step, onRemove: remove } = list;
  const acts = { count, selected, isReadOnly, select, step, remove };
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return undefined;
    return autoScrollForElements({ element, canScroll: ({ source }) => draggedRow(source.data, element) !== null });
  }, []);
  return (
    <div
      ref={scroll}
      role="listbox"
      tabIndex={0}
      className="se-rules"
      aria-label={list.label}
      aria-activedescendant={`${listId}-${list.selected}`}
      onKeyDown={(event) => onRowKey(acts, event)}
    >
      {list.rules.map((rule, index) => (
        <Row key={index} listId={listId} list={list} rule={rule} index={index} side={dropSide(gap, index, count)} />
      ))}
    </div>
  );
}
