import { AppError } from '#shared/contract/errors';
import type { Client } from '#shared/contract/client';
import { type Device, type DeviceVariable, VariableName } from '#shared/model/device';
import { type Command, type Commands, listOption, readPair, texts } from './command.ts';
import { findDevice } from './lookup.ts';
import { exitCodes, type Output, Refusal, table, UsageError } from './output.ts';

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** What is shown in the place of a secret value. */
const hidden = '(hidden)';

function showVariables(output: Output, { name: device }: Device, variables: readonly DeviceVariable[]): void {
  const rows = variables.map(({ name, value }) => [name, value ?? hidden]);
  const lines = rows.length === 0 ? [`No variable is set on ${device}.`] : table(['Variable', 'Value'], rows);
  output.result({ device, variables }, lines);
}

const list: Command = {
  usage: 'variable list DEVICE',
  summary: 'the variables that every run on a device starts with; secret values are never shown',
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
    if (names.findIndex((one) => isSame(one, name)) < index) throw new UsageError(`“${name}” is named twice.`);
  }
}

async function setAll(client: Client, device: Device, changes: readonly Change[]): Promise<readonly DeviceVariable[]> {
  return (await client.call('device.setVariables', { deviceId: device.id, changes: [...changes] })).variables;
}

/** A value on the command line would take the secret's place openly. */
function demandNotSecret(device: Device, names: readonly string[]): void {
  const secret = device.variables.find(({ name, isSecret }) => isSecret && names.some((one) => isSame(one, name)));
  if (secret === undefined) return;
  throw new UsageError(
    `${secret.name} of ${device.name} is secret. Give its new value with --secret ${secret.name}, or delete it first.`,
  );
}

const set: Command = {
  usage: 'variable set DEVICE NAME=VALUE… [--secret NAME]…',
  summary: 'set variables of a device; --secret reads the value from standard input, one line for each',
  needs: 1,
  options: { secret: texts },
  run: (context) => {
    const [device = '', ...given] = context.words;
    const pairs = given.map(readPair);
    const secretNames = listOption(context, 'secret');
    const plainNames = pairs.map(({ name }) => name);
    if (pairs.length + secretNames.length === 0) throw new UsageError('Say what to set: NAME=VALUE or --secret NAME.');
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
  summary: 'take variables away from a device',
  needs: 2,
  run: ({ site, output, words: [device = '', ...names] }) =>
    site(async (client) => {
      const found = await findDevice(client, device);
      const missing = names.find((name) => !found.variables.some((one) => isSame(one.name, name)));
      if (missing !== undefined) {
        throw new Refusal('NOT_FOUND', {
          sentence: `${found.name} has no variable “${missing}”. Nothing was deleted.`,
          remedy: `“waystation variable list ${found.name}” shows its variables.`,
        });
      }
      const changes = [...new Set(names)].map((name) => ({ name, value: null, isSecret: false }));
      showVariables(output, found, await setAll(client, found, changes));
      return exitCodes.success;
    }),
};

export const variableCommands: Commands = { 'variable list': list, 'variable set': set, 'variable delete': remove };
