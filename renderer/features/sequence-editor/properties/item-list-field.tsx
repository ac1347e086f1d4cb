import { Button, Field, Input } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { moveItem } from '#shared/util/move-item';
import { CutText } from '../../../components/cut-text.tsx';
import { useWords } from '../use-words.ts';
import { MoveButtons, RemoveButton } from './row-buttons.tsx';
import type { FieldModel } from './use-field.ts';

/** What a list of texts says, and what it takes. */
export interface ItemList {
  readonly items: readonly string[];
  readonly isOrdered: boolean;
  /** What is wrong with a new entry, in words; null when it can be added. */
  readonly refuse: (name: string) => string | null;
  readonly words: { readonly none: string; readonly newName: string; readonly add: string };
  readonly icon?: ReactNode;
}

interface RowProps {
  readonly list: ItemList;
  readonly index: number;
  readonly isDisabled: boolean;
  readonly onStep: (index: number, by: 1 | -1) => void;
  readonly onRemove: (index: number) => void;
}

function Row(props: RowProps) {
  const words = useWords();
  const { list, index, isDisabled } = props;
  const name = list.items[index] ?? '';
  return (
    <li className="se-file">
      {list.icon ?? null}
      <CutText className="ws-grow">{name}</CutText>
      {list.isOrdered ? (
        <MoveButtons
          at={index}
          count={list.items.length}
          isDisabled={isDisabled}
          up={words('files.up', { name })}
          down={words('files.down', { name })}
          isIconOnly
          onStep={(by) => props.onStep(index, by)}
        />
      ) : null}
      <RemoveButton
        label={words('files.remove', { name })}
        isDisabled={isDisabled}
        isIconOnly
        onRemove={() => props.onRemove(index)}
      />
    </li>
  );
}

function AddItem(props: {
  readonly list: ItemList;
  readonly isDisabled: boolean;
  readonly onAdd: (name: string) => void;
}) {
  const { list } = props;
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const add = () => {
    const found = list.refuse(name);
    setRefusal(found);
    if (found !== null) return;
    props.onAdd(name.trim());
    setName('');
  };
  return (
    <Field size="small" validationMessage={refusal} validationState={refusal === null ? 'none' : 'error'}>
      <div className="se-file-add">
        <Input
          size="small"
          className="ws-grow"
          aria-label={list.words.newName}
          placeholder={list.words.newName}
          value={name}
          disabled={props.isDisabled}
          onChange={(_event, data) => {
            setName(data.value);
            setRefusal(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <Button size="small" icon={<Add16Regular />} disabled={props.isDisabled} onClick={add}>
          {list.words.add}
        </Button>
      </div>
    </Field>
  );
}

/** A property that is a list of texts, one below the other: added, removed and, where the order counts, moved. */
export function ItemListField(props: {
  readonly field: FieldModel;
  readonly list: ItemList;
  readonly onWrite: (items: readonly string[]) => void;
}) {
  const words = useWords();
  const { field, list, onWrite } = props;
  const { items } = list;
  const isDisabled = field.isDisabled || field.isReadOnly;
  const label = words.message(field.property.label);
  const step = (index: number, by: 1 | -1) => onWrite(moveItem(items, index, index + by));
  return (
    <div role="group" aria-label={label} onBlur={field.commit}>
      <span className="se-label" aria-hidden>
        {label}
        {field.isRequired ? <span className="se-required"> *</span> : null}
      </span>
      <div className="se-files">
        <ul>
          {items.length === 0 ? <li className="se-file ws-muted">{list.words.none}</li> : null}
          {items.map((name, index) => (
            <Row
              key={`${name}:${index}`}
              list={list}
              index={index}
              isDisabled={isDisabled}
              onStep={step}
              onRemove={(at) => onWrite(items.filter((_, other) => other !== at))}
            />
          ))}
        </ul>
        {field.isReadOnly ? null : (
          <AddItem list={list} isDisabled={isDisabled} onAdd={(name) => onWrite([...items, name])} />
        )}
        {field.message === null ? null : (
          <span className={field.isError ? 'se-error' : 'se-warning'}>{field.message}</span>
        )}
      </div>
      {field.hint === null ? null : <span className="ws-muted ws-small">{field.hint}</span>}
    </div>
  );
}
