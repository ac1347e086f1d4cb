import { readAll } from '#shared/contract/read-all';
import type { Device } from '#shared/model/device';
import type { Association } from '#shared/model/state-migration';
import type { Client } from '../../api/client.ts';
import { createResource, type Resource } from '../../api/resource.ts';
import { defineModel } from '../../app/types.ts';
import { createDeviceChecks, type DeviceChecks } from './device-checks.ts';

export interface DevicesModel {
  readonly list: Resource<readonly Device[]>;
  /** Which associations name a device; user state has its own copy. */
  readonly associations: Resource<readonly Association[]>;
  readonly checks: DeviceChecks;
}

export const devicesModel = defineModel<DevicesModel>('devices', (shell) => {
  const { client, connection } = shell;
  const checks = createDeviceChecks(client);
  client.on('site.changed', ({ changes }) => {
    if (changes.some(({ kind }) => kind === 'devices')) checks.forget();
  });
  const list = createResource<readonly Device[]>({
    client,
    onReconnect: connection.onReconnect,
    areas: ['devices'],
    load: async (one, signal) => readDevices(one, signal),
  });
  shell.commands.watch(list.store);
  return {
    checks,
    list,
    associations: createResource<readonly Association[]>({
      client,
      onReconnect: connection.onReconnect,
      areas: ['associations'],
      load: async (one, signal) => readAll(one, 'association.list', {}, { signal }),
    }),
  };
});

/** All devices with what lists leave out. */
async function readDevices(client: Client, signal: AbortSignal): Promise<readonly Device[]> {
  const rows = await readAll(client, 'device.list', {}, { signal });
  return Promise.all(rows.map(({ id }) => client.call('device.get', { deviceId: id }, { signal })));
}

/** The operating system as the facts of a device name it; empty when they do not. */
export function systemOf(device: Device): string {
  return factOf(device, ['operatingsystem', 'os', 'osname', 'oscaption']);
}

export function modelNameOf(device: Device): string {
  return factOf(device, ['model', 'computermodel']);
}

/** Facts are free names: case, blanks and signs do not matter. */
function factOf(device: Device, names: readonly string[]): string {
  const facts = new Map(Object.entries(device.facts).map(([name, value]) => [plainName(name), value]));
  return names.map((name) => facts.get(name) ?? '').find((value) => value !== '') ?? '';
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

export function driveLetters(device: Device): readonly string[] {
  return device.connection.kind === 'folder' ? Object.keys(device.connection.drives).sort() : [];
}
