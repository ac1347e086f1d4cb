import { readAll } from '#shared/contract/read-all';
import type { Device, DeviceInput } from '#shared/model/device';
import type { DeviceId } from '#shared/model/ids';
import type { Association } from '#shared/model/state-migration';
import type { Shell } from '../../app/types.ts';
import { devicesModel } from './model.ts';

/** Associations that go when these devices go. */
export function associationsOf(
  devices: readonly Device[],
  associations: readonly Association[],
): readonly Association[] {
  const ids = new Set<string>(devices.map((device) => device.id));
  return associations.filter((one) => ids.has(one.sourceDeviceId) || ids.has(one.destinationDeviceId));
}

/** Makes a device, or keeps the changes of one. Gives its id. */
export async function saveDevice(shell: Shell, deviceId: DeviceId | null, input: DeviceInput): Promise<DeviceId> {
  const { client } = shell;
  const saved = deviceId ?? (await client.call('device.create', input)).deviceId;
  if (deviceId !== null) await client.call('device.set', { deviceId, ...input });
  await shell.model(devicesModel).list.refresh();
  const words = deviceId === null ? 'devices:said.created' : 'devices:said.saved';
  shell.announcer.say(shell.text(words, { name: input.name }));
  return saved;
}

/** Asks, naming the associations that go with them and the run that stands in the way, then deletes. */
export async function deleteDevices(shell: Shell, devices: readonly Device[]): Promise<void> {
  const [first] = devices;
  if (first === undefined) return;
  const { text, client } = shell;
  const ofDevices = { kind: 'ids' as const, ids: devices.map((device) => device.id) };
  const gone = await readAll(client, 'association.list', { ofDevices });
  const values = { count: devices.length, name: first.name };
  const lost = gone.map((one) =>
    text('devices:question.association', { source: one.sourceName, destination: one.destinationName }),
  );
  const sentences = [
    text('devices:question.deleteText', values),
    ...(gone.length === 0 ? [] : [text('devices:question.associations', { count: gone.length })]),
  ];
  const answer = await shell.dialogs.ask('confirm', {
    title: text('devices:question.deleteTitle', values),
    text: sentences.join(' '),
    items: gone.length === 0 ? [] : [...lost, text('devices:question.stores')],
    action: text('devices:question.delete', values),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  // Only what the question named: an association that was made meanwhile refuses the deletion.
  await client.call('device.delete', { devices: ofDevices, withAssociations: gone.length > 0 });
  await shell.model(devicesModel).list.refresh();
  shell.toasts.show({
    intent: 'success',
    title: text('devices:said.deleted', values),
    ...undoOf(shell, devices, gone.length),
  });
}

/** What had associations or secrets cannot be made again as it was, so no Undo is promised. */
function undoOf(shell: Shell, devices: readonly Device[], associationCount: number) {
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
  await shell.model(devicesModel).list.refresh();
}

/** Looks at the folders of each device and says in one sentence what it found. */
export async function checkDevices(shell: Shell, devices: readonly Device[]): Promise<void> {
  const { checks } = shell.model(devicesModel);
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
export async function refreshFacts(shell: Shell, device: Device): Promise<void> {
  const { text, client, toasts } = shell;
  const { facts, sources } = await client.call('device.refreshFacts', { deviceId: device.id });
  await shell.model(devicesModel).list.refresh();
  const silent = sources.filter(({ state }) => state === 'failed' || state === 'timed-out');
  const words = silent.map(({ source, detail }) =>
    text('devices:said.factsNot', {
      source: text(`devices:said.factsSource.${source}`),
      detail: detail === '' ? '' : `: ${detail}`,
    }),
  );
  toasts.show({
    intent: silent.length === 0 ? 'success' : 'warning',
    title: text('devices:said.factsRead', { name: device.name, count: Object.keys(facts).length }),
    ...(words.length === 0 ? {} : { text: words.join(' ') }),
  });
}
