import { message } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import type { Client } from '#shared/contract/client';
import { readAll, readList } from '#shared/contract/read-all';
import { type Device, DeviceName, type DriveCheck, RunEnvironment, tidyGuid, tidyMac } from '#shared/model/device';
import { factName, factValue } from '#shared/text/fact-words';
import {
  type Command,
  type CommandContext,
  type Commands,
  choiceOption,
  flag,
  hasOption,
  listOption,
  readPair,
  switchOption,
  text,
  textOption,
  texts,
  toNewPath,
} from './command.ts';
import { computerCommands, describeComputer } from './computer-commands.ts';
import { findDevice } from './lookup.ts';
import { exitCodes, fact, factLines, formatTime, Refusal, type Table, table } from './output.ts';
import { printList } from './print-list.ts';
import { wrongUse } from './wrong-use.ts';
import { retryConflicts } from './retry-conflicts.ts';

type Drives = Readonly<Record<string, string>>;

const drivesOf = ({ connection }: Pick<Device, 'connection'>): Drives =>
  connection.kind === 'folder' ? connection.drives : {};
const toConnection = (drives: Drives): Device['connection'] =>
  Object.keys(drives).length === 0 ? { kind: 'none' } : { kind: 'folder', drives: { ...drives } };

/** Drives of `--drive C:=DIR`, put over those that are there; nothing after the equals sign takes a drive away. */
function readDrives(context: CommandContext, before: Drives): Drives {
  const drives = new Map(Object.entries(before));
  for (const given of listOption(context, 'drive')) {
    const { name, value } = readPair(given);
    if (!/^[a-z]:?$/i.test(name)) throw wrongUse('not-a-drive', { name });
    const letter = `${name.slice(0, 1).toUpperCase()}:`;
    if (value === '') drives.delete(letter);
    else drives.set(letter, toNewPath(value));
  }
  return Object.fromEntries([...drives].sort(([one], [other]) => one.localeCompare(other)));
}

function readName(given: string): string {
  const name = given.trim();
  if (DeviceName.safeParse(name).success) return name;
  throw new Refusal('NAME_INVALID', {
    sentence: message('command-line:device.name-impossible', { name: given }),
    remedy: message('devices:form.nameInvalid'),
  });
}

function readTidy(context: CommandContext, option: string, tidy: (given: string) => string | null, hint: Message) {
  const given = textOption(context, option);
  if (given === undefined) return undefined;
  const value = tidy(given);
  if (value === null) throw wrongUse('cannot-be', { option, given, hint });
  return value;
}

/** What the options say about a device; what they do not say is not in it. */
function readChanges(context: CommandContext) {
  const changes = {
    description: textOption(context, 'description'),
    environment: choiceOption(context, 'environment', RunEnvironment.options),
    allowHostCommands: switchOption(context, 'allow-host-commands', 'deny-host-commands'),
    macAddress: readTidy(context, 'mac', tidyMac, message('devices:form.macHint')),
    smbiosGuid: readTidy(context, 'guid', tidyGuid, message('devices:form.guidHint')),
  };
  type Changes = { [Key in keyof typeof changes]?: NonNullable<(typeof changes)[Key]> };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Changes;
}

const connectionWords = {
  folder: message('devices:details.connectionFolder'),
  local: message('devices:details.connectionLocal'),
  none: message('devices:details.connectionNone'),
} as const;

function describe(device: Device): Table[] {
  const facts = [
    [fact('name'), device.name],
    [fact('description'), device.description],
    [fact('connection'), connectionWords[device.connection.kind]],
    ...Object.entries(drivesOf(device)).map(([drive, path]) => [message('command-line:device.drive', { drive }), path]),
    [fact('environment'), message(`devices:environment.${device.environment}`)],
    [
      fact('commands-here'),
      message(`devices:details.${device.allowHostCommands ? 'commandsAllowed' : 'commandsRefused'}`),
    ],
    [fact('mac-address'), device.macAddress],
    [fact('smbios-guid'), device.smbiosGuid],
    ...Object.entries(device.facts).map(([name, value]) => [factName(name), factValue(name, value)]),
    ...device.variables.map(({ name, value }) => [
      message('command-line:device.variable', { name }),
      value ?? message('command-line:hidden'),
    ]),
    [fact('modified'), formatTime(device.modifiedAt)],
  ];
  return factLines(facts);
}

