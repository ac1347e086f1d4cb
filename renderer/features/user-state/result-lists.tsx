import { countMissing, entriesOf } from '#shared/model/user-state';
import { Button, Tab, TabList } from '@fluentui/react-components';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useListLayout, useListSelection, useShell } from '../../app/shell-context.tsx';
import { DataList } from '../../components/data-list.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import type { Column } from '../../components/list-model.ts';
import { chosenTest } from '../../components/list-selection.ts';
import { EmptyState, Facts, Section } from '../../components/parts.tsx';
import {
  accountColumns,
  damageColumns,
  leftOutColumns,
  missingColumns,
  objectColumns,
  renamedColumns,
} from './result-columns.tsx';
import type { ObjectSearch } from './object-search.ts';
import {
  leftOutRows,
  missingRows,
  notCarriedKindCount,
  notCarriedSentences,
  resultNotes,
  type MissingRow,
} from './result-rows.ts';
import type { StateResultData } from './state-result.ts';
import { SearchField } from '../../components/search-field.tsx';

type ListId = 'missing' | 'damaged' | 'renamed' | 'leftOut' | 'accounts' | 'notes' | 'objects';

interface ResultListsProps {
  readonly data: StateResultData;
  readonly search: ObjectSearch;
}

/** Everything that has a list: missing first, then what was renamed, left out, noted, and what lies in the store. */
export function ResultLists({ data, search }: ResultListsProps) {
  const { text } = useShell();
  const amounts = amountsOf(data);
  const shown = listIds.filter((id) => id === 'missing' || id === 'objects' || amounts[id] > 0);
  const [chosen, setChosen] = useState<ListId | null>(null);
  const active =
    chosen !== null && shown.includes(chosen) ? chosen : amounts.missing > 0 ? 'missing' : firstOf(amounts);
  return (
    <Section
      title={text('user-state:result.lists.label')}
      className="ws-result-lists"
      actions={
        <TabList
          size="small"
          selectedValue={active}
          aria-label={text('user-state:result.lists.label')}
          onTabSelect={(_event, tab) => setChosen(tab.value as ListId)}
        >
          {shown.map((id) => (
            <Tab key={id} value={id}>
              {text(`user-state:result.lists.${id}`, { amount: amounts[id] })}
            </Tab>
          ))}
        </TabList>
      }
    >
      <ListOf id={active} data={data} search={search} />
    </Section>
  );
}

const listIds: readonly ListId[] = ['missing', 'damaged', 'renamed', 'leftOut', 'accounts', 'notes', 'objects'];

function amountsOf({ row, capture, restore, verify }: StateResultData): Readonly<Record<ListId, number>> {
  const missing = countMissing({ capture, restore }, 0);
  return {
    missing,
    damaged: verify?.damagedCount ?? 0,
    renamed: restore?.renamedCount ?? 0,
    leftOut: Math.max((capture?.leftOutCount ?? 0) - (capture?.missingCount ?? 0), 0),
    accounts: restore?.plannedAccounts.length ?? 0,
    notes:
      resultNotes(capture, restore).length +
      notCarriedKindCount(capture, restore) +
      ((restore?.linksNotRestored ?? 0) > 0 ? 1 : 0),
    objects: row.fileCount,
  };
}

function firstOf(amounts: Readonly<Record<ListId, number>>): ListId {
  return amounts.damaged > 0 ? 'damaged' : 'objects';
}

function ListOf({ id, data, search }: ResultListsProps & { readonly id: ListId }) {
  const shell = useShell();
  const { capture, restore, verify } = data;
  const amount = amountsOf(data)[id];
  const common = { id: `result-${id}`, label: shell.text(`user-state:result.lists.${id}`, { amount }), total: amount };
  switch (id) {
    case 'missing':
      return (
        <PlainList
          {...common}
          columns={missingColumns(shell)}
          rows={missingRows(shell, capture, restore)}
          rowId={(row) => row.path}
          whole={(row) => <MissingWhole row={row} />}
        />
      );
    case 'damaged':
      return (
        <PlainList {...common} columns={damageColumns(shell)} rows={verify?.damaged ?? []} rowId={(row) => row.path} />
      );
    case 'renamed':
      return (
        <PlainList
          {...common}
          columns={renamedColumns(shell)}
          rows={restore?.renamed ?? []}
          rowId={(row) => row.targetPath}
        />
      );
    case 'leftOut':
      return (
        <PlainList
          {...common}
          total={entriesOf(amount, leftOutRows(capture))}
          columns={leftOutColumns(shell)}
          rows={leftOutRows(capture)}
          rowId={(row) => row.path}
        />
      );
    case 'accounts':
      return (
        <>
          <p className="ws-muted ws-small ws-pad-inline">{shell.text('user-state:result.lists.accountsHint')}</p>
          <PlainList
            {...common}
            columns={accountColumns(shell)}
            rows={restore?.plannedAccounts ?? []}
            rowId={(row) => row.name}
          />
        </>
      );
    case 'notes':
      return <Notes data={data} />;
    case 'objects':
      return <Objects search={search} />;
  }
}

