import { message } from '../contract/message.ts';
import type { Message, MessageOrText } from '../contract/message-shape.ts';
import { plainName } from '../model/device.ts';
import { facts } from './en/facts.ts';

type FactCode = Exclude<keyof typeof facts.name, 'disk'>;
type Kind = 'computer-type' | 'battery';

const codes = new Map(
  (Object.keys(facts.name) as (keyof typeof facts.name)[]).flatMap((code) =>
    code === 'disk' ? [] : [[plainName(code), code] as const],
  ),
);

/** Values of ours by their plain text: an earlier version stored them in English. */
const values = {
  'computer-type': plainKeys(facts['computer-type']),
  battery: plainKeys(facts.battery),
} satisfies Record<Kind, ReadonlyMap<string, string>>;

function plainKeys(words: object): ReadonlyMap<string, string> {
  return new Map(Object.keys(words).map((code) => [plainName(code), code]));
}

function codeOf(name: string): FactCode | undefined {
  return codes.get(plainName(name));
}

/** The name of a fact of a device in words. One that a person gave, or another program, is its own name. */
export function factName(name: string): MessageOrText {
  const code = codeOf(name);
  if (code !== undefined) return message(`facts:name.${code}`);
  const disk = /^disk[ -](\d{1,4})$/i.exec(name);
  return disk === null ? name : message('facts:name.disk', { number: disk[1] ?? '' });
}

/** The value of a fact: a code of ours in words, anything else as it is. */
export function factValue(name: string, value: string): MessageOrText {
  const kind = codeOf(name);
  if (kind !== 'computer-type' && kind !== 'battery') return value;
  const code = values[kind].get(plainName(value));
  return code === undefined ? value : ({ say: `facts:${kind}.${code}` } satisfies Message);
}
