import { useMemo, type ReactNode } from 'react';
import type { Device } from '#shared/model/device';
import type { LocalDrive, LocalProfile, ThisComputer } from '#shared/model/local-computer';
import { factName, factValue } from '#shared/text/fact-words';
import { useAnswer, useListLayout, useListSelection, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { DataList } from '../../components/data-list.tsx';
import type { DetailsTab } from '../../components/details-pane.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import type { Column } from '../../components/list-model.ts';
import { EmptyState } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';

/** Facts that are accounts are kept for rules, not for people. */
export function shownFacts({ say }: Pick<Shell, 'say'>, device: Device): readonly (readonly [string, string])[] {
  return Object.entries(device.facts)
    .filter(([name]) => !name.startsWith('account:'))
    .map(([name, value]) => [say(factName(name)), say(factValue(name, value))]);
}

/** What is known only of the computer on which Waystation runs; nothing for a device that stands for another one. */
export function localTabs(
  shell: Pick<Shell, 'text' | 'say'>,
  device: Device,
  computer: ThisComputer | null,
): DetailsTab[] {
  const { text } = shell;
  const facts = shownFacts(shell, device).length;
  const tabs: DetailsTab[] = [
    {
      id: 'facts',
      label: text('devices:details.facts', { amount: facts }),
      content: <FactsTab device={device} isHere={computer?.deviceId === device.id} />,
    },
  ];
  if (computer?.deviceId !== device.id) return tabs;
  return [
    {
      id: 'profiles',
      label: text('devices:details.profiles', { amount: computer.profiles.length }),
      content: <ProfileList profiles={computer.profiles} />,
    },
    ...tabs,
    {
      id: 'drives',
      label: text('devices:details.drives', { amount: computer.drives.length }),
      content: <LocalDrives drives={computer.drives} />,
    },
  ];
}

function FactsTab({ device, isHere }: { readonly device: Device; readonly isHere: boolean }) {
  const shell = useShell();
  const { text } = shell;
  const facts = shownFacts(shell, device);
  return (
    <div className="ws-stack">
      {isHere ? (
        <div className="ws-row ws-pad-inline">
          <CommandButton id="devices.refreshFacts" size="small" />
        </div>
      ) : null}
      {facts.length === 0 ? (
        <p className="ws-muted ws-pad">{text('devices:details.noFacts')}</p>
      ) : (
        <table className="ws-table">
          <thead>
            <tr>
              <th scope="col">{text('devices:details.factColumn')}</th>
              <th scope="col">{text('devices:details.valueColumn')}</th>
            </tr>
          </thead>
          <tbody>
            {facts.map(([name, value]) => (
              <tr key={name}>
                <td>{name}</td>
                <td className="ws-break">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function ProfileList({ profiles }: { readonly profiles: readonly LocalProfile[] }) {
  const shell = useShell();
  const { text } = shell;
  const layout = useListLayout('device-profiles');
  const selection = useListSelection('device-profiles');
  const columns = useMemo(() => profileColumns(shell), [shell]);
  return (
    <div className="ws-device-list">
      <DataList
        {...layout}
        {...selection}
        label={text('devices:details.profilesColumn')}
        columns={columns}
        rows={profiles}
        id={(profile) => profile.path}
        isMultiple={false}
        empty={<EmptyState title={text('devices:details.noProfiles')} />}
      />
    </div>
  );
}

function profileColumns({ text, format }: Shell): readonly Column<LocalProfile>[] {
  return [
    { id: 'name', name: text('devices:details.profileColumn'), isName: true, minWidth: 120, text: (row) => row.name },
    { id: 'account', name: text('devices:details.accountColumn'), width: 170, text: (row) => row.account },
    {
      id: 'lastUsed',
      name: text('devices:details.lastUsedColumn'),
      width: 146,
      isWhole: true,
      longest: format.longestDates,
      text: (row) => (row.lastUsedAt === null ? '' : format.date(row.lastUsedAt)),
      compare: (one, other) => (one.lastUsedAt ?? 0) - (other.lastUsedAt ?? 0),
    },
    {
      id: 'state',
      name: text('devices:details.loadedColumn'),
      width: 90,
      isWhole: true,
      text: (row) => text(row.isLoaded ? 'devices:details.loaded' : 'devices:details.notLoaded'),
    },
    {
      id: 'folders',
      name: text('devices:details.foldersColumn'),
      width: 150,
      text: (row) => text(`devices:details.foldersFrom.${row.foldersFrom}`),
    },
    { id: 'path', name: text('devices:details.folderColumn'), width: 240, text: (row) => row.path },
  ];
}

function LocalDrives({ drives }: { readonly drives: readonly LocalDrive[] }) {
  const { text, format } = useShell();
  return (
    <table className="ws-table">
      <thead>
        <tr>
          <th scope="col">{text('devices:details.driveColumn')}</th>
          <th scope="col">{text('devices:details.folderColumn')}</th>
          <th scope="col">{text('devices:details.kindColumn')}</th>
          <th scope="col">{text('devices:details.freeColumn')}</th>
          <th scope="col">{text('devices:details.stateColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {drives.map((drive) => (
          <tr key={drive.drive}>
            <td>{drive.drive}</td>
            <td className="ws-mono">{drive.path}</td>
            <td>{text(`devices:driveKind.${drive.kind}`)}</td>
            <td className="ws-num">
              {drive.freeBytes === null || drive.totalBytes === null
                ? ''
                : text('devices:details.freeOf', {
                    free: format.bytes(drive.freeBytes),
                    total: format.bytes(drive.totalBytes),
                  })}
            </td>
            <td>
              <State name={drive.isUsed ? 'success' : 'skipped'}>
                {text(drive.isUsed ? 'devices:drive.usable' : 'devices:drive.notUsed')}
              </State>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The computer, for details that show it only when the device stands for it; others do not ask for it. */
export function LocalComputer(props: { readonly children: (computer: ThisComputer | null) => ReactNode }) {
  const { data, problem } = useAnswer('device.thisComputer', {});
  return (
    <>
      {problem === null || data !== null ? null : <ErrorText problem={problem} />}
      {props.children(data)}
    </>
  );
}
