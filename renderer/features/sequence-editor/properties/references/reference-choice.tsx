import { Option } from '@fluentui/react-components';
import { type ComponentProps, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { hasReferenceForm, type ReferenceKind, referenceKey, type ReferenceRow } from '#shared/model/reference';
import { hasVariable } from '#shared/model/variable-references';
import { filterMost } from '../../../../app/server-list.ts';
import { useAnswer } from '../../../../app/shell-context.tsx';
import { useDebounced } from '../../../../app/use-debounced.ts';
import { ChoiceField } from '../../../../components/choice-field.tsx';
import { type EditorText, type EditorWord, useWords } from '../../use-words.ts';
import { referenceLabel } from './use-known.ts';

/** A longer list is found by typing, not by scrolling. */
const mostOptions = 50;
const typingMs = 150;

/** True for a text that is an ID and no name that somebody looks for. */
export function isIdText(text: string): boolean {
  const value = text.trim();
  if (value === '' || hasVariable(value)) return true;
  return hasReferenceForm(value, 'package') || hasReferenceForm(value, 'application');
}

interface ChoiceProps extends Pick<ComponentProps<typeof ChoiceField>, 'aria-label' | 'placeholder'> {
  readonly kinds: readonly ReferenceKind[];
  /** The ID that is chosen, and how it is shown. */
  readonly value: string;
  readonly label: string;
  /** IDs that are not offered. */
  readonly without: readonly string[];
  readonly isDisabled: boolean;
  /** What is typed and is an ID, with each key; anything else when the field is left. */
  readonly onType: (value: string) => void;
  /** What was typed, and the row that it names; null for none. */
  readonly onLeave: (value: string | null, row: ReferenceRow | null) => void;
  readonly onChoose: (row: ReferenceRow) => void;
  readonly onEnter?: (value: string, row: ReferenceRow | null) => void;
}

/** The ID that a text names: `Tools (LAB00009)`, or the name of one thing that is offered; else the text itself. */
function idOf(text: string, rows: readonly ReferenceRow[]): string {
  const value = text.trim();
  const [, id = ''] = /\(([^()]+)\)$/.exec(value) ?? [];
  if (id !== '' && isIdText(id)) return id;
  const named = rows.filter(({ name }) => name.toLowerCase() === value.toLowerCase());
  return (named.length === 1 ? named[0]?.id : undefined) ?? value;
}

function useOffered({ kinds, without }: ChoiceProps, text: string | null) {
  // The brackets of a label are in no name.
  const wanted = (text ?? '').replace(/[()]/g, ' ').slice(0, filterMost);
  const filter = useDebounced(wanted, typingMs);
  const asked = useAnswer('reference.list', text === null ? null : { kinds: [...kinds], filter, limit: mostOptions });
  // What was found last stays until the next is found: a list that empties with each key cannot be read.
  const [last, setLast] = useState(asked.data);
  if (asked.data !== null && asked.data !== last) setLast(asked.data);
  const data = asked.data ?? last;
  const taken = new Set(without.map(referenceKey));
  const rows = (data?.rows ?? []).filter(({ id }) => !taken.has(referenceKey(id)));
  return { rows, total: data?.total ?? null, filter, isOld: asked.data === null || filter !== wanted };
}

type Offered = ReturnType<typeof useOffered>;

/** Why a list is empty: a site has sequences or none, of everything else it knows only what an import told. */
export function nothingWord(kinds: readonly ReferenceKind[], filter: string): EditorWord {
  const isTold = !kinds.includes('task-sequence');
  return filter.trim() === '' && isTold ? 'references.noneAtAll' : 'references.none';
}

/** What is offered, and why there is nothing or not all of it. */
function optionsOf(words: EditorText, { kinds }: ChoiceProps, { rows, total, filter }: Offered): ReactNode {
  const nothing = nothingWord(kinds, filter);
  const isPart = total !== null && total > mostOptions;
  return (
    <>
      {rows.map((row) => (
        <Option key={`${row.kind} ${row.id}`} value={row.id} text={referenceLabel(words, row)}>
          {referenceLabel(words, row)}
        </Option>
      ))}
      {rows.length === 0 && total !== null ? (
        <Option value="" text="" disabled>
          {words(nothing)}
        </Option>
      ) : null}
      {isPart ? (
        <Option value="" text="" disabled>
          {words('references.more', { shown: rows.length, amount: total })}
        </Option>
      ) : null}
    </>
  );
}

interface Typed {
  readonly text: string;
  /** A person wrote it. */
  readonly isOwn: boolean;
}

/** What is in the field while it has the focus, what is offered for it, and what it names when it is taken. */
function useTyped(props: ChoiceProps) {
  const [typed, setTyped] = useState<Typed | null>(null);
  const offered = useOffered(props, typed === null ? null : typed.isOwn ? typed.text : '');
  /** Whether somebody went through the list since the last letter. */
  const isLooking = useRef(false);
  const named = (): readonly [id: string | null, row: ReferenceRow | null] => {
    const isNew = typed?.isOwn === true && typed.text.trim() !== props.label;
    const id = isNew ? idOf(typed.text, offered.rows) : null;
    return [id, offered.rows.find((row) => referenceKey(row.id) === referenceKey(id ?? '')) ?? null];
  };
  const leave = () => {
    setTyped(null);
    props.onLeave(...named());
  };
  const enter = () => {
    const [id, row] = named();
    if (props.onEnter === undefined) leave();
    else props.onEnter(id ?? props.value, row);
  };
  /**
   * The library takes the first row of its list for Enter, and for Tab too: an ID that was typed, or an empty field, would
   * become whatever stands there. A row is chosen by who went to it, or looks for its name and sees it.
   */
  const onKeyFirst = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') isLooking.current = true;
    if (event.key === 'Tab') event.stopPropagation();
    if (event.key !== 'Enter' || isLooking.current) return;
    const isName = typed?.isOwn === true && !isIdText(typed.text);
    if (isName && !offered.isOld && offered.rows.length > 0) return;
    event.stopPropagation();
    event.preventDefault();
    if (!isName || (!offered.isOld && offered.rows.length === 0)) enter();
  };
  const type = (text: string) => {
    isLooking.current = false;
    setTyped({ text, isOwn: true });
    if (isIdText(text)) props.onType(text.trim());
  };
  const show = (text: string) => {
    isLooking.current = false;
    setTyped({ text, isOwn: false });
  };
  return { text: typed?.text ?? props.label, offered, leave, onKeyFirst, type, show };
}

