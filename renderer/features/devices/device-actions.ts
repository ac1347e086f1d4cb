import { AppError, isAppError } from '#shared/contract/errors';
import type { Device, DeviceInput, DeviceRow } from '#shared/model/device';
import type { DeviceId } from '#shared/model/ids';
import type { DeviceSelection } from '#shared/model/lists';
import { factName, factValue } from '#shared/text/fact-words';
import { asItIs, saveFields } from '../../app/save-fields.ts';
import type { Shell } from '../../app/types.ts';
import { removeChosen } from '../../app/use-chosen.ts';
import type { Chosen } from '../../stores/lists.ts';
import { inputOfDevice } from './device-form.ts';
import { deviceChecksModel, devicesNode } from './model.ts';

/** As many associations as a question names; how many more there are it says. */
const mostNamed = 100;

/** Commands know their own change before they are told of it. */
function reread(shell: Shell): Promise<void> {
  return shell.cache.change([{ kind: 'devices', ids: null }]);
}

/** Makes a device, or keeps the changes of the one that the form began with. Gives its id, null for back to the form. */
export async function saveDevice(shell: Shell, begun: Device | null, input: DeviceInput): Promise<DeviceId | null> {
  if (begun !== null && !(await saveChanges(shell, begun, input))) return null;
  const saved = begun?.id ?? (await shell.client.call('device.create', input)).deviceId;
  await reread(shell);
  const words = begun === null ? 'devices:said.created' : 'devices:said.saved';
  shell.announcer.say(shell.text(words, { name: input.name }));
  return saved;
}

/** Keeps what was set and removed among the variables of a device, all of it or none. */
export async function saveVariables(
  shell: Shell,
  deviceId: DeviceId,
  changes: readonly { readonly name: string; readonly value: string | null; readonly isSecret: boolean }[],
): Promise<void> {
  if (changes.length === 0) return;
  await shell.client.call('device.setVariables', { deviceId, changes: [...changes] });
  await shell.cache.change([{ kind: 'devices', ids: [deviceId] }]);
}

function saveChanges(shell: Shell, begun: Device, edited: DeviceInput): Promise<boolean> {
  const { client, text } = shell;
  const deviceId = begun.id;
  return saveFields<DeviceInput>(shell, {
    ...{ name: begun.name, shown: inputOfDevice(begun), edited },
    words: {
      name: [text('devices:form.name'), asItIs],
      macAddress: [text('devices:form.mac'), asItIs],
      smbiosGuid: [text('devices:form.guid'), asItIs],
      description: [text('devices:form.description'), asItIs],
      environment: [text('devices:form.environment'), (value) => text(`devices:environment.${value}`)],
      allowHostCommands: [text('devices:form.allow'), (value) => text(`frame:conflict.${value ? 'yes' : 'no'}`)],
      connection: [text('devices:details.connection'), (value) => connectionText(shell, value)],
      facts: [text('devices:form.facts'), (value) => factsText(shell, value)],
    },
    send: (change, shown) =>
      client.call('device.set', { deviceId, ...change, shown }).catch((error: unknown) => {
        // The core knows what is gone by its identifier alone.
        if (isAppError(error, 'DEVICE_NOT_FOUND')) throw new AppError(error.code, { name: begun.name });
        throw error;
      }),
    reload: async () => inputOfDevice(await client.call('device.get', { deviceId })),
  });
}

const pairs = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

function factsText({ say }: Shell, facts: Device['facts']): string {
  const said = Object.entries(facts).map(([name, value]) => `${say(factName(name))} ${say(factValue(name, value))}`);
  return said.join(', ');
}

function connectionText({ text }: Shell, connection: Device['connection']): string {
  if (connection.kind === 'folder') return pairs(connection.drives);
  return text(connection.kind === 'local' ? 'devices:connection.local' : 'devices:connection.none');
}

