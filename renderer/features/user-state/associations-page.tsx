import { ArrowRight20Regular, Desktop20Regular, PersonSwap24Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Association, StateStoreRow } from '#shared/model/state-migration';
import type { StateStoreId } from '#shared/model/ids';
import { ListPage } from '../../app/list-page.tsx';
import { useModel, useResource, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
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
  const state = useResource(model.associations);
  const stores = useResource(model.stores).data;
  const missing = useStore(model.restoreMissing, (known) => known.byStore);
  const storeOf = useMemo(() => storeFinder(stores, missing), [stores, missing]);
  const columns = useMemo(() => associationColumns(shell, storeOf), [shell, storeOf]);
  return (
    <ListPage
      scope={associationsNode}
      title={text('user-state:association.title')}
      label={text('user-state:association.list')}
      placeholder={text('user-state:association.filter')}
      state={state}
      onRetry={() => void model.associations.refresh()}
      rows={state.data}
      id={(one) => one.id}
      columns={columns}
      onOpen={() => void shell.commands.run('associations.open')}
      empty={<AssociationsEmpty />}
      details={(chosen) => <AssociationDetails associations={chosen} storeOf={storeOf} />}
      detailsName={text('user-state:association.details.label')}
    />
  );
}

export type StoreOf = (one: Association) => ShownStore | null;

function storeFinder(stores: readonly StateStoreRow[] | null, missing: ReadonlyMap<StateStoreId, number>): StoreOf {
  const byId = new Map(
    (stores ?? []).map((store) => [store.id, { ...store, restoreMissing: missing.get(store.id) ?? null }]),
  );
  return (one) => (one.stateStoreId === null ? null : (byId.get(one.stateStoreId) ?? null));
}

function AssociationsEmpty() {
  const { text } = useShell();
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
      width: 100,
      text: (one) => text(`user-state:association.type.${one.type}`),
    },
    {
      id: 'accounts',
      name: text('user-state:association.column.accounts'),
      width: 104,
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
