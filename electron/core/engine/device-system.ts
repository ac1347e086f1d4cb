import { plainName } from '#shared/model/device';
import { readNumber, readText, type Registry } from '../ports/registry.ts';

/** The Windows of a device, for conditions. */
export interface DeviceSystem {
  /** `10.0.26100` or longer; null when nobody knows it. */
  readonly version: string | null;
  /** Null when nobody knows it. */
  readonly architecture: 'X86' | 'X64' | 'ARM64' | null;
}

/** What is at a Windows path of the device. */
type LookAt = (windowsPath: string) => { readonly kind: 'file' | 'folder' | 'nothing'; version(): string | null };

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const environment = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';

/** An architecture in whatever words: `64-bit`, `AMD64`, `x64`, `i386`, `ARM64`. */
function readArchitecture(text: string): DeviceSystem['architecture'] {
  const plain = plainName(text);
  if (plain.startsWith('arm')) return 'ARM64';
  if (/64/.test(plain)) return 'X64';
  return /86|32/.test(plain) ? 'X86' : null;
}

/** What the facts of a device say; their names are free, as everywhere. */
export function systemOfDeviceFacts(facts: Readonly<Record<string, string>>): DeviceSystem {
  const known = new Map(Object.entries(facts).map(([name, value]) => [plainName(name), value]));
  const first = (...names: string[]): string => names.map((name) => known.get(name) ?? '').find(Boolean) ?? '';
  const version = /(?<!\d)\d+\.\d+\.\d+(?:\.\d+)?/.exec(first('operatingsystemversion', 'osversion'))?.[0] ?? null;
  return { version, architecture: readArchitecture(first('architecture', 'osarchitecture')) };
}

function systemOfRegistry(registry: Registry): DeviceSystem {
  const text = (name: string): string => readText(registry, currentVersion, name) ?? '';
  const [major, minor] = ['CurrentMajorVersionNumber', 'CurrentMinorVersionNumber'].map((name) =>
    readNumber(registry, currentVersion, name),
  );
  const first = major === undefined ? text('CurrentVersion') : `${String(major)}.${String(minor ?? 0)}`;
  const build = text('CurrentBuild') || text('CurrentBuildNumber');
  return {
    version: first === '' || build === '' ? null : `${first}.${build}`,
    architecture: readArchitecture(readText(registry, environment, 'PROCESSOR_ARCHITECTURE') ?? ''),
  };
}

/** What the files of an installed Windows say: its kernel has its version, and only one of 64 bits has SysWOW64. */
function systemOfFiles(entry: LookAt): DeviceSystem {
  const kernel = entry('C:\\Windows\\System32\\ntoskrnl.exe');
  if (kernel.kind !== 'file') return { version: null, architecture: null };
  const isWide = entry('C:\\Windows\\SysWOW64').kind === 'folder';
  const isArm = entry('C:\\Windows\\SysArm32').kind === 'folder';
  return { version: kernel.version(), architecture: isArm ? 'ARM64' : isWide ? 'X64' : 'X86' };
}

/**
 * What is known about the Windows of a device, asked when a condition asks: the registry of one that runs, else the
 * files of its drives, else its facts (ENG-164).
 */
export function createSystemLookup(
  facts: DeviceSystem | undefined,
  registry: Registry | null,
  entry: LookAt,
): () => DeviceSystem {
  return () => {
    const running = registry === null ? null : systemOfRegistry(registry);
    const found = running?.version == null ? systemOfFiles(entry) : running;
    return {
      version: found.version ?? facts?.version ?? null,
      architecture: found.architecture ?? facts?.architecture ?? null,
    };
  };
}