/**
 * A thing to choose by name, version or ID from what is known, or an ID to type. Typing looks through the list; an ID is
 * taken as it is typed, and what is none when the field is left.
 */
export function ReferenceChoice(props: ChoiceProps): ReactNode {
  const words = useWords();
  const { value, label, isDisabled } = props;
  const { text, offered, ...typing } = useTyped(props);
  const known = offered.rows.find((row) => referenceKey(row.id) === referenceKey(value));
  return (
    <div className="se-reference-choice" onKeyDownCapture={typing.onKeyFirst}>
      <ChoiceField
        {...(props['aria-label'] === undefined ? {} : { 'aria-label': props['aria-label'] })}
        size="small"
        freeform
        listbox={{ className: 'se-reference-options' }}
        placeholder={props.placeholder ?? words('references.hint')}
        value={text}
        selectedOptions={known === undefined ? [] : [known.id]}
        disabled={isDisabled}
        onFocus={(event) => {
          typing.show(label);
          event.target.select();
        }}
        onChange={({ target }) => typing.type(target.value)}
        onBlur={typing.leave}
        onOptionSelect={(_event, data) => {
          const row = offered.rows.find((one) => one.id === data.optionValue);
          if (row === undefined) return;
          typing.show(referenceLabel(words, row));
          props.onChoose(row);
        }}
      >
        {optionsOf(words, props, offered)}
      </ChoiceField>
    </div>
  );
}
