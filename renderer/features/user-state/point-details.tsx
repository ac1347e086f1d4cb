import { DatabasePerson20Regular, Desktop20Regular, Folder20Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { MigrationPoint, MigrationPointFolder, StateStoreRow } from '#shared/model/state-migration';
import { useListLayout, useListSelection, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { ServerDataList } from '../../app/server-data-list.tsx';
import { DataList } from '../../components/data-list.tsx';
import { DetailsPane } from '../../components/details-pane.tsx';
import type { Column } from '../../components/list-model.ts';
import { EmptyState, Facts, IconText } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { storesList } from './model.ts';
import { openResult } from './tabs.ts';
import { folderWords, policyWords, storeNextWords, storeWords } from './words.ts';

interface PointDetailsProps {
  readonly point: MigrationPoint;
}

/** Stores of a migration point with what happens to them next, its folders as they are now, its policy. */
export function PointDetails({ point }: PointDetailsProps) {
  const { text } = useShell();
  const [tab, setTab] = useState('stores');
  return (
    <DetailsPane
      icon={<DatabasePerson20Regular />}
      title={point.name}
      activeTab={tab}
      onTab={setTab}
      tabs={[
        {
          id: 'stores',
          label: text('user-state:point.details.stores', { amount: point.storeCount }),
          content: <Stores point={point} />,
        },
        {
          id: 'folders',
          label: text('user-state:point.details.folders', { amount: point.folders.length }),
          content: <Folders folders={point.folders} />,
        },
        { id: 'summary', label: text('user-state:point.details.summary'), content: <Summary point={point} /> },
      ]}
    />
  );
}

function Summary({ point }: { readonly point: MigrationPoint }) {
  const shell = useShell();
  const { text } = shell;
  return (
    <div className="ws-pad">
      <Facts
        rows={[
          [
            text('user-state:point.details.mode'),
            text(point.restoreOnly ? 'user-state:point.details.modeRestoreOnly' : 'user-state:point.details.modeBoth'),
          ],
          [text('user-state:point.details.policy'), policyWords(shell, point)],
        ]}
      />
    </div>
  );
}

function Stores({ point }: PointDetailsProps) {
  const shell = useShell();
  const { text } = shell;
  const columns = useMemo(() => storeColumns(shell), [shell]);
  const criteria = useMemo(() => ({ migrationPointId: point.id, exists: true }), [point.id]);
  return (
    <ServerDataList
      list={storesList}
      criteria={criteria}
      label={text('user-state:point.details.stores', { amount: point.storeCount })}
      columns={columns}
      onOpen={(store) => openResult(shell, store.id, store)}
      empty={<EmptyState title={text('user-state:point.details.noStores')} />}
    />
  );
}

function storeColumns(shell: Shell): readonly Column<StateStoreRow>[] {
  const { text, format } = shell;
  return [
    {
      id: 'owner',
      name: text('user-state:point.details.owner'),
      isName: true,
      text: (store) => store.sourceName,
      cell: (store) => <IconText icon={<Desktop20Regular />}>{store.sourceName}</IconText>,
    },
    {
      id: 'destination',
      name: text('user-state:point.details.destination'),
      width: 140,
      text: (store) => store.destinationName ?? '',
    },
    {
      id: 'size',
      name: text('user-state:point.details.size'),
      width: 90,
      align: 'end',
      text: (store) => format.bytes(store.byteCount),
      compare: (one, other) => one.byteCount - other.byteCount,
    },
    {
      id: 'state',
      name: text('user-state:point.details.state'),
      width: 200,
      isWhole: true,
      text: (store) => storeWords(shell, store).text,
      cell: (store) => {
        const words = storeWords(shell, store);
        return <State name={words.state}>{words.text}</State>;
      },
    },
    {
      id: 'next',
      name: text('user-state:point.details.next'),
      width: 200,
      isWhole: true,
      text: (store) => storeNextWords(shell, store, Date.now()),
    },
  ];
}

function Folders({ folders }: { readonly folders: readonly MigrationPointFolder[] }) {
  const shell = useShell();
  const { text } = shell;
  const layout = useListLayout('point-folders');
  const selection = useListSelection('point-folders');
  const columns = useMemo(() => folderColumns(shell), [shell]);
  return (
    <DataList
      {...layout}
      {...selection}
      label={text('user-state:point.details.folders', { amount: folders.length })}
      columns={columns}
      rows={folders}
      id={(folder) => folder.id}
      isMultiple={false}
    />
  );
}

function folderColumns(shell: Shell): readonly Column<MigrationPointFolder>[] {
  const { text, format } = shell;
  return [
    {
      id: 'path',
      name: text('user-state:point.details.folder'),
      isName: true,
      text: (folder) => folder.path,
      cell: (folder) => <IconText icon={<Folder20Regular />}>{folder.path}</IconText>,
    },
    {
      id: 'most',
      name: text('user-state:point.details.most'),
      width: 120,
      align: 'end',
      text: (folder) => format.number(folder.maximumClients),
    },
    {
      id: 'least',
      name: text('user-state:point.details.least'),
      width: 104,
      align: 'end',
      text: (folder) =>
        `${format.number(folder.minimumFreeSpace)} ${text(`user-state:point.form.unit.${folder.minimumFreeSpaceUnit}`)}`,
    },
    {
      id: 'used',
      name: text('user-state:point.details.used'),
      width: 110,
      align: 'end',
      text: (folder) => format.bytes(folder.usedBytes),
      compare: (one, other) => one.usedBytes - other.usedBytes,
    },
    {
      id: 'now',
      name: text('user-state:point.details.now'),
      width: 210,
      isWhole: true,
      text: (folder) => folderWords(shell, folder).text,
      cell: (folder) => {
        const words = folderWords(shell, folder);
        return <State name={words.state}>{words.text}</State>;
      },
    },
  ];
}
