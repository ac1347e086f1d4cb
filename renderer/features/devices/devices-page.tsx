import { Button } from '@fluentui/react-components';
import { Desktop20Regular, Desktop24Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { Device } from '#shared/model/device';
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
import { devicesNode } from './commands.tsx';
import { DeviceDetails } from './device-details.tsx';
import { devicesModel, driveLetters, modelNameOf, systemOf } from './model.ts';

/** The computers that the site knows. */
export function DevicesPage() {
  const shell = useShell();
  const { text } = shell;
  const { list } = useModel(devicesModel);
  const { data, status, problem } = useResource(list);
  const [filter, setFilter] = useState('');
  const layout = useListLayout(devicesNode);
  const selection = useListSelection(devicesNode);
  const details = usePaneSize('devices-details', 260);
  const columns = useMemo(() => deviceColumns(shell), [shell]);
  if (status === 'failed' && data === null && problem !== null) {
    return <ErrorPage problem={problem} onRetry={() => void list.refresh()} />;
  }
  const rows = filterRows(data ?? [], columns, filter);
  const chosen = (data ?? []).filter((device) => selection.selection.ids.includes(device.id));
  return (
    <div className="ws-page">
      <CommandBar scope={devicesNode} />
      <FilterBar
        title={text('devices:title')}
        count={data?.length ?? 0}
        filter={filter}
        onFilter={setFilter}
        placeholder={text('devices:filter')}
      >
        <ColumnsMenu columns={columns} {...layout} />
      </FilterBar>
      <Splitter
        direction="column"
        side="end"
        size={details.size}
        minimum={120}
        maximum={460}
        onSize={details.setSize}
        name={text('devices:details.label')}
        restName={text('devices:list')}
        start={
          <DataList
            {...layout}
            {...selection}
            label={text('devices:list')}
            columns={columns}
            rows={rows}
            id={(device) => device.id}
            isLoading={status === 'loading' && data === null}
            onOpen={() => void shell.commands.run('devices.properties')}
            menu={<CommandMenu scope={devicesNode} />}
            empty={<DevicesEmpty filter={filter} onClear={() => setFilter('')} />}
          />
        }
        end={chosen.length === 0 ? null : <DeviceDetails devices={chosen} />}
      />
    </div>
  );
}

interface DevicesEmptyProps {
  readonly filter: string;
  readonly onClear: () => void;
}

function DevicesEmpty({ filter, onClear }: DevicesEmptyProps) {
  const { text } = useShell();
  if (filter !== '') {
    return (
      <EmptyState
        title={text('devices:empty.nothingMatches', { filter })}
        actions={<Button onClick={onClear}>{text('devices:empty.clear')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Desktop24Regular />}
      title={text('devices:empty.title')}
      text={text('devices:empty.text')}
      actions={<CommandButton id="devices.create" appearance="primary" />}
    />
  );
}

function deviceColumns({ text }: Shell): readonly Column<Device>[] {
  return [
    {
      id: 'name',
      name: text('devices:column.name'),
      isName: true,
      minWidth: 140,
      text: (device) => device.name,
      cell: (device) => <IconText icon={<Desktop20Regular />}>{device.name}</IconText>,
    },
    {
      id: 'connection',
      name: text('devices:column.connection'),
      width: 120,
      text: (device) => text(`devices:connection.${device.connection.kind}`),
      cell: (device) => (
        <State name={device.connection.kind === 'folder' ? 'none' : 'unknown'}>
          {text(`devices:connection.${device.connection.kind}`)}
        </State>
      ),
    },
    {
      id: 'environment',
      name: text('devices:column.environment'),
      width: 150,
      text: (device) => text(`devices:environment.${device.environment}`),
    },
    {
      id: 'mac',
      name: text('devices:column.mac'),
      width: 146,
      text: (device) => device.macAddress,
      cell: (device) => <span className="ws-mono">{device.macAddress}</span>,
    },
    { id: 'system', name: text('devices:column.system'), width: 190, text: systemOf },
    { id: 'model', name: text('devices:column.model'), width: 130, text: modelNameOf },
    {
      id: 'drives',
      name: text('devices:column.drives'),
      width: 90,
      text: (device) => driveLetters(device).join(' '),
    },
  ];
}
