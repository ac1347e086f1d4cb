import type { Repeatable } from '../../sample/random.ts';

/** What parsers stumble over, as it may come into the middle of anything. */
const oddBytes: readonly [Buffer, ...Buffer[]] = [
  Buffer.from([0]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from('\u202e\u0007\u2028'),
  Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]>'),
  Buffer.from('<![CDATA['),
  Buffer.from(']]>'),
  Buffer.from('&#0;&#xffff;&b;'),
  Buffer.from('<group name="a">'.repeat(40)),
  Buffer.from('</sequence>'),
  Buffer.from('"'),
  Buffer.from([0x50, 0x4b, 1, 2]),
  Buffer.from([0x50, 0x4b, 5, 6]),
  Buffer.from([0xff, 0xff, 0xff, 0x7f]),
];

type Change = (bytes: Buffer, at: number, random: Repeatable) => Buffer;

const cut = (bytes: Buffer, at: number, count: number, ...between: Buffer[]): Buffer =>
  Buffer.concat([bytes.subarray(0, at), ...between, bytes.subarray(at + count)]);

const changes: readonly [Change, ...Change[]] = [
  // One bit.
  (bytes, at, random) => cut(bytes, at, 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << random.below(8))])),
  // Another letter, which a parser may well take.
  (bytes, at, random) => cut(bytes, at, 1, Buffer.from([0x20 + random.below(95)])),
  (bytes, at, random) => cut(bytes, at, 0, Buffer.from([0x61 + random.below(26)])),
  // The end is not there.
  (bytes, at) => bytes.subarray(0, at),
  // A piece is not there.
  (bytes, at, random) => cut(bytes, at, random.below(64)),
  // A piece is there twice.
  (bytes, at, random) => cut(bytes, at, 0, bytes.subarray(at, at + random.below(400))),
  // A piece lies elsewhere.
  (bytes, at, random) => {
    const piece = bytes.subarray(at, at + random.below(100));
    const without = cut(bytes, at, piece.length);
    return cut(without, random.below(without.length + 1), 0, piece);
  },
  (bytes, at, random) => cut(bytes, at, 0, random.pick(oddBytes)),
  (bytes, at, random) => cut(bytes, at, random.below(8), random.pick(oddBytes)),
];

/** The same bytes with one to three changes; which ones is up to `random` alone. */
export function mutate(bytes: Uint8Array, random: Repeatable): Buffer {
  let changed = Buffer.from(bytes);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    changed = Buffer.from(random.pick(changes)(changed, random.below(changed.length + 1), random));
  }
  return changed;
}
