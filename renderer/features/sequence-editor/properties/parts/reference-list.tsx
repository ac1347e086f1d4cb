import { Button, Field, Label } from '@fluentui/react-components';
import { Add16Regular, Warning16Regular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import {
  hasReferenceForm,
  referenceFormOf,
  referenceIdMost,
  type ReferenceKind,
  type ReferenceRow,
} from '#shared/model/reference';
import {
  applicationList,
  memberOf,
  packageList,
  readReferenceList,
  type ReferenceListRow,
  type ReferenceListShape,
} from '#shared/steps/lists/reference-list';
import { isReferenceId, referenceKindsOf } from '#shared/steps/references';
import type { StepProperty } from '#shared/steps/step-description';
import { useShell } from '../../../../app/shell-context.tsx';
import { CutText } from '../../../../components/cut-text.tsx';
import { useWords } from '../../use-words.ts';
import { propertyOf, type StepPart } from '../step-part.ts';
import { ReferenceChoice } from '../references/reference-choice.tsx';
import { type KnownReferences, useKnownReferences } from '../references/use-known.ts';
import { type ListEdits, useListEdits } from '../references/use-list-edits.ts';
import { MoveButtons, RemoveButton } from '../row-buttons.tsx';
import { onRowKey } from '../row-keys.ts';
import { type DropSide, dropSide, useRowDrag } from '../use-row-drag.ts';
import { useUndoPlace } from '../use-undo-place.ts';
import { type FieldModel, useField } from '../use-field.ts';
import { useSelectedRow } from '../use-turns.ts';

interface List {
  readonly field: FieldModel;
  readonly label: string;
  readonly shape: ReferenceListShape;
  readonly kinds: readonly ReferenceKind[];
  readonly rows: readonly ReferenceListRow[];
  readonly known: KnownReferences;
  readonly selected: number;
  readonly select: (at: number) => void;
  readonly edits: ListEdits;
  readonly canEdit: boolean;
  readonly nameOf: (row: ReferenceListRow) => string;
}

function useReferenceList(part: StepPart, property: StepProperty, shape: ReferenceListShape): List {
  const words = useWords();
  const { node } = part;
  const field = useField(node, part.description, property);
  const kinds = referenceKindsOf(property);
  const rows = useMemo(() => readReferenceList(node.variables, shape), [node.variables, shape]);
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const known = useKnownReferences(ids);
  const { selected, select, current } = useSelectedRow();
  const nameOf = (row: ReferenceListRow): string => {
    const found = known.find(row.id, kinds);
    if (found !== undefined) return `${found.name} ${found.version}`.trim();
    return memberOf(row, shape.nameMember).trim() || row.id;
  };
  const selectedNow = () => current.current ?? 0;
  const edits = useListEdits({ node, shape, kinds, rows, labelOf: nameOf, selectedNow, onSelect: select });
  const canEdit = !field.isDisabled && !field.isReadOnly;
  const label = words.message(property.label);
  const at = Math.max(0, Math.min(selected ?? 0, rows.length - 1));
  return { field, label, shape, kinds, rows, known, selected: at, select, edits, canEdit, nameOf };
}

interface RowProps {
  readonly list: List;
  readonly row: ReferenceListRow;
  readonly at: number;
  readonly id: string;
  /** Where a drop would go, when that is at this row. */
  readonly side: DropSide | null;
}

/** What is odd about an ID: that it has another form, or that nobody knows it. */
function noteOf({ kinds, known }: List, id: string) {
  const form = referenceFormOf(kinds);
  if (isReferenceId(id) && !hasReferenceForm(id, form))
    return { short: `references.formShort.${form}`, long: `references.form.${form}` } as const;
  return known.isUnknown(id) ? ({ short: 'references.unknownShort', long: 'references.unknown' } as const) : null;
}

function Row({ list, row, at, id, side }: RowProps) {
  const words = useWords();
  const name = list.nameOf(row);
  const note = noteOf(list, row.id);
  const label = [words('references.list.row', { number: at + 1, label: name }), name === row.id ? '' : row.id];
  if (note !== null) label.push(words(note.short));
  const marks = [at === list.selected ? ' se-selected' : '', side === null ? '' : ` se-drop-${side}`];
  return (
    <div
      id={id}
      role="option"
      aria-selected={at === list.selected}
      aria-label={label.filter(Boolean).join(', ')}
      className={`se-reference-row${marks.join('')}`}
      onClick={() => list.select(at)}
    >
      <span className="se-reference-number ws-muted">{at + 1}</span>
      <CutText className="se-reference-name">{name}</CutText>
      {name === row.id ? null : <CutText className="se-reference-id ws-muted ws-small">{row.id}</CutText>}
      {note === null ? null : (
        <span className="se-reference-unknown ws-small" title={words(note.long)}>
          <Warning16Regular />
          {words(note.short)}
        </span>
      )}
    </div>
  );
}

function Rows({ list }: { readonly list: List }): ReactNode {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const { rows, selected, select, edits, canEdit } = list;
  const { step, remove } = edits;
  const gap = useRowDrag(box, rows.length, canEdit, edits.move);
  if (rows.length === 0) return <p className="ws-muted se-reference-none">{words('references.list.empty')}</p>;
  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      className="se-reference-rows"
      aria-label={list.label}
      aria-activedescendant={`${id}-${String(selected)}`}
      {...(canEdit ? { 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown Delete' } : {})}
      onKeyDown={(event) =>
        onRowKey({ count: rows.length, selected, isReadOnly: !canEdit, select, step, remove }, event)
      }
    >
      {rows.map((row, at) => (
        <Row // By place: what can be dragged is the element, and it stays.
          key={at}
          list={list}
          row={row}
          at={at}
          id={`${id}-${String(at)}`}
          side={dropSide(gap, at, rows.length)}
        />
      ))}
    </div>
  );
}

function Buttons({ list }: { readonly list: List }) {
  const words = useWords();
  const { rows, selected, edits, canEdit, shape } = list;
  const isEmpty = rows.length === 0;
  return (
    <div className="se-reference-bar">
      <span className="ws-muted ws-small ws-grow">
        {words('references.list.count', { count: rows.length, limit: shape.most })}
      </span>
      <MoveButtons
        at={isEmpty ? null : selected}
        count={rows.length}
        isDisabled={!canEdit}
        up={words('references.list.up')}
        down={words('references.list.down')}
        onStep={edits.step}
      />
      <RemoveButton
        label={words('references.list.remove')}
        isDisabled={!canEdit}
        isEmpty={isEmpty}
        onRemove={edits.remove}
      />
    </div>
  );
}

/** One more: chosen from what is known, or typed as an ID. */
function AddRow({ list }: { readonly list: List }) {
  const words = useWords();
  const shell = useShell();
  const { kinds, rows, edits, canEdit, shape, label } = list;
  const [next, setNext] = useState('');
  const without = rows.map(({ id }) => id);
  const field = useRef<HTMLDivElement>(null);
  const isTyping = useRef(false);
  useEffect(() => {
    if (isTyping.current) field.current?.querySelector('input')?.focus();
    isTyping.current = false;
  }, [rows.length]);
  const add = (given: ReferenceRow | string): boolean => {
    const isAdded = edits.add(given);
    if (isAdded) setNext('');
    return isAdded;
  };
  const browse = () =>
    void shell.attempt(async () => {
      const row = await shell.dialogs.ask('editor.reference', { label, kinds, without, chosen: '' });
      if (row !== undefined) add(row);
    });
  const { refusal } = edits;
  const said = refusal === null ? null : words(refusal.key, { id: refusal.id, limit: limitOf(refusal.key, shape) });
  return (
    <Field size="small" validationMessage={said} validationState={said === null ? 'none' : 'error'}>
      <div className="se-reference" ref={field}>
        <ReferenceChoice
          // What was added is in the list: the field begins anew, with the focus where the keys added it.
          key={rows.length}
          aria-label={words('references.list.newOne')}
          kinds={kinds}
          value={next}
          label={next}
          without={without}
          isDisabled={!canEdit}
          onType={(value) => {
            setNext(value);
            edits.forget();
          }}
          onLeave={(value) => {
            if (value !== null) setNext(value);
          }}
          onChoose={add}
          onEnter={(typed, row) => {
            isTyping.current = add(row ?? typed);
          }}
        />
        <Button size="small" icon={<Add16Regular />} disabled={!canEdit} onClick={() => add(next)}>
          {words('references.list.add')}
        </Button>
        <Button size="small" disabled={!canEdit} aria-label={words('references.browseFor', { label })} onClick={browse}>
          {words('references.browse')}
        </Button>
      </div>
    </Field>
  );
}

/** The number in a refusal: characters of an ID, else rows of the list. */
function limitOf(key: string, shape: ReferenceListShape): number {
  return key.endsWith('tooLong') ? referenceIdMost : shape.most;
}

interface ListPartProps {
  readonly part: StepPart;
  readonly fieldKey: string;
  readonly shape: ReferenceListShape;
  /** The choice above the list has its words already. */
  readonly isNamedAbove?: boolean;
}

/** Things that a step names one after the other; the values that repeat them follow in the same undo step. */
function ReferenceListPart({ part, fieldKey, shape, isNamedAbove = false }: ListPartProps) {
  const words = useWords();
  const list = useReferenceList(part, propertyOf(part.description, fieldKey), shape);
  const { field, label } = list;
  const place = useRef<HTMLElement>(null);
  useUndoPlace(
    place,
    list.rows.map(({ id }) => id),
    list.select,
  );
  return (
    <section ref={place} className="se-references" aria-label={label} onBlur={field.commit}>
      {isNamedAbove ? null : (
        <Label size="small" required={field.isRequired} disabled={field.isDisabled}>
          {label}
        </Label>
      )}
      <div className="se-reference-list">
        <Buttons list={list} />
        <Rows list={list} />
        {field.isReadOnly ? null : <AddRow list={list} />}
      </div>
      {list.canEdit ? <span className="ws-muted ws-small">{words('references.list.keys')}</span> : null}
      {field.message === null ? null : (
        <span className={field.isError ? 'se-error' : 'se-warning'}>{field.message}</span>
      )}
    </section>
  );
}

/** The applications of Install Application. */
export function ApplicationList({ part }: { readonly part: StepPart }) {
  return <ReferenceListPart part={part} fieldKey="applicationName" shape={applicationList} isNamedAbove />;
}

/** The packages of Download Package Content. */
export function PackageList({ part }: { readonly part: StepPart }) {
  return <ReferenceListPart part={part} fieldKey="downloadPackages" shape={packageList} />;
}