function MissingWhole({ row }: { readonly row: MissingRow }) {
  const { text } = useShell();
  return (
    <>
      <span className="ws-mono ws-break">{row.path}</span>
      <Facts
        rows={[
          [text('user-state:result.lists.cause'), row.cause],
          [text('user-state:result.lists.remedy'), row.remedy],
        ]}
      />
    </>
  );
}

function Notes({ data: { capture, restore } }: { readonly data: StateResultData }) {
  const shell = useShell();
  const { text } = shell;
  const links = restore?.linksNotRestored ?? 0;
  return (
    <ul className="ws-notes">
      {resultNotes(capture, restore)
        .map(shell.say)
        .map((note) => (
          <li key={note}>{note}</li>
        ))}
      {notCarriedSentences(shell, capture, restore).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {links > 0 ? <li>{text('user-state:result.lists.linksNotRestored', { count: links })}</li> : null}
    </ul>
  );
}

interface PlainListProps<R> {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  /** May be more than the rows: long lists are cut. */
  readonly total: number;
  /** The chosen row below the list, with sentences that no column holds. */
  readonly whole?: (row: R) => ReactNode;
}

function PlainList<R>({ id, label, columns, rows, rowId, total, whole }: PlainListProps<R>) {
  const { text } = useShell();
  const layout = useListLayout(id);
  const selection = useListSelection(id);
  const isChosen = chosenTest(selection.selection);
  const chosen = rows.find((row) => isChosen(rowId(row)));
  return (
    <>
      <div
        className={`ws-flatlist ${whole === undefined ? 'ws-fill' : 'ws-result-short'}`}
        {...(whole === undefined ? {} : { style: { height: Math.max(rows.length, 2) * 28 + 32 } })}
      >
        <DataList
          {...layout}
          {...selection}
          label={label}
          columns={columns}
          rows={rows}
          id={rowId}
          isMultiple={false}
          empty={<EmptyState title={text('user-state:result.lists.none')} />}
        />
      </div>
      {whole === undefined || rows.length === 0 ? null : (
        <div className="ws-result-whole" role="status">
          {chosen === undefined ? (
            <span className="ws-muted">{text('user-state:result.lists.choose')}</span>
          ) : (
            whole(chosen)
          )}
        </div>
      )}
      {rows.length < total ? (
        <p className="ws-muted ws-small ws-pad-inline">
          {text('user-state:result.lists.cut', { shown: rows.length, amount: total })}
        </p>
      ) : null}
    </>
  );
}

/** Looks into the store itself: the catalog is asked, page by page. */
function Objects({ search }: { readonly search: ObjectSearch }) {
  const shell = useShell();
  const { text } = shell;
  const state = useStore(search.objects);
  const layout = useListLayout('result-objects');
  const selection = useListSelection('result-objects');
  const columns = useMemo(() => objectColumns(shell), [shell]);
  useEffect(() => {
    if (search.objects.getState().status === 'idle') void search.search('');
  }, [search]);
  return (
    <>
      <div className="ws-row ws-pad-inline">
        <SearchField
          size="small"
          className="ws-filter"
          placeholder={text('user-state:result.lists.search')}
          aria-label={text('user-state:result.lists.search')}
          value={state.filter}
          onChange={(_event, { value }) => void search.search(value)}
        />
        <span className="ws-muted ws-small" role="status">
          {state.status === 'ready'
            ? text(state.filter === '' ? 'user-state:result.lists.all' : 'user-state:result.lists.found', {
                count: state.total,
              })
            : ''}
        </span>
        <span className="ws-grow" />
        {state.objects.length < state.total ? (
          <Button size="small" appearance="subtle" onClick={() => void search.showMore()}>
            {text('user-state:result.lists.more', { shown: state.objects.length, amount: state.total })}
          </Button>
        ) : null}
      </div>
      {state.problem === null ? null : <ErrorText problem={state.problem} />}
      <div className="ws-flatlist ws-fill">
        <DataList
          {...layout}
          {...selection}
          label={text('user-state:result.lists.search')}
          columns={columns}
          rows={state.objects}
          id={(object) => String(object.id)}
          isLoading={state.status === 'loading' && state.objects.length === 0}
          isMultiple={false}
          empty={state.status === 'failed' ? null : <EmptyState title={text('user-state:result.lists.nothingFound')} />}
        />
      </div>
    </>
  );
}
