import { Button, Field, Input } from '@fluentui/react-components';
import { Add16Regular, ArrowDown16Regular, ArrowUp16Regular, Delete16Regular } from '@fluentui/react-icons';
import type { AdapterList, AdapterProblem, Pair } from '#shared/steps/tables/adapters';
import { moveItem } from '#shared/util/move-item';
import { useWords } from '../use-words.ts';

interface EntryListProps {
  readonly list: AdapterList;
  readonly label: string;
  /** What one entry is called; the second where two belong together. */
  readonly what: string;
  readonly second?: string;
  readonly hint?: string;
  readonly entries: readonly Pair[];
  readonly problems: readonly AdapterProblem[];
  readonly isDisabled?: boolean;
  /** What is wrong with the list as a whole. */
  readonly message?: string | null;
  readonly onChange: (entries: readonly Pair[]) => void;
}

interface EntryProps extends EntryListProps {
  readonly entry: Pair;
  readonly at: number;
}

function EntryInput(props: EntryProps & { readonly side: 'first' | 'second'; readonly what: string }) {
  const words = useWords();
  const { problems, list, at, side, entry, entries, what, isDisabled = false, onChange } = props;
  const problem = problems.find((one) => one.list === list && one.at === at && one.side === side);
  return (
    <Field
      size="small"
      className="ws-grow"
      validationMessage={
        problem === undefined ? null : words(`adapterDialog.problem.${problem.kind}`, { text: problem.text })
      }
      validationState={problem === undefined ? 'none' : 'error'}
    >
      <Input
        size="small"
        className="se-mono"
        aria-label={words('adapterDialog.entry', { what, number: at + 1 })}
        value={entry[side]}
        disabled={isDisabled}
        // An entry that was just added is where people type.
        autoFocus={entry.first === '' && side === 'first'}
        onChange={(_event, data) => onChange(entries.with(at, { ...entry, [side]: data.value }))}
      />
    </Field>
  );
}

function Entry(props: EntryProps) {
  const words = useWords();
  const { entries, at, what, second, isDisabled = false, onChange } = props;
  const named = { what, number: at + 1 };
  const small = { size: 'small', appearance: 'subtle' } as const;
  return (
    <li className="se-entry">
      <EntryInput {...props} side="first" />
      {second === undefined ? null : <EntryInput {...props} side="second" what={second} />}
      <span className="se-entry-buttons">
        <Button
          {...small}
          icon={<ArrowUp16Regular />}
          aria-label={words('adapterDialog.up', named)}
          disabledFocusable={isDisabled || at === 0}
          onClick={() => onChange(moveItem(entries, at, at - 1))}
        />
        <Button
          {...small}
          icon={<ArrowDown16Regular />}
          aria-label={words('adapterDialog.down', named)}
          disabledFocusable={isDisabled || at === entries.length - 1}
          onClick={() => onChange(moveItem(entries, at, at + 1))}
        />
        <Button
          {...small}
          icon={<Delete16Regular />}
          aria-label={words('adapterDialog.remove', named)}
          disabledFocusable={isDisabled}
          onClick={() => onChange(entries.toSpliced(at, 1))}
        />
      </span>
    </li>
  );
}

/** A list of addresses or numbers, each entered and checked in a field of its own, in an order that counts. */
export function EntryList(props: EntryListProps) {
  const words = useWords();
  const { label, what, second, entries, hint, isDisabled = false, message = null, onChange } = props;
  return (
    <div className="se-entries" role="group" aria-label={label} {...(message === null ? {} : { 'data-invalid': '' })}>
      <span className="ws-label">{label}</span>
      <div className="ws-minilist">
        {entries.length === 0 ? (
          <span className="ws-muted se-entry-none">{words('adapterDialog.noEntries')}</span>
        ) : (
          <>
            {second === undefined ? null : (
              <div className="se-entry se-entry-head" aria-hidden="true">
                <span className="ws-grow">{what}</span>
                <span className="ws-grow">{second}</span>
                <span className="se-entry-buttons" />
              </div>
            )}
            <ul>
              {entries.map((entry, at) => (
                <Entry key={at} {...props} entry={entry} at={at} />
              ))}
            </ul>
          </>
        )}
        <div className="ws-row ws-minibar">
          <Button
            size="small"
            appearance="subtle"
            icon={<Add16Regular />}
            disabled={isDisabled}
            onClick={() => onChange([...entries, { first: '', second: '' }])}
          >
            {words('adapterDialog.addTo', { what })}
          </Button>
        </div>
      </div>
      {message === null ? null : (
        <span className="se-entry-error" role="alert">
          {message}
        </span>
      )}
      {hint === undefined ? null : <span className="ws-muted ws-small">{hint}</span>}
    </div>
  );
}
