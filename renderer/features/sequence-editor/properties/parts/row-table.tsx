import { Button, Toolbar } from '@fluentui/react-components';
import { Add16Regular, Edit16Regular, Warning16Filled } from '@fluentui/react-icons';
import { type ReactNode, useId, useRef } from 'react';
import { Callout } from '../../../../components/parts.tsx';
import { State } from '../../../../components/state.tsx';
import { useWords } from '../../use-words.ts';
import { MoveButtons, RemoveButton } from '../row-buttons.tsx';
import { onRowKey } from '../row-keys.ts';
import { dropSide, useRowDrag } from '../use-row-drag.ts';
import { useUndoPlace } from '../use-undo-place.ts';
import { tableWords } from './table-words.ts';
import type { TableModel } from './use-step-table.ts';

/** More rows than this nobody reads here; the others are kept, and their variables can be read. */
const mostShown = 200;

export interface RowColumn<T> {
  readonly key: string;
  readonly label: string;
  readonly show: (row: T) => ReactNode;
  /** Has numbers, names of variables or addresses. */
  readonly isMono?: boolean;
}

interface RowTableProps<T> {
  readonly label: string;
  readonly model: TableModel<T>;
  readonly columns: readonly RowColumn<T>[];
  readonly empty: string;
  /** Rows with which something is wrong, counted from 0. */
  readonly marked: ReadonlySet<number>;
  /** Null: a new row. */
  readonly open: (at: number | null) => void;
}

function Rows<T>(props: RowTableProps<T> & { readonly id: string }) {
  const words = useWords();
  const { model, columns, open, id, marked } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = model.rows.slice(0, mostShown);
  const gap = useRowDrag(body, shown.length, !model.isReadOnly, model.move);
  const rowClass = (at: number) => {
    const side = dropSide(gap, at, shown.length);
    return `${at === model.selected ? 'se-selected' : ''}${side === null ? '' : ` se-drop-${side}`}`;
  };
  return (
    <tbody ref={body}>
      {shown.map((row, at) => (
        <tr
          key={at}
          id={`${id}-${at}`}
          aria-selected={at === model.selected}
          className={rowClass(at)}
          onClick={() => model.select(at)}
          onDoubleClick={() => {
            if (!model.isReadOnly) open(at);
          }}
        >
          <td className="se-no">
            {marked.has(at) ? <Warning16Filled className="se-warn-icon" aria-label={words('tables.warning')} /> : null}
            {at + 1}
          </td>
          {columns.map((column) => (
            <td key={column.key} className={column.isMono === true ? 'se-mono' : ''}>
              {column.show(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Bar<T>({ model, open, label }: RowTableProps<T>) {
  const words = useWords();
  const { selected, isReadOnly, rows } = model;
  const off = isReadOnly || selected === null;
  const small = { size: 'small', appearance: 'subtle' } as const;
  return (
    <Toolbar size="small" className="ws-minibar se-row-bar" aria-label={label}>
      <Button {...small} icon={<Add16Regular />} disabled={isReadOnly} onClick={() => open(null)}>
        {words('tables.add')}
      </Button>
      <Button
        {...small}
        icon={<Edit16Regular />}
        disabledFocusable={off}
        onClick={() => {
          if (selected !== null) open(selected);
        }}
      >
        {words('tables.edit')}
      </Button>
      <RemoveButton label={words('tables.remove')} isDisabled={isReadOnly} isEmpty={off} onRemove={model.remove} />
      <MoveButtons
        at={selected}
        count={rows.length}
        isDisabled={isReadOnly}
        up={words('tables.up')}
        down={words('tables.down')}
        isIconOnly
        onStep={model.step}
      />
    </Toolbar>
  );
}

/** What is odd about the rows of the document, and the one act that puts it right. */
function Odd<T>({ model }: { readonly model: TableModel<T> }) {
  const words = useWords();
  const { problems, rows } = model.table;
  if (problems.length === 0) return null;
  const repair = (
    <Button
      size="small"
      disabled={model.isReadOnly}
      title={words('tables.repairHint', { has: rows.length })}
      onClick={model.renumber}
    >
      {words('tables.repair')}
    </Button>
  );
  return (
    <Callout tone="warning" actions={repair}>
      <State name="warning">{problems.map((one) => tableWords(words, one)).join(' ')}</State>
    </Callout>
  );
}

/** The rows of a table of a step: one stop of Tab with keys of its own, buttons below, drag to order. */
export function RowTable<T>(props: RowTableProps<T>) {
  const words = useWords();
  const id = useId();
  const { model, columns, label, empty } = props;
  const left = model.rows.length - mostShown;
  const place = useRef<HTMLDivElement>(null);
  useUndoPlace(
    place,
    model.rows.map((row) => JSON.stringify(row)),
    model.select,
  );
  return (
    <>
      <Odd model={model} />
      <div ref={place} className="ws-minilist se-row-table">
        {model.rows.length === 0 ? (
          <p className="ws-muted se-row-none">{empty}</p>
        ) : (
          <div className="se-row-scroll">
            <table
              role="grid"
              aria-label={label}
              aria-description={words('tables.keys')}
              tabIndex={0}
              {...(model.selected === null ? {} : { 'aria-activedescendant': `${id}-${model.selected}` })}
              onKeyDown={(event) => onRowKey({ ...model, count: model.rows.length, edit: props.open }, event)}
              onFocus={() => {
                // The table is one stop of Tab: a row has to be there for the arrows to start from.
                if (model.selected === null) model.select(0);
              }}
            >
              <thead>
                <tr>
                  <th scope="col" className="se-no">
                    {words('tables.number')}
                  </th>
                  {columns.map((column) => (
                    <th key={column.key} scope="col">
                      {column.label}
                    </th>
                  ))}
                </tr>
              </thead>
              <Rows {...props} id={id} />
            </table>
          </div>
        )}
        {left > 0 ? <p className="ws-muted ws-small se-row-none">{words('tables.more', { count: left })}</p> : null}
        <Bar {...props} />
      </div>
    </>
  );
}
