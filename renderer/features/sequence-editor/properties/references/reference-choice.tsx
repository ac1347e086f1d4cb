import { Option } from '@fluentui/react-components';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { type ReferenceKind, referenceKey, type ReferenceRow } from '#shared/model/reference';
import { filterMost } from '../../../../app/server-list.ts';
import { useAnswer } from '../../../../app/shell-context.tsx';
import { useDebounced } from '../../../../app/use-debounced.ts';
import { ChoiceField } from '../../../../components/choice-field.tsx';
import { type EditorText, type EditorWord, useWords } from '../../use-words.ts';
import { referenceLabel } from './use-known.ts';

/** A longer list is found by typing, not by scrolling. */
const mostOptions = 50;
const typingMs = 150;

const packageShape = /^[A-Z0-9]{3}[0-9A-F]{5}$/i;
const applicationShape = /^ScopeId_[^/,]+\/\w+_[^/,]+$/i;

/** True for a text that is an ID and no name that somebody looks for. */
export function isIdText(text: string): boolean {
  const value = text.trim();
  return value === '' || packageShape.test(value) || applicationShape.test(value) || value.includes('%');
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
  readonly onEnter?: () => void;
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
  const filter = useDebounced((text ?? '').replace(/[()]/g, ' '), typingMs).slice(0, filterMost);
  const asked = useAnswer('reference.list', text === null ? null : { kinds: [...kinds], filter, limit: mostOptions });
  // What was found last stays until the next is found: a list that empties with each key cannot be read.
  const [last, setLast] = useState(asked.data);
  if (asked.data !== null && asked.data !== last) setLast(asked.data);
  const data = asked.data ?? last;
  const taken = new Set(without.map(referenceKey));
  const rows = (data?.rows ?? []).filter(({ id }) => !taken.has(referenceKey(id)));
  return { rows, total: data?.total ?? null, filter };
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

/**
 * A thing to choose by name, version or ID from what is known, or an ID to type. Typing looks through the list; an ID is
 * taken as it is typed, and what is none when the field is left.
 */
export function ReferenceChoice(props: ChoiceProps): ReactNode {
  const words = useWords();
  const { value, label, isDisabled } = props;
  /** What is in the field while it has the focus, and whether a person wrote it; null while it has not. */
  const [typed, setTyped] = useState<{ readonly text: string; readonly isOwn: boolean } | null>(null);
  const offered = useOffered(props, typed === null ? null : typed.isOwn ? typed.text : '');
  const { rows } = offered;
  const known = rows.find((row) => referenceKey(row.id) === referenceKey(value));
  return (
    <ChoiceField
      {...(props['aria-label'] === undefined ? {} : { 'aria-label': props['aria-label'] })}
      size="small"
      freeform
      listbox={{ className: 'se-reference-options' }}
      className="ws-grow"
      placeholder={props.placeholder ?? words('references.hint')}
      value={typed?.text ?? label}
      selectedOptions={known === undefined ? [] : [known.id]}
      disabled={isDisabled}
      onFocus={(event) => {
        setTyped({ text: label, isOwn: false });
        event.target.select();
      }}
      onChange={({ target }) => {
        setTyped({ text: target.value, isOwn: true });
        if (isIdText(target.value)) props.onType(target.value.trim());
      }}
      onBlur={() => {
        const isNew = typed?.isOwn === true && typed.text.trim() !== label;
        const id = isNew ? idOf(typed.text, rows) : null;
        setTyped(null);
        props.onLeave(id, rows.find((row) => referenceKey(row.id) === referenceKey(id ?? '')) ?? null);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || props.onEnter === undefined || event.defaultPrevented) return;
        event.preventDefault();
        props.onEnter();
      }}
      onOptionSelect={(_event, data) => {
        const row = rows.find((one) => one.id === data.optionValue);
        if (row === undefined) return;
        setTyped({ text: referenceLabel(words, row), isOwn: false });
        props.onChoose(row);
      }}
    >
      {optionsOf(words, props, offered)}
    </ChoiceField>
  );
}
