import { AppError } from '#shared/contract/errors';
import type { TransferLimits } from '../limits.ts';
import { findPlace } from './decode.ts';
import type { XmlDocument, XmlElement } from './tree.ts';

const space = '[ \\t\\r\\n]';
const nameStart =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const name = `[${nameStart}][${nameStart}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`;

/* eslint-disable no-misleading-character-class -- combining characters are part of names (XML 1.0, production 4a) */
const tagName = new RegExp(`<(${name})`, 'uy');
const attribute = new RegExp(`${space}+(${name})${space}*=${space}*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const tagEnd = new RegExp(`${space}*(/?)>`, 'y');
const endTag = new RegExp(`</(${name})${space}*>`, 'uy');
/* eslint-enable no-misleading-character-class */
const declaration = new RegExp(
  `<\\?xml${space}+version${space}*=${space}*(?:"1\\.[0-9]+"|'1\\.[0-9]+')` +
    `(?:${space}+encoding${space}*=${space}*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?` +
    `(?:${space}+standalone${space}*=${space}*(?:"(?:yes|no)"|'(?:yes|no)'))?${space}*\\?>`,
  'y',
);
const blank = new RegExp(`${space}*`, 'y');
const references = /&(?:(?:amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g;
// eslint-disable-next-line no-control-regex -- the characters that XML 1.0 forbids
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

function isXmlCharacter(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

/** True when every `&` of a text begins one of the five names or the number of a character. */
function hasPlainReferences(text: string): boolean {
  if (!text.includes('&')) return true;
  const rest = text.replace(references, (whole, decimal?: string, hex?: string) => {
    if (decimal === undefined && hex === undefined) return '';
    return isXmlCharacter(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ? '' : whole;
  });
  return !rest.includes('&');
}

/** Everything between two tags: text with references, without the mark that would end a CDATA section. */
function isPlainText(text: string): boolean {
  return !text.includes(']]>') && hasPlainReferences(text);
}

/**
 * Reads a text in one pass while it is plain XML: no document type, no processing instruction, well-formed in every
 * character. Whatever else it meets, it says so (null) and leaves the judgement and its words to the parser.
 */
class Scanner {
  readonly #text: string;
  readonly #file: string;
  readonly #limits: TransferLimits;
  #at = 0;
  #count = 0;

  constructor(text: string, file: string, limits: TransferLimits) {
    this.#text = text;
    this.#file = file;
    this.#limits = limits;
  }

  /** Errors: `XML_TOO_DEEP`, `XML_TOO_MANY_NODES`. */
  document(): XmlDocument | null {
    const text = this.#text;
    if (forbidden.test(text) || !text.isWellFormed()) return null;
    if (text.startsWith('\uFEFF')) this.#at = 1;
    this.#match(declaration);
    if (!this.#skipMisc()) return null;
    const prologEnd = this.#at;
    const root = this.#root();
    if (root === null) return null;
    const rootEnd = this.#at;
    if (!this.#skipMisc() || this.#at !== text.length) return null;
    return { prolog: text.slice(0, prologEnd), root, epilog: text.slice(rootEnd) };
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  /** White space and comments around the root. */
  #skipMisc(): boolean {
    for (;;) {
      this.#match(blank);
      if (!this.#text.startsWith('<!--', this.#at)) return true;
      if (!this.#skipComment()) return false;
    }
  }

  #skipComment(): boolean {
    const end = this.#text.indexOf('--', this.#at + 4);
    if (end === -1 || this.#text[end + 2] !== '>') return false;
    this.#at = end + 3;
    return true;
  }

  #refuse(code: 'XML_TOO_DEEP' | 'XML_TOO_MANY_NODES', limit: number, at: number): never {
    throw new AppError(code, { file: this.#file, limit, ...findPlace(this.#text, at) });
  }

  /** The attributes of a start tag: each name once, values without `<`. */
  #skipAttributes(start: number): boolean {
    const names: string[] = [];
    for (let found = this.#match(attribute); found !== null; found = this.#match(attribute)) {
      const own = found[1] ?? '';
      if (names.includes(own) || !hasPlainReferences(found[2] ?? found[3] ?? '')) return false;
      names.push(own);
      if (names.length > this.#limits.xmlAttributes)
        this.#refuse('XML_TOO_MANY_NODES', this.#limits.xmlAttributes, start);
    }
    return true;
  }

  #startTag(parent: XmlElement | null): XmlElement | null {
    const start = this.#at;
    const found = this.#match(tagName);
    if (found === null || !this.#skipAttributes(start) || this.#match(tagEnd) === null) return null;
    this.#count += 1;
    if (this.#count > this.#limits.xmlElements) this.#refuse('XML_TOO_MANY_NODES', this.#limits.xmlElements, start);
    return { name: found[1] ?? '', open: this.#text.slice(start, this.#at), children: [], close: '', parent };
  }

  #endTag(element: XmlElement): boolean {
    const start = this.#at;
    const found = this.#match(endTag);
    if (found === null || found[1] !== element.name) return false;
    element.close = this.#text.slice(start, this.#at);
    return true;
  }

  /** A comment or CDATA section, which is part of the text around it. */
  #skipSection(): boolean {
    if (this.#text.startsWith('<!--', this.#at)) return this.#skipComment();
    if (!this.#text.startsWith('<![CDATA[', this.#at)) return false;
    const end = this.#text.indexOf(']]>', this.#at + 9);
    if (end === -1) return false;
    this.#at = end + 3;
    return true;
  }

  #root(): XmlElement | null {
    const text = this.#text;
    const root = this.#startTag(null);
    if (root === null || root.open.endsWith('/>')) return root;
    let element: XmlElement = root;
    let depth = 1;
    let pieceStart = this.#at;
    for (;;) {
      const next = text.indexOf('<', this.#at);
      if (next === -1 || !isPlainText(text.slice(this.#at, next))) return null;
      this.#at = next;
      const mark = text[next + 1];
      if (mark === '!' || mark === '?') {
        if (!this.#skipSection()) return null;
        continue;
      }
      if (next > pieceStart) element.children.push(text.slice(pieceStart, next));
      if (mark === '/') {
        if (!this.#endTag(element)) return null;
        if (element.parent === null) return root;
        element = element.parent;
        depth -= 1;
      } else {
        const child = this.#startTag(element);
        if (child === null) return null;
        element.children.push(child);
        if (!child.open.endsWith('/>')) {
          element = child;
          depth += 1;
          if (depth > this.#limits.xmlDepth) this.#refuse('XML_TOO_DEEP', this.#limits.xmlDepth, next);
        }
      }
      pieceStart = this.#at;
    }
  }
}

/**
 * The lossless tree of a text that is plain XML, or null for a text that needs the parser: to be refused with its
 * words, or because it has what our files never have. Takes time in proportion to the length (XFER-4).
 * Errors: `XML_TOO_DEEP`, `XML_TOO_MANY_NODES`.
 */
export function scanXml(text: string, file: string, limits: TransferLimits): XmlDocument | null {
  return new Scanner(text, file, limits).document();
}
