import { describe, expect, it } from 'vitest';
import { tidyGuid, tidyMac } from '#shared/model/device';
import {
  deviceInputOf,
  deviceProblems,
  emptyDevice,
  nextLetter,
  withConnection,
  type DeviceForm,
  type OtherDevices,
} from './device-form.ts';

const good: DeviceForm = {
  ...emptyDevice(),
  name: ' OLD-PC ',
  macAddress: '3c-52-82-1a-09-c4',
  drives: [{ key: 'a', letter: 'c', path: ' /lab/c ' }],
};

const others = (...names: string[]): OtherDevices => ({ names, thisComputer: null });

describe('the form of a device', () => {
  it('[UI-220] writes addresses as the field does and refuses what is none', () => {
    expect([tidyMac('3c-52-82-1a-09-c4'), tidyMac('3C5282.1A09C4'), tidyMac(' '), tidyMac('3C:52')]).toEqual([
      '3C:52:82:1A:09:C4',
      '3C:52:82:1A:09:C4',
      '',
      null,
    ]);
    expect([tidyGuid('{4c4c4544-0042-3510-8052-b4c04f4a3132}'), tidyGuid(''), tidyGuid('4c4c')]).toEqual([
      '4C4C4544-0042-3510-8052-B4C04F4A3132',
      '',
      null,
    ]);
  });

  it('[UI-221] asks for a name of its own and for drives with letter and folder', () => {
    expect(deviceProblems(good, others('NEW-PC'))).toEqual([]);
    expect(deviceProblems(good, others('old-pc'))).toEqual([{ field: 'name', kind: 'taken' }]);
    expect(deviceProblems({ ...good, name: 'a/b' }, others())).toEqual([{ field: 'name', kind: 'invalid' }]);
    expect(deviceProblems({ ...good, drives: [] }, others())).toEqual([{ field: 'drives', kind: 'none' }]);
    const drives = [...good.drives, { key: 'b', letter: 'C', path: '' }, { key: 'x', letter: '1', path: '/x' }];
    expect(deviceProblems({ ...good, drives }, others())).toEqual([
      { field: 'letter', drive: 'b', kind: 'twice' },
      { field: 'path', drive: 'b', kind: 'empty' },
      { field: 'letter', drive: 'x', kind: 'invalid' },
    ]);
    expect(deviceProblems({ ...good, connection: 'none', drives: [] }, others())).toEqual([]);
  });

  it('[UI-222] keeps what was entered, tidied', () => {
    expect(deviceInputOf({ ...good, allowHostCommands: true })).toEqual({
      name: 'OLD-PC',
      macAddress: '3C:52:82:1A:09:C4',
      smbiosGuid: '',
      description: '',
      connection: { kind: 'folder', drives: { 'C:': '/lab/c' } },
      allowHostCommands: true,
      environment: 'FullOS',
      facts: {},
    });
    expect(deviceInputOf({ ...good, connection: 'none', allowHostCommands: true }).allowHostCommands).toBe(false);
    expect(nextLetter(good.drives)).toBe('D');
  });

  it('[UI-252] takes the name of this computer when it has none, and stands for it only once in a site', () => {
    const local = withConnection(emptyDevice(), 'local', 'LAB-07');
    expect([local.name, withConnection({ ...local, name: 'MINE' }, 'local', 'LAB-07').name]).toEqual([
      'LAB-07',
      'MINE',
    ]);
    expect(deviceProblems(local, others('NEW-PC'))).toEqual([]);
    expect(deviceProblems(local, { names: ['DESK'], thisComputer: 'DESK' })).toEqual([
      { field: 'connection', kind: 'second', name: 'DESK' },
    ]);
    expect(deviceInputOf({ ...local, allowHostCommands: true })).toMatchObject({
      connection: { kind: 'local' },
      allowHostCommands: true,
    });
  });
});
