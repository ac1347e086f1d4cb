import { isTrueText } from '../../model/variable.ts';
import { applyNetworkSettings } from '../apply-network-settings.ts';
import { type AddressProblem, isEntry } from './addresses.ts';
import { type CellChanges, setCells, splitList } from './set-cells.ts';
import { columnOf, findCell, shapeByKey, type StepTable, type TableRow } from './step-table.ts';
import type { TableWriting } from './table-writing.ts';

/** How the adapters of Apply Network Settings stand in its variables; a property of its own counts them once more. */
export const adapterShape = shapeByKey(applyNetworkSettings, 'adapters', ['numAdapters']);

/** Two lists that belong together, entry by entry. */
export interface Pair {
  readonly first: string;
  readonly second: string;
}

/** One network adapter as a person reads it. Texts are those of the document. */
export interface Adapter {
  readonly name: string;
  readonly macAddress: string;
  readonly isAutomatic: boolean;
  /** Addresses with their subnet masks. */
  readonly addresses: readonly Pair[];
  /** Gateways with their metrics; an empty metric is automatic. */
  readonly gateways: readonly Pair[];
  readonly dnsServers: readonly string[];
  readonly dnsDomain: string;
  readonly registersInDns: boolean;
  readonly registersSuffix: boolean;
  readonly usesWins: boolean;
  readonly winsServers: readonly string[];
  readonly usesLmHosts: boolean;
  readonly netbios: string;
  readonly filtersProtocols: boolean;
  readonly protocols: readonly string[];
  readonly filtersTcp: boolean;
  readonly tcpPorts: readonly string[];
  readonly filtersUdp: boolean;
  readonly udpPorts: readonly string[];
}

/** What Add offers first: everything as the network tells it. */
export const newAdapter: Adapter = {
  name: '',
  macAddress: '',
  isAutomatic: true,
  addresses: [],
  gateways: [],
  dnsServers: [],
  dnsDomain: '',
  registersInDns: true,
  registersSuffix: false,
  usesWins: false,
  winsServers: [],
  usesLmHosts: false,
  netbios: '0',
  filtersProtocols: false,
  protocols: [],
  filtersTcp: false,
  tcpPorts: [],
  filtersUdp: false,
  udpPorts: [],
};

/** Parts of a list by their places: one that is empty keeps its place among its pairs. */
function places(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((one) => one.trim());
}

function pairs(first: string, second: string): Pair[] {
  const [one, other] = [places(first), places(second)];
  return Array.from({ length: Math.max(one.length, other.length) }, (_, at) => ({
    first: one[at] ?? '',
    second: other[at] ?? '',
  }));
}

