import { z } from 'zod';
import { DeviceId, Timestamp } from './ids.ts';

const DriveLetter = z.string().regex(/^[A-Z]:$/);

/** How the engine reaches a device: a mounted disk or lab folder per drive letter, this computer, or not at all. */
export const Connection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), drives: z.record(DriveLetter, z.string().min(1).max(4096)) }),
  /** The computer on which Waystation runs; a site has one such device for each computer. */
  z.strictObject({ kind: z.literal('local') }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type Connection = z.infer<typeof Connection>;

export const RunEnvironment = z.enum(['FullOS', 'WinPE']);
export type RunEnvironment = z.infer<typeof RunEnvironment>;

export const VariableName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/);

/** A secret variable has no value here: it stays in the secret store. */
export const DeviceVariable = z.strictObject({
  name: VariableName,
  value: z.string().max(4000).nullable(),
  isSecret: z.boolean(),
});
export type DeviceVariable = z.infer<typeof DeviceVariable>;

/** Facts that conditions and steps ask for, as free name and value pairs (operating system, memory, model …). */
export const DeviceFacts = z.record(z.string().max(64), z.string().max(1000));
export type DeviceFacts = z.infer<typeof DeviceFacts>;

export const DeviceName = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[^\s\\/:*?"<>|.][^\\/:*?"<>|]*$/);

export const Device = z.strictObject({
  id: DeviceId,
  name: DeviceName,
  macAddress: z.string().max(17),
  smbiosGuid: z.string().max(36),
  description: z.string().max(1000),
  connection: Connection,
  allowHostCommands: z.boolean(),
  environment: RunEnvironment,
  facts: DeviceFacts,
  variables: z.array(DeviceVariable).max(1000),
  createdAt: Timestamp,
  modifiedAt: Timestamp,
});
export type Device = z.infer<typeof Device>;

/** A device as lists show it. Facts and variables come with `device.get`. */
export const DeviceRow = Device.omit({ facts: true, variables: true }).extend({
  /** The operating system as the facts name it; empty when they do not. */
  system: z.string().max(1000),
  /** The model as the facts name it; empty when they do not. */
  model: z.string().max(1000),
});
export type DeviceRow = z.infer<typeof DeviceRow>;

/** A name of a fact without what does not matter in it: case, blanks and signs. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Facts are free names: case, blanks and signs do not matter. */
function factOf(facts: DeviceFacts, names: readonly string[]): string {
  const known = new Map(Object.entries(facts).map(([name, value]) => [plainName(name), value]));
  return names.map((name) => known.get(name) ?? '').find((value) => value !== '') ?? '';
}

/** The operating system as facts name it; empty when they do not. */
export function systemOfFacts(facts: DeviceFacts): string {
  return factOf(facts, ['operatingsystem', 'os', 'osname', 'oscaption']);
}

/** The model as facts name it; empty when they do not. */
export function modelOfFacts(facts: DeviceFacts): string {
  return factOf(facts, ['model', 'computermodel']);
}

/** What a person enters; everything else follows. */
export const DeviceInput = Device.omit({ id: true, createdAt: true, modifiedAt: true, variables: true });
export type DeviceInput = z.infer<typeof DeviceInput>;

export const DriveCheck = z.strictObject({
  drive: DriveLetter,
  path: z.string().max(4096),
  state: z.enum(['usable', 'missing', 'not-a-folder', 'unreadable', 'read-only']),
  profiles: z.array(z.string().max(255)).max(1000),
});
export type DriveCheck = z.infer<typeof DriveCheck>;

/** Colon-separated and upper case, as the field wants it; null when it is no MAC address. Empty stays empty. */
export function tidyMac(text: string): string | null {
  const digits = text
    .trim()
    .replaceAll(/[\s:.-]/g, '')
    .toUpperCase();
  if (digits === '') return '';
  if (!/^[0-9A-F]{12}$/.test(digits)) return null;
  return digits.match(/../g)?.join(':') ?? null;
}

/** Upper case in the 8-4-4-4-12 form; null when it is no GUID. Empty stays empty. */
export function tidyGuid(text: string): string | null {
  const digits = text
    .trim()
    .replaceAll(/[{}\s-]/g, '')
    .toUpperCase();
  if (digits === '') return '';
  const parts = /^([0-9A-F]{8})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{12})$/.exec(digits);
  return parts === null ? null : parts.slice(1).join('-');
}
