import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { Client } from '#shared/contract/client';
import { type Device, type DeviceVariable, VariableName } from '#shared/model/device';
import { type Command, type Commands, listOption, readPair, texts } from './command.ts';
import { findDevice } from './lookup.ts';
import { exitCodes, type Output, Refusal, table } from './output.ts';
import { wrongUse } from './wrong-use.ts';

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function showVariables(output: Output, { name: device }: Device, variables: readonly DeviceVariable[]): void {
  const rows = variables.map(({ name, value }) => [name, value ?? message('command-line:hidden')]);
  const lines =
    rows.length === 0 ? [message('command-line:variable.none', { device })] : table(['variable', 'value'], rows);
  output.result({ device, variables }, lines);
}

const list: Command = {
  usage: 'variable list DEVICE',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const device = await findDevice(client, words[0] ?? '');
      showVariables(output, device, device.variables);
      return exitCodes.success;
    }),
};

interface Change {
  readonly name: string;
  readonly value: string | null;
  readonly isSecret: boolean;
}

/** All names are good before the first is set. */
function demandNames(names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    if (!VariableName.safeParse(name).success) throw new AppError('VARIABLE_NAME_INVALID', { name });
    if (names.findIndex((one) => isSame(one, name)) < index) throw wrongUse('named-twice', { name });
  }
}

async function setAll(client: Client, device: Device, changes: readonly Change[]): Promise<readonly DeviceVariable[]> {
  return (await client.call('device.setVariables', { deviceId: device.id, changes: [...changes] })).variables;
}

/** A value on the command line would take the secret's place openly. */
function demandNotSecret(device: Device, names: readonly string[]): void {
  const secret = device.variables.find(({ name, isSecret }) => isSecret && names.some((one) => isSame(one, name)));
  if (secret === undefined) return;
  throw wrongUse('is-secret', { name: secret.name, device: device.name });
}

const set: Command = {
  usage: 'variable set DEVICE NAME=VALUE… [--secret NAME]…',
  note: message('command-line:help.shell-characters'),
  needs: 1,
  options: { secret: texts },
  run: (context) => {
    const [device = '', ...given] = context.words;
    const pairs = given.map(readPair);
    const secretNames = listOption(context, 'secret');
    const plainNames = pairs.map(({ name }) => name);
    if (pairs.length + secretNames.length === 0) throw wrongUse('say-what-to-set');
    demandNames([...plainNames, ...secretNames]);
    return context.site(async (client) => {
      const found = await findDevice(client, device);
      demandNotSecret(found, plainNames);
      const values = await context.readSecrets(secretNames);
      const secrets = secretNames.map((name, index) => ({ name, value: values[index] ?? '', isSecret: true }));
      const plain = pairs.map((pair) => ({ ...pair, isSecret: false }));
      showVariables(context.output, found, await setAll(client, found, [...plain, ...secrets]));
      return exitCodes.success;
    });
  },
};

const remove: Command = {
  usage: 'variable delete DEVICE NAME…',
  needs: 2,
  run: ({ site, output, words: [device = '', ...names] }) =>
    site(async (client) => {
      const found = await findDevice(client, device);
      const missing = names.find((name) => !found.variables.some((one) => isSame(one.name, name)));
      if (missing !== undefined) {
        throw new Refusal('NOT_FOUND', {
          sentence: message('command-line:variable.not-there', { device: found.name, name: missing }),
          remedy: message('command-line:variable.not-there-remedy', { device: found.name }),
        });
      }
      const changes = [...new Set(names)].map((name) => ({ name, value: null, isSecret: false }));
      showVariables(output, found, await setAll(client, found, changes));
      return exitCodes.success;
    }),
};

export const variableCommands = {
  'variable list': list,
  'variable set': set,
  'variable delete': remove,
} satisfies Commands;