/** Reads one row. What is missing is off, or empty; addresses come from the network unless the row says otherwise. */
export function readAdapter(row: TableRow): Adapter {
  const text = (key: string): string => findCell(row, columnOf(adapterShape, key).member)?.value ?? '';
  const flag = (key: string): boolean => isTrueText(text(key));
  return {
    name: text('name'),
    macAddress: text('macAddress').trim(),
    isAutomatic: text('enableDhcp').trim() === '' || flag('enableDhcp'),
    addresses: pairs(text('ipAddressList'), text('subnetMask')),
    gateways: pairs(text('gateways'), text('gatewayCostMetric')),
    dnsServers: splitList(text('dnsServerList')),
    dnsDomain: text('dnsDomain'),
    registersInDns: flag('enableDnsRegistration'),
    registersSuffix: flag('enableFullDnsRegistration'),
    usesWins: flag('enableWins'),
    winsServers: splitList(text('winsServerList')),
    usesLmHosts: flag('enableLmHosts'),
    netbios: text('tcpipNetbiosOptions').trim() || '0',
    filtersProtocols: flag('enableIpProtocolFiltering'),
    protocols: splitList(text('ipProtocolFilterList')),
    filtersTcp: flag('enableTcpFiltering'),
    tcpPorts: splitList(text('tcpFilterPortList')),
    filtersUdp: flag('enableUdpFiltering'),
    udpPorts: splitList(text('udpFilterPortList')),
  };
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** Metrics are written when one is given; an empty one among them is 1, the first that Windows gives. */
function metricsOf(gateways: readonly Pair[]): string | null {
  if (gateways.every(({ second }) => second === '')) return null;
  return gateways.map(({ second }) => second || '1').join();
}

function seconds(list: readonly Pair[]): string {
  return list.every(({ second }) => second === '') ? '' : list.map(({ second }) => second).join();
}

/** Columns with the values of an adapter. */
function valuesOf(one: Adapter): CellChanges {
  return {
    name: orNull(one.name),
    macAddress: orNull(one.macAddress),
    enableDhcp: one.isAutomatic,
    ipAddressList: orNull(one.addresses.map(({ first }) => first).join()),
    subnetMask: orNull(seconds(one.addresses)),
    gateways: orNull(one.gateways.map(({ first }) => first).join()),
    gatewayCostMetric: metricsOf(one.gateways),
    // The field asks for it of every adapter, also for an empty list.
    dnsServerList: one.dnsServers.join(),
    dnsDomain: orNull(one.dnsDomain),
    enableDnsRegistration: one.registersInDns,
    enableFullDnsRegistration: one.registersSuffix,
    enableWins: one.usesWins,
    winsServerList: orNull(one.winsServers.join()),
    enableLmHosts: one.usesLmHosts,
    tcpipNetbiosOptions: one.netbios,
    enableIpProtocolFiltering: one.filtersProtocols,
    ipProtocolFilterList: orNull(one.protocols.join()),
    enableTcpFiltering: one.filtersTcp,
    tcpFilterPortList: orNull(one.tcpPorts.join()),
    enableUdpFiltering: one.filtersUdp,
    udpFilterPortList: orNull(one.udpPorts.join()),
  };
}

/** A row with the values of an adapter; only what differs from what it says now is written. */
export function writeAdapter(table: StepTable, row: TableRow, next: Adapter, writing: TableWriting): TableRow {
  const old = valuesOf(readAdapter(row));
  const changed = Object.entries(valuesOf(next)).filter(([key, value]) => value !== old[key]);
  return setCells(table, row, Object.fromEntries(changed), writing);
}

/** A new row: every flag of an adapter that is counted, as the field asks, and the lists that are not empty. */
export function addAdapter(table: StepTable, made: Adapter, writing: TableWriting): TableRow {
  const values = Object.entries(valuesOf(made)).filter(([, value]) => value !== null);
  return setCells(table, { place: null, cells: [] }, Object.fromEntries(values), writing);
}

/** A list of an adapter in which an entry is wrong or missing. */
export type AdapterList =
  'macAddress' | 'addresses' | 'gateways' | 'dnsServers' | 'winsServers' | 'protocols' | 'tcpPorts' | 'udpPorts';

/** What is wrong with an adapter: the list, and the entry counted from 0; null where the list as a whole is meant. */
export interface AdapterProblem {
  readonly list: AdapterList;
  readonly at: number | null;
  readonly side: 'first' | 'second';
  readonly kind: AddressProblem | 'empty' | 'twice';
  readonly text: string;
}

type Found = AdapterProblem[];

function checkEntry(
  list: AdapterList,
  at: number,
  side: 'first' | 'second',
  kind: AddressProblem,
  text: string,
): Found {
  if (text === '') return kind === 'metric' ? [] : [{ list, at, side, kind: 'empty', text }];
  return isEntry(kind, text) ? [] : [{ list, at, side, kind, text }];
}

function checkPairs(list: 'addresses' | 'gateways', values: readonly Pair[]): Found {
  const secondKind = list === 'addresses' ? 'mask' : 'metric';
  const seen = new Set<string>();
  return values.flatMap(({ first, second }, at) => {
    const isTwice = first !== '' && seen.has(first);
    seen.add(first);
    return [
      ...checkEntry(list, at, 'first', 'address', first),
      ...(isTwice ? [{ list, at, side: 'first', kind: 'twice', text: first } as const] : []),
      ...checkEntry(list, at, 'second', secondKind, second),
    ];
  });
}

function checkEntries(list: AdapterList, kind: AddressProblem, values: readonly string[]): Found {
  const seen = new Set<string>();
  return values.flatMap((text, at) => {
    const isTwice = text !== '' && seen.has(text);
    seen.add(text);
    return isTwice ? [{ list, at, side: 'first', kind: 'twice', text }] : checkEntry(list, at, 'first', kind, text);
  });
}

/**
 * Everything that is wrong with an adapter, as far as it counts: addresses only when they are given, lists of what is
 * filtered only while it is. Source: the members that the field requires of each adapter. Rule: STEP-36.
 */
export function checkAdapter(one: Adapter): AdapterProblem[] {
  const none = { list: 'addresses', at: null, side: 'first', kind: 'empty', text: '' } as const;
  const given = one.isAutomatic
    ? []
    : [
        ...(one.addresses.length === 0 ? [none] : checkPairs('addresses', one.addresses)),
        ...checkPairs('gateways', one.gateways),
      ];
  return [
    ...(one.macAddress === '' ? [] : checkEntry('macAddress', 0, 'first', 'mac', one.macAddress)),
    ...given,
    ...checkEntries('dnsServers', 'address', one.dnsServers),
    ...(one.usesWins ? checkEntries('winsServers', 'address', one.winsServers) : []),
    ...(one.filtersProtocols ? checkEntries('protocols', 'protocol', one.protocols) : []),
    ...(one.filtersTcp ? checkEntries('tcpPorts', 'port', one.tcpPorts) : []),
    ...(one.filtersUdp ? checkEntries('udpPorts', 'port', one.udpPorts) : []),
  ];
}

/** What the field requires of every adapter and this one does not say. Source: the step catalogue. */
export function missingOf(one: Adapter): ('gateways' | 'dnsServers')[] {
  return [
    ...(!one.isAutomatic && one.gateways.length === 0 ? (['gateways'] as const) : []),
    ...(!one.isAutomatic && one.dnsServers.length === 0 ? (['dnsServers'] as const) : []),
  ];
}
