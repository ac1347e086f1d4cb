import { Desktop20Regular, Desktop24Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { DeviceRow } from '#shared/model/device';
import { ServerListPage } from '../../app/list-page.tsx';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { DeviceDetails } from './device-details.tsx';
import { devicesList, driveLetters } from './model.ts';
import { CutText } from '../../components/cut-text.tsx';

const everyDevice = {};

/** The computers that the site knows. */
export function DevicesPage() {
  const shell = useShell();
  const { text } = shell;
  const columns = useMemo(() => deviceColumns(shell), [shell]);
  return (
    <ServerListPage
      list={devicesList}
      criteria={everyDevice}
      title={text('devices:title')}
      label={text('devices:list')}
      placeholder={text('devices:filter')}
      columns={columns}
      onOpen={() => void shell.commands.run('devices.properties')}
      empty={<DevicesEmpty />}
      details={(chosen) => <DeviceDetails devices={chosen} />}
      detailsName={text('devices:details.label')}
    />
  );
}

function DevicesEmpty() {
  const { text } = useShell();
  return (
    <EmptyState
      icon={<Desktop24Regular />}
      title={text('devices:empty.title')}
      text={text('devices:empty.text')}
      actions={<CommandButton id="devices.create" appearance="primary" />}
    />
  );
}

function deviceColumns({ text }: Shell): readonly Column<DeviceRow>[] {
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
      width: 132,
      isWhole: true,
      text: (device) => text(`devices:connection.${device.connection.kind}`),
      cell: (device) => (
        <State name={device.connection.kind === 'none' ? 'unknown' : 'none'}>
          {text(`devices:connection.${device.connection.kind}`)}
        </State>
      ),
    },
    {
      id: 'environment',
      name: text('devices:column.environment'),
      width: 150,
      isWhole: true,
      text: (device) => text(`devices:environment.${device.environment}`),
    },
    {
      id: 'mac',
      name: text('devices:column.mac'),
      width: 146,
      isWhole: true,
      text: (device) => device.macAddress,
      cell: (device) => <CutText className="ws-mono">{device.macAddress}</CutText>,
    },
    { id: 'system', name: text('devices:column.system'), width: 190, text: (device) => device.system },
    { id: 'model', name: text('devices:column.model'), width: 130, text: (device) => device.model },
    {
      id: 'drives',
      name: text('devices:column.drives'),
      width: 90,
      text: (device) => driveLetters(device).join(' '),
    },
  ];
}
