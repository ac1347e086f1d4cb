import { Button, Toolbar } from '@fluentui/react-components';
import {
  Add16Regular,
  ArrowDown16Regular,
  ArrowUp16Regular,
  Delete16Regular,
  Edit16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Callout } from '../../../../components/parts.tsx';
import { State } from '../../../../components/state.tsx';
import { useWords } from '../../use-words.ts';
import { useRowDrag } from '../use-row-drag.ts';
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
  readonly hasWarning: (at: number) => boolean;
  /** Null: a new row. */
  readonly open: (at: number | null) => void;
}

function takeEvent(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Arrows, Home and End select, Alt+arrows move, Enter edits, Del removes. */
function onTableKey<T>({ model, open }: RowTableProps<T>, event: KeyboardEvent): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
  const last = model.rows.length - 1;
  const at = model.selected ?? -1;
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last };
  const target = targets[event.key];
  if (target !== undefined) {
    takeEvent(event);
    const isMove = event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp');
    if (isMove) model.step(event.key === 'ArrowDown' ? 1 : -1);
    else if (last >= 0) model.select(Math.max(0, Math.min(target, last)));
  } else if (event.key === 'Delete') {
    takeEvent(event);
    model.remove();
  } else if (event.key === 'Enter' && model.selected !== null && !model.isReadOnly) {
    takeEvent(event);
    open(model.selected);
  }
}

function Rows<T>(props: RowTableProps<T> & { readonly id: string }) {
  const words = useWords();
  const { model, columns, open, id, hasWarning } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = model.rows.slice(0, mostShown);
  const drop = useRowDrag(body, shown.length, !model.isReadOnly, model.move);
  const rowClass = (at: number) =>
    [
      at === model.selected ? 'se-selected' : '',
      drop === at ? 'se-drop-before' : '',
      drop === shown.length && at === shown.length - 1 ? 'se-drop-after' : '',
    ].join(' ');
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
            {hasWarning(at) ? <Warning16Filled className="se-warn-icon" aria-label={words('tables.warning')} /> : null}
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
      <Button {...small} icon={<Delete16Regular />} disabledFocusable={off} onClick={model.remove}>
        {words('tables.remove')}
      </Button>
      <Button
        {...small}
        icon={<ArrowUp16Regular />}
        aria-label={words('tables.up')}
        title={words('tables.up')}
        disabledFocusable={off || selected === 0}
        onClick={() => model.step(-1)}
      />
      <Button
        {...small}
        icon={<ArrowDown16Regular />}
        aria-label={words('tables.down')}
        title={words('tables.down')}
        disabledFocusable={off || selected === rows.length - 1}
        onClick={() => model.step(1)}
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
  return (
    <>
      <Odd model={model} />
      <div className="ws-minilist se-row-table">
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
              onKeyDown={(event) => onTableKey(props, event)}
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
