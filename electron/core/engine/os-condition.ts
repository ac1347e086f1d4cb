import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import {
  type ConditionExpression,
  expressionValue,
  type OsConditionGroup,
  type OsPlatform,
} from '#shared/model/condition';
import { compareOsVersions, type OsVersion, readOsVersion } from '#shared/model/os-version';
import { nodeText } from './condition-text.ts';
import type { DeviceSystem } from './device-system.ts';

type AskSystem = (() => DeviceSystem) | undefined;
type Asking = ConditionExpression | OsConditionGroup;

function unsupported(node: Asking, why: Message): AppError {
  return new AppError('CONDITION_UNSUPPORTED', { condition: nodeText(node), reason: why });
}

function versionOf(node: Asking, system: DeviceSystem): OsVersion {
  const version = system.version === null ? undefined : readDeviceVersion(system.version);
  if (version === undefined) throw unsupported(node, reason('no-operating-system'));
  return version;
}

/** A version as Windows itself says it: its minor one is a plain number, and its last is no service pack. */
function readDeviceVersion(text: string): OsVersion | undefined {
  const found = /^(\d{1,5})\.(\d{1,5})\.(\d{1,9})(\.|$)/.exec(text.trim());
  if (found === null) return undefined;
  const [major = 0, minor = 0, build = 0] = found.slice(1, 4).map(Number);
  return { major, minor, build, servicePack: 0 };
}

function writtenVersion(node: Asking, text: string): OsVersion {
  const version = readOsVersion(text);
  if (version === undefined) throw unsupported(node, reason('no-version', { text }));
  return version;
}

function isArchitecture(node: Asking, system: DeviceSystem, wanted: string): boolean {
  if (wanted.trim() === '') return true;
  if (system.architecture === null) throw unsupported(node, reason('no-operating-system'));
  return system.architecture.toLowerCase() === wanted.trim().toLowerCase();
}

/**
 * Architecture and version of the Windows of the device against those of an expression, joined by "and" (ENG-164).
 * `holds` is its comparison. Throws `CONDITION_UNSUPPORTED` where nothing is known of that Windows.
 */
export function askOperatingSystem(
  node: ConditionExpression,
  holds: (order: number) => boolean,
  ask: AskSystem,
): boolean {
  const system = ask?.();
  if (system === undefined) throw unsupported(node, reason('no-operating-system'));
  const wanted = writtenVersion(node, expressionValue(node, 'Version') ?? '');
  const order = compareOsVersions(versionOf(node, system), wanted);
  return isArchitecture(node, system, expressionValue(node, 'Architecture') ?? '') && holds(order);
}

/** True when the Windows of the device is one of the platforms: each says its versions from and to (ENG-164). */
export function isOneOfPlatforms(node: OsConditionGroup, ask: AskSystem): boolean {
  const system = ask?.();
  if (system === undefined) throw unsupported(node, reason('no-operating-system'));
  const actual = versionOf(node, system);
  return node.platforms.some((platform) => isPlatform(node, platform, system, actual));
}

function isPlatform(
  node: OsConditionGroup,
  { platform }: OsPlatform,
  system: DeviceSystem,
  actual: OsVersion,
): boolean {
  const value = (name: string): string =>
    platform.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? '';
  const [least, most] = [value('minVer'), value('maxVer')];
  // Without its key a platform is said by queries alone, which nobody here can ask.
  if (least === '' || most === '') throw unsupported(node, reason('no-version', { text: least }));
  return (
    isArchitecture(node, system, value('arch')) &&
    compareOsVersions(actual, writtenVersion(node, least)) >= 0 &&
    compareOsVersions(actual, writtenVersion(node, most)) <= 0
  );
}
