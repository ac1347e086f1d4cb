import { Warning16Filled } from '@fluentui/react-icons';
import { type ReactNode, useMemo } from 'react';
import { useShell } from '../../../../app/shell-context.tsx';
import { useWords } from '../../use-words.ts';
import { type RowColumn, RowTable } from './row-table.tsx';
import type { TableModel } from './use-step-table.ts';

/** More warnings than this nobody reads below a table; the list of problems has all of them. */
const mostWarnings = 20;

/** What is wrong with rows of a table, which count from 0. */
export interface RowWarning {
  readonly rows: readonly number[];
  readonly say: () => string;
}

interface TablePartProps<T> {
  readonly label: string;
  readonly model: TableModel<T>;
  readonly columns: readonly RowColumn<T>[];
  /** What is said in place of rows. */
  readonly empty: string;
  readonly warnings: readonly RowWarning[];
  /** Asks for a row: for a new one when none is given. */
  readonly ask: (row: T | null, at: number | null) => Promise<T | undefined>;
  /** Stands between the rows and what is wrong with them. */
  readonly children?: ReactNode;
}

function Warnings({ warnings }: { readonly warnings: readonly RowWarning[] }) {
  const words = useWords();
  const left = warnings.length - mostWarnings;
  if (warnings.length === 0) return null;
  return (
    <ul className="se-table-problems">
      {warnings.slice(0, mostWarnings).map((warning, index) => (
        <li key={index}>
          <Warning16Filled className="se-warn-icon" aria-label={words('tables.warning')} />
          <span>{warning.say()}</span>
        </li>
      ))}
      {left > 0 ? <li className="ws-muted">{words('tables.moreWarnings', { count: left })}</li> : null}
    </ul>
  );
}

/** A table of a step on its page: rows with a dialog each, and below them what is wrong, which is marked at the rows. */
export function TablePart<T>({ label, model, columns, empty, warnings, ask, children }: TablePartProps<T>) {
  const shell = useShell();
  const marked = useMemo(() => new Set(warnings.flatMap(({ rows }) => rows)), [warnings]);
  const open = (at: number | null): void => {
    const row = at === null ? null : (model.rows[at] ?? null);
    void shell.attempt(async () => {
      const made = await ask(row, at);
      if (made === undefined) return;
      if (at === null) model.add(made);
      else model.change(at, made);
    });
  };
  return (
    <div className="se-table-part">
      <RowTable label={label} model={model} columns={columns} empty={empty} marked={marked} open={open} />
      {children}
      <Warnings warnings={warnings} />
    </div>
  );
}
