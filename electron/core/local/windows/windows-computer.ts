import type { ElevationUse, LocalDrive } from '#shared/model/local-computer';
import type { Drives } from '../../ports/drives.ts';
import type { Files } from '../../ports/files.ts';
import type { Processes } from '../../ports/processes.ts';
import { type Registry, readText } from '../../ports/registry.ts';
import type { Accounts, Elevation, LocalComputer, LocalDescription, PowerShell, SystemRestart } from '../ports.ts';
import { tidyName } from '../posix/posix-computer.ts';
import { listDrives } from './drives.ts';
import { readFacts, readSystem } from './facts.ts';
import { createHives, type RunProgram } from './hives.ts';
import { type FoundProfile, expand, readProfiles } from './profiles.ts';
import { createShadowCopies } from './shadow-copies.ts';

export interface WindowsPorts {
  readonly registry: Registry;
  readonly accounts: Accounts;
  readonly elevation: Elevation;
  readonly powerShell: PowerShell;
  readonly run: RunProgram;
  readonly restart: SystemRestart;
  readonly files: Files;
  readonly processes: Pick<Processes, 'ownId' | 'startOf' | 'isAlive'>;
  readonly drives: Drives;
  readonly memoryBytes: number;
  readonly macAddress: string;
  readonly hostName: string;
  wait(milliseconds: number): Promise<void>;
  variable(name: string): string | undefined;
}

const profileList = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const cryptography = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
/** The name in force, which accounts have as their domain, before the one that a rename gives at the next start. */
const computerNames = ['ActiveComputerName', 'ComputerName'].map(
  (kind) => `HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\${kind}`,
);

/** The Windows on which this program runs. */
export function createWindowsComputer(ports: WindowsPorts): LocalComputer {
  const { registry, elevation, powerShell, files } = ports;
  const hives = createHives(ports);
  const name = (): string => {
    const known = computerNames
      .map((key) => readText(registry, key, 'ComputerName'))
      .find((one) => one !== undefined && one !== '');
    return tidyName(known ?? ports.hostName);
  };
  const drives = (): LocalDrive[] => listDrives(ports.drives, files);
  return {
    platform: 'windows',
    id: () => readText(registry, cryptography, 'MachineGuid')?.toLowerCase() || `name:${name().toLowerCase()}`,
    name,
    drives,
    async describe() {
      const all = drives();
      const used = all.filter(({ isUsed }) => isUsed);
      const profiles = await readProfiles({
        ...{ registry, hives, elevation, files, accounts: ports.accounts, computerName: name() },
        drives: used.map(({ drive }) => drive),
        variable: ports.variable,
      });
      return describeWindows(ports, name(), all, profiles);
    },
    readFacts: (options) => readFacts(ports, options),
    ...{ elevation, powerShell, registry, restart: ports.restart },
    shadowCopies: createShadowCopies(powerShell, elevation),
    async cleanUp() {
      await hives.unloadLeftovers();
    },
  };
}

function describeWindows(
  ports: WindowsPorts,
  name: string,
  drives: readonly LocalDrive[],
  found: readonly FoundProfile[],
): LocalDescription {
  const { registry, elevation } = ports;
  const system = readSystem(registry);
  const isElevated = elevation.isElevated();
  const folder = expand(readText(registry, profileList, 'ProfilesDirectory') ?? '', ports.variable);
  const used = drives.filter(({ isUsed }) => isUsed);
  return {
    ...{ name, drives, isElevated, systemName: system.name, systemVersion: system.version },
    profiles: found.map(({ profile }) => profile),
    elevationHelps: isElevated ? [] : whatElevationHelps(found),
    stateDevice: {
      drives: Object.fromEntries(used.map(({ drive, path }) => [drive, path])),
      systemDrive: (ports.variable('SystemDrive') ?? 'C:').slice(0, 2).toUpperCase(),
      ...(/^[a-z]:\\./i.test(folder) ? { profilesFolder: folder } : {}),
      accounts: found.map(({ account }) => account),
      isThisComputer: true,
    },
  };
}

function whatElevationHelps(found: readonly FoundProfile[]): ElevationUse[] {
  const has = (note: FoundProfile['profile']['notes'][number]): boolean =>
    found.some(({ profile }) => profile.notes.includes(note));
  return [
    ...(has('folder-unreadable') ? (['other-profiles', 'restore-others'] as const) : []),
    ...(has('hive-needs-elevation') ? (['hives'] as const) : []),
    'shadow-copies',
  ];
}
