import type { Elevation, PowerShell, PowerShellResult } from '../ports.ts';
import type { RunProgram } from '../windows/hives.ts';
import type { WindowsPorts } from '../windows/windows-computer.ts';
import type { Drive } from '../../ports/drives.ts';
import { createFakeProcesses, fakeOwn } from '../../ports/fakes/fake-processes.ts';
import { realFiles } from '../../ports/files-real.ts';
import { createMemoryRegistry, dword, expandable, type MemoryRegistry, sz } from '../../ports/fakes/memory-registry.ts';

export const profileList = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
export const shellFolders = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';
export const anna = 'S-1-5-21-1004336348-1177238915-682003330-1104';
export const ben = 'S-1-5-21-2025429265-764733703-1801674531-1001';
export const cloud = 'S-1-12-1-1944312033-1110204785-3358413961-3021215622';

/** What `Get-CimInstance … | ConvertTo-Json -Compress` of Windows PowerShell 5.1 writes: one element without its list. */
export const cimReply = JSON.stringify({
  system: {
    Manufacturer: 'LENOVO',
    Model: '20XW00A1GE',
    TotalPhysicalMemory: 16_933_457_920,
    PCSystemType: 2,
    Domain: 'contoso.com',
    PartOfDomain: true,
  },
  product: { UUID: '4C4C4544-0042-3510-8052-B4C04F4A3132' },
  bios: { SerialNumber: 'PF2ABCDE', SMBIOSBIOSVersion: 'N32ET75W (1.51 )' },
  operatingSystem: {
    Caption: 'Microsoft Windows 11 Pro',
    Version: '10.0.22631',
    OSArchitecture: '64-bit',
    OperatingSystemSKU: 48,
    OSLanguage: 1031,
  },
  battery: { Name: 'DELL', BatteryStatus: 2 },
  disk: [
    { Index: 0, Model: 'NVMe KXG6', Size: 512_105_932_800, InterfaceType: 'SCSI' },
    { Index: 1, Model: 'USB Stick', Size: null, InterfaceType: 'USB' },
  ],
  adapter: [{ MACAddress: '3C:52:82:1A:09:C4' }],
});

/** The key under which this process loads the hive of an account. */
export function hiveKey(sid: string): string {
  return `Waystation-${String(fakeOwn.id)}.${fakeOwn.start}-${sid}`;
}

export interface RecordedWindows {
  readonly ports: WindowsPorts;
  readonly registry: MemoryRegistry;
  /** Programs that were started, as one line each. */
  readonly started: string[];
  readonly scripts: string[];
  isElevated: boolean;
  /** What the next scripts of PowerShell give; without any, the CIM reply. */
  readonly replies: PowerShellResult[];
  /** Overrides the answer of a program; null: as usual. */
  answer: (line: string) => { code: number; text: string } | null;
}

/** A Windows of two people in replies as the documents give them: the ground has none of what it stands for. */
export function createRecordedWindows(existing: readonly string[] = []): RecordedWindows {
  const registry = createMemoryRegistry();
  const [started, scripts, replies]: [string[], string[], PowerShellResult[]] = [[], [], []];
  const run: RunProgram = (program, parameters) => {
    const line = [program, ...parameters].join(' ');
    started.push(line);
    const given = recorded.answer(line);
    if (given !== null) return Promise.resolve(given);
    const [verb, key = ''] = parameters;
    if (program === 'reg.exe' && verb === 'load') registry.put(key);
    if (program === 'reg.exe' && verb === 'unload') registry.remove(key);
    return Promise.resolve({ code: 0, text: 'The operation completed successfully.' });
  };
  const elevation: Elevation = {
    isElevated: () => recorded.isElevated,
    canStart: true,
    start: () => Promise.resolve('declined'),
  };
  const powerShell: PowerShell = {
    program: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    run(script) {
      scripts.push(script);
      return Promise.resolve(replies.shift() ?? { kind: 'ended', exitCode: 0, output: cimReply, errors: '' });
    },
  };
  const recorded: RecordedWindows = {
    ...{ registry, started, scripts, replies, isElevated: false, answer: () => null },
    ports: {
      ...{ registry, elevation, powerShell, run, memoryBytes: 16 * 1024 ** 3, macAddress: '', hostName: 'quay-9' },
      accounts: { ofSid: (sid) => accountNames[sid] ?? null },
      restart: {
        startedAt: () => 0,
        restart: () => Promise.resolve(),
        registerRunOnce: () => true,
        removeRunOnce: () => undefined,
      },
      files: filesOf(existing),
      processes: createFakeProcesses(),
      drives: { list: () => drives, label: () => Promise.resolve(null) },
      wait: () => Promise.resolve(),
      variable: (name) => ({ systemdrive: 'C:', systemroot: 'C:\\Windows' })[name.toLowerCase()],
    },
  };
  fill(registry);
  return recorded;
}

