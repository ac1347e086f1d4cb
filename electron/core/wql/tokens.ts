import { type Place, refuseQuery, shown } from './problem.ts';

/**
 * A piece of a query. `text` is what stands there; `value` is what it means: the characters of a quoted text, the inside of
 * braces, a word in small letters.
 */
export interface Token extends Place {
  readonly kind: 'word' | 'variable' | 'number' | 'text' | 'object' | 'sign' | 'end';
  readonly text: string;
  readonly value: string;
}

const blanks = /\s*/uy;
const number = /[+-]?(?:0[xX][\dA-Fa-f]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_%])/uy;
/** Letters, digits and variables of the task sequence, which may stand for any part of a word. */
const word = /(?:[\p{L}\p{N}_]|%[A-Za-z_][A-Za-z0-9_-]{0,255}%)+/uy;
const sign = /<=|>=|<>|!=|[=<>(),.*[\]]/uy;

function match(pattern: RegExp, query: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(query)?.[0] ?? null;
}

function readWord(text: string, offset: number): Token {
  const length = text.length;
  if (text.includes('%')) return { kind: 'variable', text, value: text, offset, length };
  if (/^\d/.test(text)) refuseQuery('number', { offset, length }, { found: shown(text) });
  return { kind: 'word', text, value: text.toLowerCase(), offset, length };
}

/** A quoted text: a backslash stands before a quote or another backslash, and nowhere else. */
function readText(query: string, offset: number): Token {
  const quote = query.charAt(offset);
  let value = '';
  for (let at = offset + 1; at < query.length; at += 1) {
    const one = query.charAt(at);
    if (one === quote)
      return { kind: 'text', text: query.slice(offset, at + 1), value, offset, length: at + 1 - offset };
    if (one !== '\\') {
      value += one;
      continue;
    }
    const next = query.charAt(at + 1);
    // At the very end it is the closing quote that is missing.
    if (next !== '' && next !== '\\' && next !== '"' && next !== "'")
      refuseQuery('backslash', { offset: at, length: 1 });
    value += next;
    at += 1;
  }
  return refuseQuery('quote-open', { offset, length: query.length - offset }, { quote });
}

/** The path of an object in braces. Braces and quotes in its own quoted values do not end it. */
function readObject(query: string, offset: number): Token {
  let quote = '';
  for (let at = offset + 1; at < query.length; at += 1) {
    const one = query.charAt(at);
    if (one === '\\' && quote !== '') at += 1;
    else if (quote !== '') quote = one === quote ? '' : quote;
    else if (one === '"' || one === "'") quote = one;
    else if (one === '}') {
      const text = query.slice(offset, at + 1);
      return { kind: 'object', text, value: text.slice(1, -1), offset, length: text.length };
    }
  }
  return refuseQuery('brace-open', { offset, length: query.length - offset });
}

function readToken(query: string, offset: number): Token {
  const first = query.charAt(offset);
  if (first === '') return { kind: 'end', text: '', value: '', offset, length: 0 };
  if (first === '"' || first === "'") return readText(query, offset);
  if (first === '{') return readObject(query, offset);
  const digits = match(number, query, offset);
  if (digits !== null) return { kind: 'number', text: digits, value: digits, offset, length: digits.length };
  const letters = match(word, query, offset);
  if (letters !== null) return readWord(letters, offset);
  const found = match(sign, query, offset);
  if (found !== null) return { kind: 'sign', text: found, value: found, offset, length: found.length };
  const [character = first] = query.slice(offset, offset + 2);
  return refuseQuery('character', { offset, length: character.length }, { found: shown(character) });
}

/**
 * The tokens of a query one after the other, in time in proportion to its length. `last` is the one that was taken before
 * `next`: what is missing at the end of a query is missing after it. Errors: `QueryError`.
 */
export class Tokens {
  readonly query: string;
  next: Token;
  last: Token;

  constructor(query: string) {
    this.query = query;
    this.next = this.#read(0);
    this.last = this.next;
  }

  #read(offset: number): Token {
    return readToken(this.query, offset + (match(blanks, this.query, offset)?.length ?? 0));
  }

  take(): Token {
    this.last = this.next;
    this.next = this.#read(this.last.offset + this.last.length);
    return this.last;
  }

  /** Takes the word or the sign if it comes next; false when something else does. */
  takes(wanted: string): boolean {
    const is = this.comes(wanted);
    if (is) this.take();
    return is;
  }

  isAt(kind: Token['kind']): boolean {
    return this.next.kind === kind;
  }

  comes(wanted: string): boolean {
    const { kind, value } = this.next;
    return (kind === 'word' || kind === 'sign') && value === wanted;
  }

  /** Where something is missing: what stands in its place, or at the end of the query what it should follow. */
  get gap(): Place {
    return this.next.kind === 'end' ? this.last : this.next;
  }
}
