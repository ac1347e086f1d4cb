import { Button } from '@fluentui/react-components';
import { PanelBottomExpand20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { ResourceState } from '../api/resource.ts';
import { CommandBar } from '../commands/command-bar.tsx';
import { CommandMenu } from '../commands/command-menu.tsx';
import { DataList } from '../components/data-list.tsx';
import { CloseDetails } from '../components/details-pane.tsx';
import { ErrorPage } from '../components/error-text.tsx';
import { ColumnsMenu, FilterBar } from '../components/filter-bar.tsx';
import { filterRows, type Column } from '../components/list-model.ts';
import { EmptyState } from '../components/parts.tsx';
import { Splitter } from '../components/splitter.tsx';
import { useListLayout, useListSelection, usePaneSize, useShell } from './shell-context.tsx';

export interface ListPageProps<R> {
  /** The node or kind of tab: its commands, columns, selection and sizes. */
  readonly scope: string;
  readonly title: string;
  /** What readers call the list. */
  readonly label: string;
  readonly placeholder: string;
  readonly state: Pick<ResourceState<unknown>, 'status' | 'problem'>;
  readonly onRetry: () => void;
  /** Null while nothing was read yet. */
  readonly rows: readonly R[] | null;
  readonly id: (row: R) => string;
  readonly columns: readonly Column<R>[];
  readonly isMultiple?: boolean;
  readonly dragData?: (id: string) => Record<string, unknown>;
  readonly onOpen: (row: R) => void;
  /** What is shown when there is nothing at all. */
  readonly empty: ReactElement;
  readonly details: (chosen: readonly R[]) => ReactElement | null;
  readonly detailsName: string;
}

/** What the filter hides is not selected any more: no command may act on what is not seen. */
function useFilter<R>({ scope, rows, columns, id }: ListPageProps<R>) {
  const { selection, onSelectionChange } = useListSelection(scope);
  const [filter, setText] = useState('');
  const setFilter = (typed: string): void => {
    setText(typed);
    const shown = new Set(filterRows(rows ?? [], columns, typed).map(id));
    const ids = selection.ids.filter((one) => shown.has(one));
    if (ids.length < selection.ids.length) onSelectionChange({ ids, activeId: selection.activeId });
  };
  return { filter, setFilter };
}

function NothingMatches({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  const { text } = useShell();
  return (
    <EmptyState
      title={text('components:nothingMatches', { text: filter })}
      text={text('components:nothingMatchesHint')}
      actions={<Button onClick={onClear}>{text('components:clearFilter')}</Button>}
    />
  );
}

/** Below the list: the details, or the way back to them when they were closed. */
function useDetails<R>({ details }: ListPageProps<R>, chosen: readonly R[]) {
  const shell = useShell();
  const isShown = useStore(shell.settings.store, (state) => state.settings.hasDetails);
  const show = (hasDetails: boolean): void => void shell.attempt(() => shell.settings.set({ hasDetails }));
  const pane = chosen.length === 0 ? null : details(chosen);
  if (pane === null || isShown) {
    const end = pane === null ? null : <CloseDetails value={() => show(false)}>{pane}</CloseDetails>;
    return { end, closed: null };
  }
  const closed = (
    <div className="ws-details-closed">
      <Button size="small" appearance="subtle" icon={<PanelBottomExpand20Regular />} onClick={() => show(true)}>
        {shell.text('components:showDetails')}
      </Button>
    </div>
  );
  return { end: null, closed };
}

/** A node of the tree: commands, filter, list, and the details of what is selected. */
export function ListPage<R>(props: ListPageProps<R>) {
  const { scope, rows, columns, id, state, isMultiple = true, dragData } = props;
  const layout = useListLayout(scope);
  const selection = useListSelection(scope);
  const { filter, setFilter } = useFilter(props);
  const size = usePaneSize(`${scope}-details`, 248);
  const chosen = (rows ?? []).filter((row) => selection.selection.ids.includes(id(row)));
  const { end, closed } = useDetails(props, chosen);
  if (state.status === 'failed' && rows === null && state.problem !== null) {
    return <ErrorPage problem={state.problem} onRetry={props.onRetry} />;
  }
  const list = (
    <DataList
      {...layout}
      {...selection}
      label={props.label}
      columns={columns}
      rows={filterRows(rows ?? [], columns, filter)}
      id={id}
      isLoading={state.status === 'loading' && rows === null}
      isMultiple={isMultiple}
      onOpen={props.onOpen}
      {...(dragData === undefined ? {} : { dragData })}
      menu={<CommandMenu scope={scope} />}
      empty={filter === '' ? props.empty : <NothingMatches filter={filter} onClear={() => setFilter('')} />}
    />
  );
  return (
    <div className="ws-page">
      <CommandBar scope={scope} />
      <FilterBar
        title={props.title}
        count={rows?.length ?? 0}
        filter={filter}
        onFilter={setFilter}
        placeholder={props.placeholder}
      >
        <ColumnsMenu columns={columns} {...layout} />
      </FilterBar>
      <Splitter
        direction="column"
        side="end"
        size={size.size}
        minimum={120}
        maximum={460}
        onSize={size.setSize}
        name={props.detailsName}
        restName={props.label}
        start={list}
        end={end}
      />
      {closed}
    </div>
  );
}
