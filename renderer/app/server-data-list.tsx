import { useMemo, type ReactElement } from 'react';
import type { ListName, RowOf } from '../api/answer-parts.ts';
import { DataList } from '../components/data-list.tsx';
import { ErrorText } from '../components/error-text.tsx';
import type { Column } from '../components/list-model.ts';
import { knownSort, questionOf, type ListAsked, type ServerList } from './server-list.ts';
import { useListLayout, useListSelection, useShell } from './shell-context.tsx';
import { useServerRows } from './use-server-rows.ts';

interface ServerDataListProps<K extends ListName> {
  readonly list: ServerList<K>;
  /** What narrows the list; kept the same between drawings while it says the same. */
  readonly criteria: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly columns: readonly Column<RowOf<K>>[];
  readonly onOpen: (row: RowOf<K>) => void;
  readonly empty: ReactElement;
}

/** A list of the core without a filter, as a part of a page: one row is chosen at a time. */
export function ServerDataList<K extends ListName>(props: ServerDataListProps<K>) {
  const { list, criteria, columns } = props;
  const shell = useShell();
  const layout = useListLayout(list.id);
  const selection = useListSelection(list.id);
  const { sort } = layout.layout;
  const asked = useMemo(
    (): ListAsked => ({ ...questionOf('', [], criteria), sort: knownSort(sort, columns) }),
    [criteria, sort, columns],
  );
  const { window, problem } = useServerRows(list, asked);
  if (problem !== null) return <ErrorText problem={problem} />;
  return (
    <DataList
      {...layout}
      {...selection}
      label={props.label}
      columns={columns}
      rows={window ?? noRows}
      id={list.idOf}
      isLoading={window === null}
      isMultiple={false}
      onOpen={props.onOpen}
      onFailure={shell.report}
      empty={props.empty}
    />
  );
}

const noRows: readonly never[] = [];
