import { tidyGuid, tidyMac } from '#shared/model/device';
import { type Registry, readNumber, readText } from '../../ports/registry.ts';
import type { LocalFacts, PowerShell } from '../ports.ts';
import { type CimAnswer, queryCim } from './cim.ts';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const language = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\Language';
const bios = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS';
/** Windows 11 goes on calling itself 10 in ProductName; its builds begin here. */
const firstBuildOf11 = 22_000;

export interface FactParts {
  readonly registry: Registry;
  readonly powerShell: PowerShell;
  readonly memoryBytes: number;
  readonly macAddress: string;
}

/** What the registry says about the system, for a list and for conditions. */
export interface SystemWords {
  readonly name: string;
  readonly version: string;
}

/** Name and version of the installed Windows, such as `Windows 11 Pro` and `10.0.26100.2033`. */
export function readSystem(registry: Registry): SystemWords {
  const read = (name: string): string => readText(registry, currentVersion, name) ?? '';
  const build = read('CurrentBuild') || read('CurrentBuildNumber');
  const [major, minor] = [
    readNumber(registry, currentVersion, 'CurrentMajorVersionNumber'),
    readNumber(registry, currentVersion, 'CurrentMinorVersionNumber'),
  ];
  const first = major === undefined ? read('CurrentVersion') : `${String(major)}.${String(minor ?? 0)}`;
  const revision = readNumber(registry, currentVersion, 'UBR');
  const version = [first, build, revision === undefined ? '' : String(revision)]
    .filter((part) => part !== '')
    .join('.');
  const product = read('ProductName');
  const isEleven = Number(build) >= firstBuildOf11 && !/server/i.test(read('InstallationType'));
  return { name: isEleven ? product.replace(/^Windows 10\b/, 'Windows 11') : product, version };
}

/** Facts of the registry, with the one CIM query when they are to be whole (PORT-57). */
export async function readFacts(
  parts: FactParts,
  options: { readonly isWhole: boolean; readonly signal?: AbortSignal },
): Promise<LocalFacts> {
  const { powerShell } = parts;
  const fromRegistry = registryFacts(parts);
  const first = { source: 'registry', state: 'read', detail: '' } as const;
  const base = { macAddress: tidyMac(parts.macAddress) ?? '', smbiosGuid: '' };
  if (!options.isWhole) return { facts: clean(fromRegistry), ...base, sources: [first] };
  const { answer, source } = await queryCim(powerShell, options.signal);
  const facts = clean({ ...fromRegistry, ...(answer === null ? {} : cimFacts(answer)) });
  const mac = tidyMac(answer?.adapter[0]?.MACAddress ?? '') || base.macAddress;
  return {
    facts,
    macAddress: mac,
    smbiosGuid: tidyGuid(answer?.product[0]?.UUID ?? '') ?? '',
    sources: [first, source],
  };
}

function registryFacts({ registry, memoryBytes }: FactParts): Record<string, string> {
  const system = readSystem(registry);
  const read = (name: string): string => readText(registry, currentVersion, name) ?? '';
  return {
    'operating-system': system.name,
    'operating-system-version': system.version,
    edition: read('EditionID'),
    'display-version': read('DisplayVersion') || read('ReleaseId'),
    'installation-type': read('InstallationType'),
    language: readText(registry, language, 'InstallLanguage') ?? '',
    manufacturer: readText(registry, bios, 'SystemManufacturer') ?? '',
    model: readText(registry, bios, 'SystemProductName') ?? '',
    'memory-mb': String(Math.round(memoryBytes / 1024 / 1024)),
    platform: 'windows',
  };
}

/** PCSystemType of Win32_ComputerSystem. */
const systemTypes: Readonly<Record<string, string>> = {
  1: 'desktop',
  2: 'mobile',
  3: 'workstation',
  4: 'enterprise-server',
  8: 'tablet',
};

function cimFacts(answer: CimAnswer): Record<string, string> {
  const [system, board, windows] = [answer.system[0], answer.bios[0], answer.operatingSystem[0]];
  const megabytes = Number(system?.TotalPhysicalMemory ?? NaN) / 1024 / 1024;
  const disks = answer.disk.map((disk): [string, string] => [
    `disk-${String(disk.Index ?? 0)}`,
    [disk.Model ?? '', disk.Size == null ? '' : `${String(Math.round(Number(disk.Size) / 1e9))} GB`]
      .filter(Boolean)
      .join(', '),
  ]);
  return clean({
    'operating-system': (windows?.Caption ?? '').replace(/^Microsoft\s+/, ''),
    architecture: windows?.OSArchitecture ?? '',
    'operating-system-sku': String(windows?.OperatingSystemSKU ?? ''),
    manufacturer: system?.Manufacturer ?? '',
    model: system?.Model ?? '',
    'memory-mb': Number.isFinite(megabytes) ? String(Math.round(megabytes)) : '',
    'computer-type': systemTypes[String(system?.PCSystemType ?? '')] ?? '',
    domain: system?.PartOfDomain === true ? (system.Domain ?? '') : '',
    'serial-number': board?.SerialNumber ?? '',
    'bios-version': board?.SMBIOSBIOSVersion ?? '',
    battery: answer.battery.length > 0 ? 'yes' : 'no',
    'mac-addresses': answer.adapter.flatMap(({ MACAddress }) => MACAddress ?? []).join(', '),
    ...Object.fromEntries(disks),
  });
}

/** Without what has no value, and no longer than a fact may be. */
function clean(facts: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(facts).map(([name, value]): [string, string] => [
    name.slice(0, 64),
    value.trim().slice(0, 1000),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
