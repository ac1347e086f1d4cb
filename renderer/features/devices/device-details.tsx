import { Button, Spinner } from '@fluentui/react-components';
import { Desktop20Regular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Device, DeviceRow, DriveCheck } from '#shared/model/device';
import type { Association } from '#shared/model/state-migration';
import { useAnswer, useModel, useShell, type Answer } from '../../app/shell-context.tsx';
import { DetailsPane, type DetailsTab } from '../../components/details-pane.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import { Facts } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { LocalComputer, localTabs, shownFacts } from './local-details.tsx';
import { deviceChecksModel, driveLetters } from './model.ts';

/** Facts about the selected device: identity, drives as they are now, variables, associations. */
export function DeviceDetails({ devices }: { readonly devices: readonly DeviceRow[] }) {
  const { text } = useShell();
  const [tab, setTab] = useState('summary');
  const [row] = devices;
  if (row === undefined) return null;
  const pane = (tabs: readonly DetailsTab[]) => (
    <DetailsPane
      icon={<Desktop20Regular />}
      title={devices.length === 1 ? row.name : text('devices:details.several', { count: devices.length })}
      tabs={tabs}
      activeTab={tab}
      onTab={setTab}
    />
  );
  return devices.length === 1 ? <OneDevice row={row} pane={pane} /> : pane([severalTab(devices, text)]);
}

/** Associations of one device that are shown with it. */
const mostAssociations = 200;

interface OneDeviceProps {
  readonly row: DeviceRow;
  readonly pane: (tabs: readonly DetailsTab[]) => ReactElement;
}

/** Facts and variables come with the device itself; until it is read its row says what it can. */
function OneDevice({ row, pane }: OneDeviceProps) {
  const shell = useShell();
  const { text } = shell;
  const read = useAnswer('device.get', { deviceId: row.id });
  const ofDevices = { kind: 'ids' as const, ids: [row.id] };
  const associations = useAnswer('association.list', { ofDevices, limit: mostAssociations });
  const device: Device = { ...row, facts: {}, variables: [], ...read.data };
  const shared = sharedTabs(device, associations, text);
  const summary = summaryTab(device, text);
  if (device.connection.kind !== 'local') return pane([summary, drivesTab(device, text), ...shared]);
  return (
    <LocalComputer>{(computer) => pane([summary, ...localTabs(shell, device, computer), ...shared])}</LocalComputer>
  );
}

type Text = ReturnType<typeof useShell>['text'];

function severalTab(devices: readonly DeviceRow[], text: Text): DetailsTab {
  return {
    id: 'summary',
    label: text('devices:details.summary'),
    content: <p className="ws-pad">{devices.map((device) => device.name).join(', ')}</p>,
  };
}

function summaryTab(device: Device, text: Text): DetailsTab {
  return { id: 'summary', label: text('devices:details.summary'), content: <DeviceSummary device={device} /> };
}

function drivesTab(device: Device, text: Text): DetailsTab {
  return {
    id: 'drives',
    label: text('devices:details.drives', { amount: driveLetters(device).length }),
    content: <DeviceDrives device={device} />,
  };
}

type Associations = Answer<{ readonly rows: readonly Association[]; readonly total: number }>;

function sharedTabs(device: Device, associations: Associations, text: Text): readonly DetailsTab[] {
  return [
    {
      id: 'variables',
      label: text('devices:details.variables', { amount: device.variables.length }),
      content: <DeviceVariables device={device} />,
    },
    {
      id: 'associations',
      label: text('devices:details.associations', { amount: associations.data?.total ?? 0 }),
      content: <DeviceAssociations device={device} associations={associations} />,
    },
  ];
}

