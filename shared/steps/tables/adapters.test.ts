import { describe, expect, it } from 'vitest';
import { isEntry } from './addresses.ts';
import {
  type Adapter,
  adapterShape,
  addAdapter,
  checkAdapter,
  missingOf,
  newAdapter,
  readAdapter,
} from './adapters.ts';
import { findCell, readTable } from './step-table.ts';
import { tableWritings } from './table-writing.ts';

const given: Adapter = {
  ...newAdapter,
  isAutomatic: false,
  addresses: [{ first: '10.0.0.5', second: '255.255.255.0' }],
};
const found = (change: Partial<Adapter>) =>
  checkAdapter({ ...given, ...change }).map(({ list, at, side, kind }) => [list, at, side, kind]);

describe('network adapters', () => {
  it.each([
    [
      'address',
      ['0.0.0.0', '255.255.255.255', '%Address%'],
      ['', '1.2.3', '1.2.3.4.5', '256.0.0.1', '01.2.3.4', 'a.b.c.d', '%', '%%'],
    ],
    [
      'mask',
      ['255.255.255.0', '255.255.255.255', '128.0.0.0', '%Mask%'],
      ['0.0.0.0', '255.0.255.0', '24', '0.0.0.255'],
    ],
    ['mac', ['00:15:5D:01:02:03', '00-15-5d-01-02-03', '00155D010203'], ['00:15:5D:01:02', '00:15-5D:01:02:03', 'x']],
    ['metric', ['1', '9999'], ['0', '10000', '-1', '1.5']],
    ['protocol', ['0', '255'], ['256', 'tcp']],
    ['port', ['0', '65535'], ['65536', '80-90']],
  ] as const)('[STEP-36] an entry of the kind %s', (kind, good, bad) => {
    for (const text of good) expect(isEntry(kind, text), text).toBe(true);
    for (const text of bad) expect(isEntry(kind, text), text).toBe(false);
  });

  it('[STEP-36] every wrong entry is named with its place', () => {
    expect(found({})).toEqual([]);
    expect(found({ addresses: [] })).toEqual([['addresses', null, 'first', 'empty']]);
    const addresses = [...given.addresses, { first: '10.0.0.5', second: '' }];
    expect(found({ addresses })).toEqual([
      ['addresses', 1, 'first', 'twice'],
      ['addresses', 1, 'second', 'empty'],
    ]);
    expect(found({ gateways: [{ first: '10.0.0.300', second: 'x' }] })).toEqual([
      ['gateways', 0, 'first', 'address'],
      ['gateways', 0, 'second', 'metric'],
    ]);
    expect(found({ dnsServers: ['10.0.0.1', ''] })).toEqual([['dnsServers', 1, 'first', 'empty']]);
  });

  it('[STEP-36] what does not count is not checked', () => {
    expect(found({ isAutomatic: true, addresses: [], gateways: [{ first: 'x', second: 'x' }] })).toEqual([]);
    expect(found({ winsServers: ['x'], tcpPorts: ['x'], udpPorts: ['x'], protocols: ['x'] })).toEqual([]);
    expect(found({ winsServers: ['x'], usesWins: true, tcpPorts: ['x'], filtersTcp: true })).toHaveLength(2);
  });

  it('[STEP-36] what the field requires of every adapter and is not there is named', () => {
    expect(missingOf(newAdapter)).toEqual([]);
    expect(missingOf(given)).toEqual(['gateways', 'dnsServers']);
  });

  it('[STEP-31] lists of different lengths lose no entry, and members are found in any case', () => {
    const variables = [
      ['IPAddressList', '10.0.0.5, 10.0.0.6'],
      ['SubnetMask', '255.0.0.0'],
      ['MacAddress', '00155D010203'],
      ['EnableDHCP', 'FALSE'],
    ].map(([member = '', value = '']) => ({
      name: `OSDAdapter0${member}`,
      property: `Adapters0${member}`,
      hidden: false,
      value,
    }));
    const [row] = readTable(adapterShape, variables).rows;
    if (row === undefined) throw new Error('no row');
    expect(readAdapter(row)).toMatchObject({
      isAutomatic: false,
      macAddress: '00155D010203',
      addresses: [
        { first: '10.0.0.5', second: '255.0.0.0' },
        { first: '10.0.0.6', second: '' },
      ],
    });
  });

  it('[STEP-34] a metric that is left open beside given ones is the first that Windows gives', () => {
    const gateways = [
      { first: '10.0.0.1', second: '' },
      { first: '10.0.0.2', second: '20' },
    ];
    const row = addAdapter(readTable(adapterShape, []), { ...given, gateways }, tableWritings.cm);
    expect(findCell(row, 'GatewayCostMetric')?.value).toBe('1,20');
  });

  it('[STEP-34] every adapter says where its addresses and names come from, also when it has none', () => {
    const row = addAdapter(readTable(adapterShape, []), newAdapter, tableWritings.cm);
    expect(findCell(row, 'EnableDHCP')?.value).toBe('true');
    expect(findCell(row, 'DNSServerList')?.value).toBe('');
    expect(findCell(row, 'IPAddressList')).toBeUndefined();
  });
});