const drives: readonly Drive[] = [
  { path: 'C:\\', kind: 'fixed' },
  { path: 'D:\\', kind: 'fixed' },
  { path: 'X:\\', kind: 'optical' },
  { path: 'Z:\\', kind: 'network' },
];

const accountNames: Readonly<Record<string, { domain: string; name: string }>> = {
  [anna]: { domain: 'CONTOSO', name: 'anna' },
  [ben]: { domain: 'QUAY-9', name: 'ben' },
};

/** Files of Windows that are there; the rest of the calls are those of this computer and are not made. */
function filesOf(existing: readonly string[]): WindowsPorts['files'] {
  const has = (path: unknown): boolean => existing.some((one) => one.toLowerCase() === String(path).toLowerCase());
  return {
    ...realFiles,
    existsSync: has,
    statSync: ((path: string) => ({
      mtimeMs: has(path) ? 1_700_000_000_123.4 : 0,
    })) as unknown as typeof realFiles.statSync,
    readdirSync: ((path: string) => {
      if (path.includes('ben')) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      return [];
    }) as unknown as typeof realFiles.readdirSync,
    statfsSync: (() => ({ blocks: 1000, bavail: 400, bsize: 4096 })) as unknown as typeof realFiles.statfsSync,
  };
}

function fill(registry: MemoryRegistry): void {
  registry.put('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', {
    ProductName: sz('Windows 10 Pro'),
    CurrentBuild: sz('22631'),
    UBR: dword(4317),
    EditionID: sz('Professional'),
    InstallationType: sz('Client'),
    DisplayVersion: sz('23H2'),
    CurrentMajorVersionNumber: dword(10),
    CurrentMinorVersionNumber: dword(0),
  });
  registry.put('HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\Language', { InstallLanguage: sz('0407') });
  registry.put('HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName', { ComputerName: sz('QUAY-9') });
  registry.put('HKLM\\SOFTWARE\\Microsoft\\Cryptography', { MachineGuid: sz('9F0E8B1C-0000-4000-8000-00000000ABCD') });
  registry.put(profileList, { ProfilesDirectory: expandable('%SystemDrive%\\Users') });
  registry.put(`${profileList}\\S-1-5-18`, {
    ProfileImagePath: expandable('%systemroot%\\system32\\config\\systemprofile'),
  });
  registry.put(`${profileList}\\${anna}`, {
    ProfileImagePath: expandable('C:\\Users\\anna.CONTOSO'),
    LocalProfileLoadTimeHigh: dword(31_113_020),
    LocalProfileLoadTimeLow: dword(2_147_483_648),
  });
  registry.put(`${profileList}\\${ben}`, { ProfileImagePath: expandable('%SystemDrive%\\Users\\ben') });
  registry.put(`${profileList}\\${cloud}`, { ProfileImagePath: expandable('C:\\Users\\CarlaMeyer') });
  registry.put(`HKU\\${anna}\\${shellFolders}`, {
    Desktop: expandable('%USERPROFILE%\\OneDrive - Contoso\\Desktop'),
    '{754AC886-DF64-4CBA-86B5-F7FBF4FBCEF5}': expandable('%USERPROFILE%\\Desktop'),
    Personal: expandable('\\\\server\\home$\\%USERNAME%\\Documents'),
    'My Pictures': expandable('D:\\Pictures'),
    'My Video': expandable('E:\\Video'),
    'My Music': expandable('%NOWHERE%\\Music'),
    '{374DE290-123F-4565-9164-39C4925E467B}': expandable('%USERPROFILE%\\Downloads'),
  });
}
