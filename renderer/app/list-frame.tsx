import { Button } from '@fluentui/react-components';
import { PanelBottomExpand20Regular, Warning20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { UnreadableRow } from '#shared/model/list';
import type { Problem } from '../api/problem.ts';
import { CommandBar } from '../commands/command-bar.tsx';
import { CommandMenu } from '../commands/command-menu.tsx';
import { DataList } from '../components/data-list.tsx';
import { CloseDetails, DetailsPane } from '../components/details-pane.tsx';
import { ErrorPage } from '../components/error-text.tsx';
import { ColumnsMenu, FilterBar } from '../components/filter-bar.tsx';
import type { Column } from '../components/list-model.ts';
import { EmptyState } from '../components/parts.tsx';
import type { RowWindow } from '../components/row-window.ts';
import { Splitter } from '../components/splitter.tsx';
import type { Chosen } from '../stores/lists.ts';
import { useListLayout, useListSelection, usePaneSize, useShell } from './shell-context.tsx';

/** What a page with a list says of it. */
export interface ListWords<R> {
  /** The node or kind of tab: its commands, columns, selection and sizes. */
  readonly scope: string;
  readonly title: string;
  /** What readers call the list. */
  readonly label: string;
  readonly placeholder: string;
  readonly columns: readonly Column<R>[];
  readonly isMultiple?: boolean;
  readonly dragData?: (id: string) => Record<string, unknown>;
  readonly onOpen: (row: R) => void;
  /** What is shown when there is nothing at all. */
  readonly empty: ReactElement;
  readonly details: (chosen: readonly R[]) => ReactElement | null;
  readonly detailsName: string;
  /** False when no row of this list has details. */
  readonly hasDetails?: boolean;
}

interface ListFrameProps<R> {
  readonly words: ListWords<R>;
  readonly id: (row: R) => string;
  /** Null while nothing was read yet. */
  readonly rows: readonly R[] | RowWindow<R> | null;
  /** How many there are without the filter; null until it is known. */
  readonly count: number | null;
  /** How many of them match; null while nothing is filtered. */
  readonly matching: number | null;
  readonly chosen: Chosen<R>;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  /** Why the list cannot be shown. */
  readonly problem: Problem | null;
  /** Rows that the list had to leave out. */
  readonly unreadable: readonly UnreadableRow[];
  readonly onRetry: () => void;
}

/** Says in place that rows are missing from the list; which ones is a click away. */
function LeftOut({ rows }: { readonly rows: readonly UnreadableRow[] }) {
  const { text, dialogs } = useShell();
  if (rows.length === 0) return null;
  const open = (): void => void dialogs.ask('list.unreadable', { rows });
  return (
    <Button size="small" appearance="subtle" icon={<Warning20Regular />} onClick={open}>
      {text('components:unreadableRows', { count: rows.length })}
    </Button>
  );
}

function NothingMatches({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  const { text } = useShell();
  // The button goes with what it stands under, and the focus must not go with it.
  const clear = (button: HTMLElement): void => {
    button.closest<HTMLElement>('[role=grid]')?.focus();
    onClear();
  };
  return (
    <EmptyState
      title={text('components:nothingMatches', { text: filter })}
      text={text('components:nothingMatchesHint')}
      actions={<Button onClick={(event) => clear(event.currentTarget)}>{text('components:clearFilter')}</Button>}
    />
  );
}

/** All that match are not looked at one by one: how many they are is what there is to say. */
function AllChosen({ count }: { readonly count: number }) {
  const { text } = useShell();
  const content = <p className="ws-pad">{text('components:allSelectedHint')}</p>;
  return (
    <DetailsPane
      title={text('components:allSelected', { count })}
      tabs={[{ id: 'summary', label: text('components:summary'), content }]}
      activeTab="summary"
      onTab={() => undefined}
    />
  );
}

/** The place of the details while no row is selected: a pane that comes with the first click would move that row away. */
function NoneChosen() {
  const { text } = useShell();
  return (
    <section className="ws-details" aria-label={text('components:details')}>
      <p className="ws-pad ws-muted">{text('components:selectForDetails')}</p>
    </section>
  );
}

/** Below the list: the details, or the way back to them when they were closed. */
function useDetails<R>({ details, hasDetails: wantsDetails = true }: ListWords<R>, chosen: Chosen<R>, total: number) {
  const shell = useShell();
  const isShown = useStore(shell.settings.store, (state) => state.settings.hasDetails);
  const show = (hasDetails: boolean): void => void shell.attempt(() => shell.settings.set({ hasDetails }));
  const isAll = chosen.input?.kind === 'all';
  const some = chosen.rows.length === 0 ? null : details(chosen.rows);
  const isPlace = wantsDetails && chosen.count === 0 && total > 0;
  const pane = isAll ? <AllChosen count={chosen.count} /> : isPlace ? <NoneChosen /> : some;
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

const noRows: readonly never[] = [];

/** A node of the tree: commands, filter, list, and the details of what is selected. */
export function ListFrame<R>(props: ListFrameProps<R>) {
  const { words, rows, id, filter, onFilter } = props;
  const { scope, columns, isMultiple = true, dragData } = words;
  const shell = useShell();
  const layout = useListLayout(scope);
  const selection = useListSelection(scope);
  const size = usePaneSize(`${scope}-details`, 248);
  const { end, closed } = useDetails(
    words,
    props.chosen,
    rows === null ? 0 : 'rowAt' in rows ? rows.total : rows.length,
  );
  if (props.problem !== null) return <ErrorPage problem={props.problem} onRetry={props.onRetry} />;
  const list = (
    <DataList
      {...layout}
      {...selection}
      label={words.label}
      columns={columns}
      rows={rows ?? noRows}
      id={id}
      isLoading={rows === null}
      isMultiple={isMultiple}
      onOpen={words.onOpen}
      onFailure={shell.report}
      {...(dragData === undefined ? {} : { dragData })}
      menu={<CommandMenu scope={scope} />}
      empty={filter === '' ? words.empty : <NothingMatches filter={filter} onClear={() => onFilter('')} />}
    />
  );
  return (
    <div className="ws-page">
      <CommandBar scope={scope} />
      <FilterBar
        title={words.title}
        count={props.count}
        matching={props.matching}
        filter={filter}
        onFilter={onFilter}
        placeholder={words.placeholder}
      >
        <LeftOut rows={props.unreadable} />
        <ColumnsMenu columns={columns} {...layout} />
      </FilterBar>
      <Splitter
        direction="column"
        side="end"
        size={size.size}
        minimum={120}
        maximum={460}
        onSize={size.setSize}
        name={words.detailsName}
        restName={words.label}
        start={list}
        end={end}
      />
      {closed}
    </div>
  );
}