function DeviceSummary({ device }: { readonly device: Device }) {
  const shell = useShell();
  const { text, format } = shell;
  const connectionWords = {
    folder: 'devices:details.connectionFolder',
    local: 'devices:details.connectionLocal',
    none: 'devices:details.connectionNone',
  } as const;
  const none = '–';
  const rows: (readonly [string, ReactNode])[] = [
    [text('devices:details.connection'), text(connectionWords[device.connection.kind])],
    [text('devices:details.environment'), text(`devices:environment.${device.environment}`)],
    [text('devices:details.mac'), device.macAddress || none],
    [
      text('devices:details.commands'),
      text(device.allowHostCommands ? 'devices:details.commandsAllowed' : 'devices:details.commandsRefused'),
    ],
    [text('devices:details.guid'), device.smbiosGuid || none],
    [text('devices:details.modified'), format.date(device.modifiedAt)],
    [text('devices:details.description'), device.description || none],
    [text('devices:details.created'), format.date(device.createdAt)],
  ];
  // Those of this computer have a tab of their own, with the way to read them again.
  const facts = device.connection.kind === 'local' ? [] : shownFacts(shell, device);
  return (
    <div className="ws-pad">
      <Facts columns={2} rows={[...rows, ...facts]} />
    </div>
  );
}

function DeviceDrives({ device }: { readonly device: Device }) {
  const { text } = useShell();
  const checks = useModel(deviceChecksModel);
  const state = useStore(checks.store, (all) => all.checks.get(device.id));
  const isMapped = driveLetters(device).length > 0;
  useEffect(() => {
    if (isMapped) checks.ensure(device.id);
  }, [checks, device.id, isMapped, state]);
  if (!isMapped) return <p className="ws-muted ws-pad">{text('devices:details.noDrives')}</p>;
  if (state === undefined || state.status === 'checking') {
    return <Spinner size="tiny" delay={400} label={text('devices:details.checking')} />;
  }
  if (state.status === 'failed') return <ErrorText problem={state.problem} />;
  return (
    <div className="ws-stack">
      <DriveTable drives={state.drives} />
      <div className="ws-pad-inline">
        <Button size="small" onClick={() => void checks.check(device.id)}>
          {text('devices:details.checkAgain')}
        </Button>
      </div>
    </div>
  );
}

function DriveTable({ drives }: { readonly drives: readonly DriveCheck[] }) {
  const { text } = useShell();
  return (
    <table className="ws-table">
      <thead>
        <tr>
          <th scope="col">{text('devices:details.driveColumn')}</th>
          <th scope="col">{text('devices:details.folderColumn')}</th>
          <th scope="col">{text('devices:details.stateColumn')}</th>
          <th scope="col">{text('devices:details.profilesColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {drives.map((drive) => (
          <tr key={drive.drive}>
            <td>{drive.drive}</td>
            <td className="ws-mono">{drive.path}</td>
            <td>
              <State name={driveState(drive)}>{text(`devices:drive.${drive.state}`)}</State>
            </td>
            <td>{drive.profiles.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function driveState(drive: DriveCheck): 'success' | 'warning' | 'error' {
  if (drive.state === 'usable') return 'success';
  return drive.state === 'read-only' ? 'warning' : 'error';
}

function DeviceVariables({ device }: { readonly device: Device }) {
  const { text } = useShell();
  if (device.variables.length === 0) return <p className="ws-muted ws-pad">{text('devices:details.noVariables')}</p>;
  return (
    <table className="ws-table">
      <thead>
        <tr>
          <th scope="col">{text('devices:details.nameColumn')}</th>
          <th scope="col">{text('devices:details.valueColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {device.variables.map((variable) => (
          <tr key={variable.name}>
            <td className="ws-mono">{variable.name}</td>
            <td>
              {variable.isSecret ? (
                <span className="ws-secret">{text('devices:details.hidden')}</span>
              ) : (
                <span className="ws-mono">{variable.value}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DeviceAssociationsProps {
  readonly device: Device;
  readonly associations: Associations;
}

function DeviceAssociations({ device, associations: { data, problem } }: DeviceAssociationsProps) {
  const { text } = useShell();
  const associations = data?.rows ?? [];
  if (problem !== null && data === null) return <ErrorText problem={problem} />;
  if (associations.length === 0) return <p className="ws-muted ws-pad">{text('devices:details.noAssociations')}</p>;
  return (
    <table className="ws-table">
      <thead>
        <tr>
          <th scope="col">{text('devices:details.roleColumn')}</th>
          <th scope="col">{text('devices:details.otherColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {associations.map((one) => {
          const isSource = one.sourceDeviceId === device.id;
          return (
            <tr key={one.id}>
              <td>{text(isSource ? 'devices:details.source' : 'devices:details.destination')}</td>
              <td>{isSource ? one.destinationName : one.sourceName}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
