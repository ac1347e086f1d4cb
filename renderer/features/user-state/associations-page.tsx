import { Button } from '@fluentui/react-components';
import { ArrowRight20Regular, Desktop20Regular, PersonSwap24Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Association, StateStoreRow } from '#shared/model/state-migration';
import type { StateStoreId } from '#shared/model/ids';
import {
  useListLayout,
  useListSelection,
  useModel,
  usePaneSize,
  useResource,
  useShell,
} from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandBar, CommandButton } from '../../commands/command-bar.tsx';
import { CommandMenu } from '../../commands/command-menu.tsx';
import { DataList } from '../../components/data-list.tsx';
import { ErrorPage } from '../../components/error-text.tsx';
import { ColumnsMenu, FilterBar } from '../../components/filter-bar.tsx';
import { filterRows, type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { Splitter } from '../../components/splitter.tsx';
import { State } from '../../components/state.tsx';
import { associationsNode } from './association-commands.tsx';
import { AssociationDetails } from './association-details.tsx';
import { missingOf, type ShownStore } from './association-state.ts';
import { userStateModel } from './model.ts';
import { accountsWords, associationWords } from './words.ts';

/** Which computer's files go where, and how far they are. */
export function AssociationsPage() {
  const shell = useShell();
  const { text } = shell;
  const model = useModel(userStateModel);
  const { data, status, problem } = useResource(model.associations);
  const stores = useResource(model.stores).data;
  const [filter, setFilter] = useState('');
  const layout = useListLayout(associationsNode);
  const selection = useListSelection(associationsNode);
  const details = usePaneSize('association-details', 270);
  const missing = useStore(model.restoreMissing, (state) => state.byStore);
  const storeOf = useMemo(() => storeFinder(stores, missing), [stores, missing]);
  const columns = useMemo(() => associationColumns(shell, storeOf), [shell, storeOf]);
  if (status === 'failed' && data === null && problem !== null) {
    return <ErrorPage problem={problem} onRetry={() => void model.associations.refresh()} />;
  }
  const rows = filterRows(data ?? [], columns, filter);
  const chosen = (data ?? []).filter((one) => selection.selection.ids.includes(one.id));
  return (
    <div className="ws-page">
      <CommandBar scope={associationsNode} />
      <FilterBar
        title={text('user-state:association.title')}
        count={data?.length ?? 0}
        filter={filter}
        onFilter={setFilter}
        placeholder={text('user-state:association.filter')}
      >
        <ColumnsMenu columns={columns} {...layout} />
      </FilterBar>
      <Splitter
        direction="column"
        side="end"
        size={details.size}
        minimum={140}
        maximum={460}
        onSize={details.setSize}
        name={text('user-state:association.details.label')}
        restName={text('user-state:association.list')}
        start={
          <DataList
            {...layout}
            {...selection}
            label={text('user-state:association.list')}
            columns={columns}
            rows={rows}
            id={(one) => one.id}
            isLoading={status === 'loading' && data === null}
            onOpen={() => void shell.commands.run('associations.open')}
            menu={<CommandMenu scope={associationsNode} />}
            empty={<AssociationsEmpty filter={filter} onClear={() => setFilter('')} />}
          />
        }
        end={chosen.length === 0 ? null : <AssociationDetails associations={chosen} storeOf={storeOf} />}
      />
    </div>
  );
}

export type StoreOf = (one: Association) => ShownStore | null;

function storeFinder(stores: readonly StateStoreRow[] | null, missing: ReadonlyMap<StateStoreId, number>): StoreOf {
  const byId = new Map(
    (stores ?? []).map((store) => [store.id, { ...store, restoreMissing: missing.get(store.id) ?? null }]),
  );
  return (one) => (one.stateStoreId === null ? null : (byId.get(one.stateStoreId) ?? null));
}

interface AssociationsEmptyProps {
  readonly filter: string;
  readonly onClear: () => void;
}

function AssociationsEmpty({ filter, onClear }: AssociationsEmptyProps) {
  const { text } = useShell();
  if (filter !== '') {
    return (
      <EmptyState
        title={text('user-state:association.empty.nothingMatches', { filter })}
        actions={<Button onClick={onClear}>{text('user-state:association.empty.clear')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<PersonSwap24Regular />}
      title={text('user-state:association.empty.title')}
      text={text('user-state:association.empty.text')}
      actions={<CommandButton id="associations.create" appearance="primary" />}
    />
  );
}

function associationColumns(shell: Shell, storeOf: StoreOf): readonly Column<Association>[] {
  return [...pairColumns(shell, storeOf), ...timeColumns(shell, storeOf)];
}

function pairColumns(shell: Shell, storeOf: StoreOf): readonly Column<Association>[] {
  const { text } = shell;
  return [
    {
      id: 'source',
      name: text('user-state:association.column.source'),
      isName: true,
      minWidth: 130,
      text: (one) => one.sourceName,
      cell: (one) => <IconText icon={<Desktop20Regular />}>{one.sourceName}</IconText>,
    },
    {
      id: 'destination',
      name: text('user-state:association.column.destination'),
      width: 112,
      text: (one) => one.destinationName,
      cell: (one) => <IconText icon={<ArrowRight20Regular />}>{one.destinationName}</IconText>,
    },
    {
      id: 'state',
      name: text('user-state:association.column.state'),
      width: 170,
      text: (one) => associationWords(shell, one, storeOf(one)).text,
      cell: (one) => {
        const words = associationWords(shell, one, storeOf(one));
        return <State name={words.state}>{words.text}</State>;
      },
    },
    {
      id: 'type',
      name: text('user-state:association.column.type'),
      width: 92,
      text: (one) => text(`user-state:association.type.${one.type}`),
    },
    {
      id: 'accounts',
      name: text('user-state:association.column.accounts'),
      width: 112,
      text: (one) => accountsWords(shell, one),
    },
  ];
}

function timeColumns({ text, format }: Shell, storeOf: StoreOf): readonly Column<Association>[] {
  const date = (at: number | null): string => (at === null ? '' : format.date(at));
  return [
    {
      id: 'saved',
      name: text('user-state:association.column.saved'),
      width: 134,
      text: (one) => date(one.capturedAt),
      compare: (one, other) => (one.capturedAt ?? 0) - (other.capturedAt ?? 0),
    },
    {
      id: 'restored',
      name: text('user-state:association.column.restored'),
      width: 134,
      text: (one) => date(one.restoredAt),
      compare: (one, other) => (one.restoredAt ?? 0) - (other.restoredAt ?? 0),
    },
    {
      id: 'missing',
      name: text('user-state:association.column.missing'),
      width: 68,
      align: 'end',
      text: (one) => (one.capturedAt === null ? '' : format.number(missingOf(one, storeOf(one)))),
      compare: (one, other) => missingOf(one, storeOf(one)) - missingOf(other, storeOf(other)),
    },
    {
      id: 'store',
      name: text('user-state:association.column.store'),
      width: 200,
      text: (one) => one.storePath ?? '',
      cell: (one) => <span className="ws-mono">{one.storePath ?? ''}</span>,
    },
  ];
}