/** Asks, naming the associations that go with them and the run that stands in the way, then deletes. */
export async function deleteDevices(shell: Shell, chosen: Chosen<DeviceRow>): Promise<void> {
  if (chosen.input === null) return;
  const { text, client } = shell;
  const devices = chosen.input as DeviceSelection;
  const { rows, total } = await client.call('association.list', { ofDevices: devices, limit: mostNamed });
  // Read before they are gone: Undo makes them again.
  const whole = await wholeOf(shell, chosen.rows);
  const values = { count: chosen.count, name: chosen.rows[0]?.name ?? '' };
  const lost = rows.map((one) =>
    text('devices:question.association', { source: one.sourceName, destination: one.destinationName }),
  );
  const more = total > rows.length ? [text('devices:question.moreAssociations', { count: total - rows.length })] : [];
  const sentences = [
    text('devices:question.deleteText', values),
    ...(total === 0 ? [] : [text('devices:question.associations', { count: total })]),
  ];
  const answer = await shell.dialogs.ask('confirm', {
    title: text('devices:question.deleteTitle', values),
    text: sentences.join(' '),
    items: [...lost, ...more],
    action: text('devices:question.delete', values),
    keep: text('devices:question.keep', values),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  // Only what the question named: an association that was made meanwhile refuses the deletion.
  const { count } = await removeChosen(shell, devicesNode, async () => {
    const done = await client.call('device.delete', { devices, withAssociations: total > 0 });
    await reread(shell);
    return done;
  });
  shell.toasts.show({
    intent: 'success',
    title: text('devices:said.deleted', { ...values, count }),
    ...undoOf(shell, whole, total),
  });
}

/** More devices than this are not made again by a click: an Undo of minutes is none. */
const mostUndone = 50;

/** The devices with their facts and variables; null when they are too many to be made again. */
async function wholeOf(shell: Shell, rows: readonly DeviceRow[]): Promise<readonly Device[] | null> {
  if (rows.length === 0 || rows.length > mostUndone) return null;
  return Promise.all(rows.map((row) => shell.client.call('device.get', { deviceId: row.id })));
}

/** What had associations or secrets cannot be made again as it was, so no Undo is promised. */
function undoOf(shell: Shell, devices: readonly Device[] | null, associationCount: number) {
  if (devices === null) return {};
  const hasSecrets = devices.some((device) => device.variables.some((variable) => variable.isSecret));
  if (associationCount > 0 || hasSecrets) return {};
  const run = (): Promise<void> => restoreDevices(shell, devices);
  return { action: { label: shell.text('devices:said.undo'), run } };
}

async function restoreDevices(shell: Shell, devices: readonly Device[]): Promise<void> {
  for (const device of devices) {
    const { id: _id, createdAt: _createdAt, modifiedAt: _modifiedAt, variables, ...input } = device;
    const { deviceId } = await shell.client.call('device.create', input);
    for (const { name, value } of variables) {
      await shell.client.call('device.setVariable', { deviceId, name, value: value ?? '', isSecret: false });
    }
    shell.announcer.say(shell.text('devices:said.restored', { name: device.name }));
  }
  await reread(shell);
}

/** Looks at the folders of each device and says in one sentence what it found. */
export async function checkDevices(shell: Shell, devices: readonly DeviceRow[]): Promise<void> {
  const checks = shell.model(deviceChecksModel);
  for (const device of devices) {
    const drives = await checks.check(device.id);
    if (drives === null) continue;
    const bad = drives.filter((drive) => drive.state !== 'usable').length;
    if (drives.length === 0) {
      shell.toasts.show({ intent: 'info', title: shell.text('devices:said.checkedNone', { name: device.name }) });
    } else if (bad === 0) {
      shell.toasts.show({ intent: 'success', title: shell.text('devices:said.checkedGood', { name: device.name }) });
    } else {
      const title = shell.text('devices:said.checkedBad', { name: device.name, count: bad });
      shell.toasts.show({ intent: 'warning', title });
    }
  }
}

/** Reads the facts of this computer again and says what did not answer. */
export async function refreshFacts(shell: Shell, device: DeviceRow): Promise<void> {
  const { text, say, client, toasts } = shell;
  const { facts, sources } = await client.call('device.refreshFacts', { deviceId: device.id });
  await reread(shell);
  const silent = sources.filter(({ state }) => state === 'failed' || state === 'timed-out');
  const words = silent.map(({ source, detail }) =>
    text('devices:said.factsNot', {
      source: text(`devices:said.factsSource.${source}`),
      detail: detail === '' ? '' : `: ${say(detail)}`,
    }),
  );
  toasts.show({
    intent: silent.length === 0 ? 'success' : 'warning',
    title: text('devices:said.factsRead', { name: device.name, count: Object.keys(facts).length }),
    ...(words.length === 0 ? {} : { text: words.join(' ') }),
  });
}