const describeDrive = ({ drive, path, state, profiles }: DriveCheck): MessageOrText[] => [
  drive,
  path,
  message(`devices:drive.${state}`),
  profiles.join(', '),
];

/** Says which folders cannot be used, right when they are named. */
async function warnOfDrives({ output }: CommandContext, client: Client, device: Device): Promise<void> {
  const { drives } = await client.call('device.check', { deviceId: device.id });
  for (const { drive, path, state } of drives) {
    if (state === 'usable') continue;
    const said = { drive, path, state: message(`devices:drive.${state}`) };
    output.progress(message('command-line:device.drive-not-usable', said));
  }
}

const list: Command = {
  usage: 'device list',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { rows: devices, unreadable } = await readList(client, 'device.list', {});
      const rows = devices.map((device) => [
        device.name,
        message(`command-line:device.connection-kind.${device.connection.kind}`),
        device.environment,
        Object.entries(drivesOf(device)).flat().join(' ') || '–',
      ]);
      printList(output, { devices }, table(['name', 'connection', 'environment', 'drives'], rows), unreadable);
      return exitCodes.success;
    }),
};

const show: Command = {
  usage: 'device show NAME',
  needs: 1,
  most: 1,
  run: ({ site, output, words: [name = ''] }) =>
    site(async (client) => {
      const device = await findDevice(client, name);
      // What lives in the system is read when it is asked for; of another computer nothing can be said here.
      const computer = device.connection.kind === 'local' ? await client.call('device.thisComputer', {}) : null;
      const isHere = computer !== null && computer.deviceId === device.id;
      const lines = isHere ? describeComputer(computer) : [];
      output.result({ device, ...(isHere ? { computer } : {}) }, [...describe(device), ...lines]);
      return exitCodes.success;
    }),
};

const properties = {
  drive: texts,
  description: text,
  environment: text,
  'allow-host-commands': flag,
  mac: text,
  guid: text,
} as const;
const propertiesUsage =
  '[--drive C:=DIR]… [--description TEXT] [--environment FullOS|WinPE] [--allow-host-commands] [--mac MAC] [--guid GUID]';

const create: Command = {
  usage: `device create NAME|--local ${propertiesUsage}`,
  needs: 0,
  most: 1,
  options: { ...properties, local: flag },
  run: (context) => {
    const isLocal = hasOption(context, 'local');
    const [given] = context.words;
    if (given === undefined && !isLocal) throw wrongUse('more-words', { verb: 'device create' });
    if (isLocal && listOption(context, 'drive').length > 0) {
      throw wrongUse('own-drives');
    }
    const named = given === undefined ? null : readName(given);
    const connection = isLocal ? { kind: 'local' as const } : toConnection(readDrives(context, {}));
    const changes = readChanges(context);
    return context.site(async (client) => {
      const name = named ?? (await client.call('device.thisComputer', {})).name;
      const { deviceId } = await client.call('device.create', {
        ...{
          macAddress: '',
          smbiosGuid: '',
          description: '',
          allowHostCommands: false,
          environment: 'FullOS',
          facts: {},
        },
        ...{ ...changes, name, connection },
      });
      const device = await client.call('device.get', { deviceId });
      await warnOfDrives(context, client, device);
      context.output.result({ device }, [message('command-line:device.created', { name: device.name })]);
      return exitCodes.success;
    });
  },
};

