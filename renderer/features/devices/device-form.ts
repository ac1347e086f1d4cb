import { type Connection, DeviceName, type Device, type DeviceInput, tidyGuid, tidyMac } from '#shared/model/device';

export interface DriveForm {
  /** Stays through edits, so that a row keeps its focus. */
  readonly key: string;
  /** One letter without colon. */
  readonly letter: string;
  readonly path: string;
}
export interface DeviceForm {
  readonly name: string;
  readonly macAddress: string;
  readonly smbiosGuid: string;
  readonly description: string;
  readonly connection: Connection['kind'];
  readonly drives: readonly DriveForm[];
  readonly allowHostCommands: boolean;
  readonly environment: Device['environment'];
  readonly facts: Device['facts'];
}
export type DeviceProblem =
  | { readonly field: 'name'; readonly kind: 'empty' | 'invalid' | 'taken' }
  | { readonly field: 'mac' | 'guid'; readonly kind: 'invalid' }
  /** The site has this computer already, as the device of that name. */
  | { readonly field: 'connection'; readonly kind: 'second'; readonly name: string }
  | { readonly field: 'drives'; readonly kind: 'none' }
  | { readonly field: 'letter'; readonly drive: string; readonly kind: 'invalid' | 'twice' }
  | { readonly field: 'path'; readonly drive: string; readonly kind: 'empty' };

/** What each page of the dialog is given. */
export interface DevicePageProps {
  readonly form: DeviceForm;
  readonly problems: readonly DeviceProblem[];
  readonly onChange: (form: DeviceForm) => void;
}

export function emptyDevice(): DeviceForm {
  return {
    name: '',
    macAddress: '',
    smbiosGuid: '',
    description: '',
    connection: 'folder',
    drives: [{ key: 'new-1', letter: 'C', path: '' }],
    allowHostCommands: false,
    environment: 'FullOS',
    facts: {},
  };
}

export function formOfDevice(device: Device): DeviceForm {
  const drives = device.connection.kind === 'folder' ? Object.entries(device.connection.drives) : [];
  return {
    name: device.name,
    macAddress: device.macAddress,
    smbiosGuid: device.smbiosGuid,
    description: device.description,
    connection: device.connection.kind,
    drives: drives
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([drive, path]) => ({ key: drive, letter: drive.slice(0, 1), path })),
    allowHostCommands: device.allowHostCommands,
    environment: device.environment,
    facts: device.facts,
  };
}

/** What a person can enter of a device, as it was read. */
export function inputOfDevice(device: Device): DeviceInput {
  const { id: _id, createdAt: _createdAt, modifiedAt: _modifiedAt, variables: _variables, ...input } = device;
  return input;
}

/** What the site has beside the device of the form. */
export interface OtherDevices {
  readonly names: readonly string[];
  /** The device that stands for this computer already; null when there is none. */
  readonly thisComputer: string | null;
}

export function deviceProblems(form: DeviceForm, others: OtherDevices): readonly DeviceProblem[] {
  const problems: DeviceProblem[] = [];
  const name = form.name.trim();
  if (name === '') problems.push({ field: 'name', kind: 'empty' });
  else if (!DeviceName.safeParse(name).success) problems.push({ field: 'name', kind: 'invalid' });
  else if (others.names.some((taken) => taken.toLowerCase() === name.toLowerCase())) {
    problems.push({ field: 'name', kind: 'taken' });
  }
  if (tidyMac(form.macAddress) === null) problems.push({ field: 'mac', kind: 'invalid' });
  if (tidyGuid(form.smbiosGuid) === null) problems.push({ field: 'guid', kind: 'invalid' });
  if (form.connection === 'folder') problems.push(...driveProblems(form.drives));
  if (form.connection === 'local' && others.thisComputer !== null) {
    problems.push({ field: 'connection', kind: 'second', name: others.thisComputer });
  }
  return problems;
}

function driveProblems(drives: readonly DriveForm[]): DeviceProblem[] {
  if (drives.length === 0) return [{ field: 'drives', kind: 'none' }];
  const seen = new Set<string>();
  return drives.flatMap((drive): DeviceProblem[] => {
    const problems: DeviceProblem[] = [];
    const letter = letterOf(drive);
    if (!/^[A-Z]$/.test(letter)) problems.push({ field: 'letter', drive: drive.key, kind: 'invalid' });
    else if (seen.has(letter)) problems.push({ field: 'letter', drive: drive.key, kind: 'twice' });
    seen.add(letter);
    if (drive.path.trim() === '') problems.push({ field: 'path', drive: drive.key, kind: 'empty' });
    return problems;
  });
}

function letterOf(drive: DriveForm): string {
  return drive.letter.trim().replace(/:$/, '').toUpperCase();
}

/** The first letter from C on that is not used. */
export function nextLetter(drives: readonly DriveForm[]): string {
  const used = new Set(drives.map(letterOf));
  return Array.from('CDEFGHIJKLMNOPQRSTUVWXYZAB').find((letter) => !used.has(letter)) ?? '';
}

/** Only for a form without problems. */
export function deviceInputOf(form: DeviceForm): DeviceInput {
  return {
    name: form.name.trim(),
    macAddress: tidyMac(form.macAddress) ?? '',
    smbiosGuid: tidyGuid(form.smbiosGuid) ?? '',
    description: form.description.trim(),
    connection: connectionOf(form),
    allowHostCommands: form.connection !== 'none' && form.allowHostCommands,
    environment: form.environment,
    facts: form.facts,
  };
}

function connectionOf({ connection, drives }: DeviceForm): Connection {
  if (connection !== 'folder') return { kind: connection };
  return {
    kind: 'folder',
    drives: Object.fromEntries(drives.map((drive) => [`${letterOf(drive)}:`, drive.path.trim()])),
  };
}

/** The form with another connection. This computer has a name, so a form without one takes it. */
export function withConnection(
  form: DeviceForm,
  connection: DeviceForm['connection'],
  computerName: string | null,
): DeviceForm {
  const isNameless = form.name.trim() === '';
  const name = connection === 'local' && isNameless && computerName !== null ? computerName : form.name;
  return { ...form, connection, name };
}
