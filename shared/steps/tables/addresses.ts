import { hasVariable } from '../../model/variable-references.ts';

/** What is wrong with an entry of an adapter. */
export type AddressProblem = 'address' | 'mask' | 'mac' | 'metric' | 'protocol' | 'port';

/** An IPv4 address as four numbers, without leading zeros; undefined for anything else. */
export function readIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  return numbers.every((one) => one <= 255) ? numbers : undefined;
}

/** A mask is ones and then zeros: 255.255.255.0, not 255.0.255.0. */
export function isSubnetMask(text: string): boolean {
  const bits = readIpv4(text)
    ?.map((part) => part.toString(2).padStart(8, '0'))
    .join('');
  return bits !== undefined && /^1+0*$/.test(bits);
}

function isWithin(text: string, least: number, most: number): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

const checks: Readonly<Record<AddressProblem, (text: string) => boolean>> = {
  address: (text) => readIpv4(text) !== undefined,
  mask: isSubnetMask,
  mac: (text) => /^([0-9a-f]{2}([:-]?)[0-9a-f]{2}(\2[0-9a-f]{2}){4})$/i.test(text),
  // 1 to 9,999, as Windows takes it.
  metric: (text) => isWithin(text, 1, 9999),
  // 0 lets everything through.
  protocol: (text) => isWithin(text, 0, 255),
  port: (text) => isWithin(text, 0, 65_535),
};

/** Whether an entry can stand: it has the form, or a variable of the sequence in it. */
export function isEntry(kind: AddressProblem, text: string): boolean {
  return hasVariable(text) || checks[kind](text.trim());
}
