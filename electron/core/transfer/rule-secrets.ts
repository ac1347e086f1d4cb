import { isTrueText, variableKey, type VariableNames } from '#shared/model/variable';
import { plainText, readAttributes } from './xml/text.ts';

/** The property with the rules of Set Dynamic Variables: a document within the text. */
const rulesNames = new Set(['rules', 'osdsetdynamicvariablesrules']);

/** A secret value within rules. `from` and `to` are its place in the text of the rules. */
export interface RuleSecret {
  readonly name: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** True for the variable of a step that has rules as its value. */
export function hasRules(variable: VariableNames): boolean {
  return rulesNames.has(variableKey(variable).toLowerCase());
}

const opening = '<variable';
/** The end of a value, or what may have in it what looks like one. */
const ending = /<\/variable|<!\[cdata\[|<!--/g;

/** Letters of ASCII in lower case, so that every place stays: others may be longer than they were. */
function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The end of a value: its end tag outside of CDATA and comments, or the end of the text. */
function findValueEnd(search: string, from: number): number {
  let at = from;
  for (;;) {
    ending.lastIndex = at;
    const found = ending.exec(search);
    if (found === null) return search.length;
    if (found[0].startsWith('</')) return found.index;
    const end = search.indexOf(found[0] === '<!--' ? '-->' : ']]>', ending.lastIndex);
    if (end === -1) return search.length;
    at = end + 3;
  }
}

/** The end of a tag: the first `>` outside of quotes. `known` keeps where a quote was looked for in vain. */
function findTagEnd(text: string, from: number, known: Map<string, number>): number {
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === undefined || char === '>') return at;
    at += 1;
    if (char !== '"' && char !== "'") continue;
    if (at >= (known.get(char) ?? text.length)) continue;
    const end = text.indexOf(char, at);
    // A quote that nobody closes hides nothing: the tag ends as if it were not there.
    if (end === -1) known.set(char, at);
    else at = end + 1;
  }
}

function readTag(tag: string): { name: string; isSecret: boolean } {
  const attributes = new Map(readAttributes(tag).map((span) => [span.name.toLowerCase(), span.value]));
  return { name: attributes.get('name') ?? '', isSecret: isTrueText(attributes.get('issecret')) };
}

/**
 * The secret values of rules, however their tags are written, in one walk through the text. What does not end is
 * secret to its end: rules that cannot be read are no way around the seal (XFER-30).
 */
export function findRuleSecrets(rules: string): RuleSecret[] {
  const search = lowered(rules);
  const found: RuleSecret[] = [];
  const unclosed = new Map<string, number>();
  let at = 0;
  while ((at = search.indexOf(opening, at)) !== -1) {
    const next = search[at + opening.length] ?? '';
    const end = /\s/.test(next) ? findTagEnd(rules, at, unclosed) : at + opening.length;
    const tag = rules.slice(at, end);
    at = end;
    if (tag.endsWith('/') || !/\s/.test(next)) continue;
    const { name, isSecret } = readTag(tag);
    if (!isSecret) continue;
    const from = Math.min(end + 1, rules.length);
    const to = findValueEnd(search, from);
    const value = plainText(rules.slice(from, to));
    // White space is what tools break lines with, never a secret (XFER-104).
    if (value.trim() !== '') found.push({ name, value, from, to });
    at = to;
  }
  return found;
}

/** The rules with something else in the place of each secret value; the very text when there is none. */
export function replaceRuleSecrets(rules: string, replace: (name: string, value: string) => string): string {
  let text = '';
  let at = 0;
  for (const { name, value, from, to } of findRuleSecrets(rules)) {
    text += rules.slice(at, from) + replace(name, value);
    at = to;
  }
  return at === 0 ? rules : text + rules.slice(at);
}
