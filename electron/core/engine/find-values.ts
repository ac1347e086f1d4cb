/** A span of a text, in code units: `from` is inside, `to` is not. */
export interface FoundSpan {
  readonly from: number;
  readonly to: number;
}

/** A text that is looked for. */
export interface WantedValue {
  readonly text: string;
  /** True when it counts only where neither a letter, a digit nor `_` continues it on a side where it has one itself. */
  readonly isWord: boolean;
}

const wordPart = /^[\p{L}\p{N}_]$/u;

/** The character that ends before a place, whole when it takes two units. */
function characterBefore(text: string, at: number): string {
  const isPair = at > 1 && /^[\uDC00-\uDFFF]$/.test(text[at - 1] ?? '') && /^[\uD800-\uDBFF]$/.test(text[at - 2] ?? '');
  return text.slice(isPair ? at - 2 : Math.max(0, at - 1), at);
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function isOwnWord(text: string, { from, to }: FoundSpan): boolean {
  const breaks = (inside: string, outside: string): boolean => !wordPart.test(inside) || !wordPart.test(outside);
  return (
    breaks(characterAt(text, from), characterBefore(text, from)) &&
    breaks(characterBefore(text, to), characterAt(text, to))
  );
}

/** The values as one tree of their letters, with the way back to the longest end that is a beginning too (Aho, Corasick). */
class ValueTree {
  /** For each node: its first letter and where that leads; the others of a node that has more are in `#others`. */
  readonly #letters: number[] = [-1];
  readonly #next: number[] = [0];
  readonly #others = new Map<number, number>();
  readonly #back: number[] = [0];
  /** The length of the longest value that ends at a node and counts anywhere; 0 for none. */
  readonly #anywhere: number[] = [0];
  /** The lengths of the values that end at a node and count as words only, the longest first. */
  readonly #words: (readonly number[])[] = [[]];

  constructor(values: readonly WantedValue[]) {
    const ways: { node: number; parent: number; letter: number; depth: number }[] = [];
    for (const { text, isWord } of values) {
      let node = 0;
      for (let at = 0; at < text.length; at += 1) {
        const letter = text.charCodeAt(at);
        let next = this.#step(node, letter);
        if (next === 0) {
          next = this.#add(node, letter);
          ways.push({ node: next, parent: node, letter, depth: at });
        }
        node = next;
      }
      if (isWord) this.#words[node] = [text.length];
      else this.#anywhere[node] = text.length;
    }
    for (const way of ways.sort((a, b) => a.depth - b.depth)) this.#lead(way);
  }

  #step(node: number, letter: number): number {
    if (this.#letters[node] === letter) return this.#next[node] ?? 0;
    return this.#others.size === 0 ? 0 : (this.#others.get(node * 0x10000 + letter) ?? 0);
  }

  #add(parent: number, letter: number): number {
    const node = this.#letters.length;
    this.#letters.push(-1);
    this.#next.push(0);
    this.#back.push(0);
    this.#anywhere.push(0);
    this.#words.push([]);
    if (this.#letters[parent] === -1) {
      this.#letters[parent] = letter;
      this.#next[parent] = node;
    } else this.#others.set(parent * 0x10000 + letter, node);
    return node;
  }

  /** Where a node goes back to, and what ends there; nodes nearer to the root have been led already. */
  #lead({ node, parent, letter, depth }: { node: number; parent: number; letter: number; depth: number }): void {
    const back = depth === 0 ? 0 : this.#go(this.#back[parent] ?? 0, letter);
    this.#back[node] = back;
    this.#anywhere[node] = Math.max(this.#anywhere[node] ?? 0, this.#anywhere[back] ?? 0);
    const own = this.#words[node] ?? [];
    const inherited = this.#words[back] ?? [];
    this.#words[node] = own.length === 0 ? inherited : [...own, ...inherited];
  }

  #go(from: number, letter: number): number {
    let node = from;
    let next = this.#step(node, letter);
    while (next === 0 && node !== 0) {
      node = this.#back[node] ?? 0;
      next = this.#step(node, letter);
    }
    return next;
  }

  *spans(text: string): Generator<FoundSpan> {
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      node = this.#go(node, text.charCodeAt(at));
      const longest = this.#anywhere[node] ?? 0;
      if (longest > 0) yield { from: at + 1 - longest, to: at + 1 };
      for (const length of this.#words[node] ?? []) {
        const span = { from: at + 1 - length, to: at + 1 };
        if (length > longest && isOwnWord(text, span)) yield span;
      }
    }
  }
}

/**
 * Makes what finds all values in a text, in one walk: the spans in order, those that share a character as one. Takes
 * time in proportion to the length of the text, whatever the values are, as long as words are short (XFER-85).
 */
export function createValueFinder(values: readonly WantedValue[]): (text: string) => readonly FoundSpan[] {
  const tree = new ValueTree(values);
  return (text) => {
    const found: { from: number; to: number }[] = [];
    for (const { from, to } of tree.spans(text)) {
      let whole = { from, to };
      for (let last = found.at(-1); last !== undefined && last.to > whole.from; last = found.at(-1)) {
        whole = { from: Math.min(last.from, whole.from), to };
        found.pop();
      }
      found.push(whole);
    }
    return found;
  };
}
