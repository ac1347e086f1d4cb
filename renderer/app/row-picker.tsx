import { Field, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListName, RowOf } from '../api/answer-parts.ts';
import { contractIds, filterMost, listInput, questionOf, type ServerList } from './server-list.ts';
import { useAnswer, useShell } from './shell-context.tsx';
import { useDebounced } from './use-debounced.ts';
import { ChoiceField } from '../components/choice-field.tsx';
import { CutText } from '../components/cut-text.tsx';

export interface RowPickerProps<K extends ListName> {
  readonly list: ServerList<K>;
  /** What narrows the list beside what is typed; kept the same between drawings. */
  readonly criteria?: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly placeholder: string;
  /** The id of the chosen row. */
  readonly value: string | null;
  readonly onChange: (row: RowOf<K>) => void;
  readonly nameOf: (row: RowOf<K>) => string;
  readonly hintOf: (row: RowOf<K>) => string;
  /** What is wrong with the choice. */
  readonly problem?: string | undefined;
}

/** A longer list is found by typing, not by scrolling. */
const mostOptions = 50;
const typingMs = 150;
const nowhere = {};

/** Chooses one row of a list by typing a part of it; the core searches. */
export function RowPicker<K extends ListName>(props: RowPickerProps<K>) {
  const { list, criteria = nowhere, label, placeholder, value, onChange, nameOf, hintOf, problem } = props;
  const { cache } = useShell();
  const [typed, setTyped] = useState<string | null>(null);
  const rested = useDebounced(typed ?? '', typingMs);
  const asked = { ...questionOf(rested, [], criteria), sort: null };
  const question = cache.question(list.method, listInput<K>(asked, { limit: mostOptions }));
  const { data, isPlaceholderData } = useQuery({ ...question, placeholderData: keepPreviousData });
  const rows = (data?.rows ?? []) as readonly RowOf<K>[];
  // The options of before stay until the new ones are there, but none that does not fit: Enter may come before them.
  const isOld = isPlaceholderData || rested !== (typed ?? '');
  const options = isOld ? rows.filter((row) => fits(`${nameOf(row)} ${hintOf(row)}`, typed ?? '')) : rows;
  const chosen = useRow(list, value);
  return (
    <Field label={label} required size="small" {...(problem === undefined ? {} : { validationMessage: problem })}>
      <ChoiceField
        size="small"
        placeholder={placeholder}
        maxLength={filterMost}
        value={typed ?? (chosen === null ? '' : nameOf(chosen))}
        selectedOptions={value === null ? [] : [value]}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onOptionSelect={(_event, chosenOption) => {
          const row = options.find((one) => list.idOf(one) === chosenOption.optionValue);
          setTyped(null);
          if (row !== undefined) onChange(row);
        }}
      >
        {options.map((row) => (
          <Option key={list.idOf(row)} value={list.idOf(row)} text={nameOf(row)}>
            <span className="ws-stack-tight">
              <CutText>{nameOf(row)}</CutText>
              <span className="ws-muted ws-small">{hintOf(row)}</span>
            </span>
          </Option>
        ))}
      </ChoiceField>
    </Field>
  );
}

function fits(text: string, typed: string): boolean {
  const lower = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/** One row of a list by its id; null while it is not known or not there. */
export function useRow<K extends ListName>(list: ServerList<K>, id: string | null): RowOf<K> | null {
  const asked = { filter: '', meanings: [], sort: null, criteria: {} };
  const { data } = useAnswer(
    list.method,
    id === null ? null : listInput<K>(asked, { ids: contractIds(list, [id]), limit: 1 }),
  );
  return ((data?.rows ?? []) as readonly RowOf<K>[]).find((row) => list.idOf(row) === id) ?? null;
}
