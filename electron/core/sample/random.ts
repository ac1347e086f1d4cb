/** Repeatable numbers for made-up content: the same seed gives the same files on every machine (xorshift, 32 bits). */
export interface Repeatable {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Fills with bytes that do not compress, as photos do. */
  fill(bytes: Uint8Array): void;
}

/** Numbers that look like chance and are the same for the same seed, for a sample that is always the same (xorshift). */
export function createRepeatable(seed: number): Repeatable {
  let state = seed | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return {
    below: (limit) => next() % limit,
    pick: (items) => items[next() % items.length] ?? items[0],
    fill(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const whole = bytes.byteLength - (bytes.byteLength % 4);
      for (let at = 0; at < whole; at += 4) view.setUint32(at, next(), true);
      for (let at = whole; at < bytes.byteLength; at += 1) bytes[at] = next() & 0xff;
    },
  };
}

/** A seed out of a name, so that each file has its own numbers whatever was written before it (FNV-1a). */
export function seedOf(name: string): number {
  let sum = 0x811c9dc5;
  for (const character of name) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return sum;
}