/** The named drives over those that are there; when somebody else changes these meanwhile, it is a conflict. */
function putDrives(context: CommandContext, { name, connection }: Device) {
  if (connection.kind === 'local') {
    throw wrongUse('is-this-computer', { name });
  }
  const before = connection.kind === 'folder' ? connection.drives : {};
  return { connection: toConnection(readDrives(context, before)), shown: { connection } };
}

const set: Command = {
  usage: `device set NAME [--rename NAME] [--deny-host-commands] ${propertiesUsage}`,
  needs: 1,
  most: 1,
  options: { ...properties, rename: text, 'deny-host-commands': flag },
  run: (context) => {
    const renamed = textOption(context, 'rename');
    const changes = { ...readChanges(context), ...(renamed === undefined ? {} : { name: readName(renamed) }) };
    const hasDrives = listOption(context, 'drive').length > 0;
    if (!hasDrives && Object.keys(changes).length === 0) throw wrongUse('say-what-to-change');
    return context.site(async (client) => {
      const deviceId = await retryConflicts(async () => {
        const before = await findDevice(client, context.words[0] ?? '');
        const drives = hasDrives ? putDrives(context, before) : {};
        await client.call('device.set', { deviceId: before.id, ...changes, ...drives });
        return before.id;
      });
      const device = await client.call('device.get', { deviceId });
      if (hasDrives) await warnOfDrives(context, client, device);
      context.output.result({ device }, describe(device));
      return exitCodes.success;
    });
  },
};

/** Refuses devices that a computer association names: which of them may go is to be said first. */
async function demandUnassociated(client: Client, devices: readonly Device[]): Promise<void> {
  const ofDevices = { kind: 'ids' as const, ids: devices.map(({ id }) => id) };
  const held = await readAll(client, 'association.list', { ofDevices });
  const [first] = held;
  if (first === undefined) return;
  const pairs = held.map(({ sourceName: source, destinationName: destination }) =>
    message('command-line:device.association-pair', { source, destination }),
  );
  const named = { source: first.sourceName, destination: first.destinationName };
  const words = {
    sentence: message('command-line:device.has-associations', { pairs }),
    remedy: message('command-line:device.has-associations-remedy', named),
  };
  throw new Refusal('ASSOCIATION_EXISTS', words, named);
}

const remove: Command = {
  usage: 'device delete NAME… [--with-associations]',
  needs: 1,
  options: { 'with-associations': flag },
  run: (context) =>
    context.site(async (client) => {
      const found = new Map<string, Device>();
      for (const name of context.words) {
        const device = await findDevice(client, name);
        found.set(device.id, device);
      }
      const devices = [...found.values()];
      const withAssociations = hasOption(context, 'with-associations');
      if (!withAssociations) await demandUnassociated(client, devices);
      await client.call('device.delete', {
        devices: { kind: 'ids', ids: devices.map(({ id }) => id) },
        withAssociations,
      });
      const names = devices.map(({ name }) => name);
      context.output.result({ deleted: names }, [message('command-line:device.deleted', { names: names.join(', ') })]);
      return exitCodes.success;
    }),
};

const check: Command = {
  usage: 'device check NAME',
  needs: 1,
  most: 1,
  run: ({ site, output, words: [given = ''] }) =>
    site(async (client) => {
      const { id: deviceId, name } = await findDevice(client, given);
      const { drives } = await client.call('device.check', { deviceId });
      const none = [message('command-line:device.no-drives', { name })];
      const lines = table(['drive', 'folder', 'state', 'profiles'], drives.map(describeDrive));
      output.result({ name, drives }, drives.length === 0 ? none : lines);
      const isGood = drives.length > 0 && drives.every(({ state }) => state === 'usable');
      return isGood ? exitCodes.success : exitCodes.incomplete;
    }),
};

export const deviceCommands = {
  'device list': list,
  'device show': show,
  'device create': create,
  'device set': set,
  'device delete': remove,
  'device check': check,
  ...computerCommands,
} satisfies Commands;
