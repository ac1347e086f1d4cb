import { DeviceRow } from '#shared/model/device';
import type { ListPage } from '#shared/model/list';
import { type DeviceListQuery, type DeviceSelection, listKinds } from '#shared/model/lists';
import type { Database } from '../connection.ts';
import type { ConnectionKind, DriveMap } from '../tables/device.ts';
import { type Condition, given, isNamed, isOneOf, type ListTable, selectedIds } from './list-statement.ts';
import { readPage } from './read-page.ts';

export const deviceTable: ListTable<NonNullable<DeviceListQuery['sort']>['column']> = {
  table: 'list_device',
  kinds: listKinds.devices,
  joins: 'CROSS JOIN device d ON d.id = l.id',
  columns: `d.id, d.name, d.mac AS macAddress, d.smbios_guid AS smbiosGuid, d.description, d.connection,
    d.drive_map AS driveMap, d.allow_host_commands AS allowHostCommands, d.environment, l.system, l.model,
    d.created_at AS createdAt, d.modified_at AS modifiedAt`,
  order: { by: ['l.name'], descending: false },
  sort: {
    name: ['l.name'],
    connection: ['l.connection'],
    environment: ['l.environment'],
    mac: ['l.mac'],
    system: ['l.system_sort'],
    model: ['l.model_sort'],
    drives: ['l.drives'],
    modified: ['l.modified_at'],
  },
  codes: { connection: 'l.connection', environment: 'l.environment' },
};

/** As SQLite gives it. Our own writers checked the values; the page as a whole is checked where it leaves the core. */
interface Stored extends Omit<DeviceRow, 'connection' | 'allowHostCommands'> {
  readonly connection: ConnectionKind;
  readonly driveMap: string;
  readonly allowHostCommands: number;
}

function drivesOf(json: string): DriveMap {
  try {
    return JSON.parse(json) as DriveMap;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function toRow({ driveMap, ...row }: Stored): DeviceRow {
  const { connection: kind } = row;
  return {
    ...row,
    connection: kind === 'folder' ? { kind, drives: drivesOf(driveMap) } : { kind },
    allowHostCommands: row.allowHostCommands === 1,
  };
}

function criteriaOf({ names, connections }: Pick<DeviceListQuery, 'names' | 'connections'>): Condition[] {
  return [...given(names, isNamed), ...given(connections, (kinds) => isOneOf('l.connection', kinds))];
}

/** A page of devices as the query filters and sorts them, and how many there are. */
export function listDeviceRows(database: Database, query: DeviceListQuery): Promise<ListPage<DeviceRow>> {
  return readPage(database, deviceTable, query, criteriaOf(query), toRow, {
    schema: DeviceRow,
    fallbacks: {
      connection: { kind: 'none' },
      environment: 'FullOS',
      createdAt: 0,
      modifiedAt: 0,
      macAddress: '',
      smbiosGuid: '',
    },
  });
}

/** The ids of a selection as a query in brackets. */
export function selectedDevices(selection: DeviceSelection): Condition {
  return selectedIds(deviceTable, selection, selection.kind === 'ids' ? [] : criteriaOf(selection.criteria));
}
