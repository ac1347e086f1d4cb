import { queryLimits } from '../transfer/limits.ts';
import { refuseQuery, shown } from './problem.ts';
import type { WqlComparison, WqlOperand, WqlProperty, WqlTest, WqlVariable } from './syntax.ts';
import type { Token, Tokens } from './tokens.ts';

const reserved = new Set(['select', 'from', 'where', 'and', 'or', 'not', 'like', 'is', 'isa', 'null', 'true', 'false']);
const comparisons: Readonly<Record<string, WqlComparison>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** True for a word that is no keyword of a comparison: the name of a class, a property or a clause. */
export function isName({ kind, value }: Token): boolean {
  return kind === 'word' && !reserved.has(value);
}

function isConstant({ kind, value }: Token): boolean {
  return kind === 'text' || kind === 'number' || (kind === 'word' && ['null', 'true', 'false'].includes(value));
}

const isOperand = (token: Token): boolean => isConstant(token) || isName(token) || token.kind === 'variable';

/** `Name`, `TargetInstance.Name`, `IPAddress[0]`; the name comes next. Errors: `QueryError`. */
export function parseProperty(tokens: Tokens): WqlProperty {
  const path: { name: string; index: number | null }[] = [];
  do {
    const { next } = tokens;
    if (!isName(next)) refuseQuery('name-missing', tokens.gap, { after: shown(tokens.last.text) });
    tokens.take();
    path.push({ name: next.text, index: tokens.comes('[') ? parseIndex(tokens) : null });
  } while (tokens.takes('.'));
  return { kind: 'property', path };
}

function parseIndex(tokens: Tokens): number {
  const open = tokens.take();
  const { kind, text } = tokens.next;
  if (kind !== 'number' || !/^\d{1,9}$/.test(text)) refuseQuery('index-missing', tokens.gap);
  tokens.take();
  if (!tokens.takes(']')) refuseQuery('square-open', open);
  return Number(text);
}

function parseOperand(tokens: Tokens): WqlOperand {
  const { next } = tokens;
  if (isName(next)) return parseProperty(tokens);
  tokens.take();
  if (next.kind === 'variable') return variableOf(next.text);
  if (next.kind === 'text') return { kind: 'text', value: next.value };
  if (next.kind === 'number') return { kind: 'number', text: next.text };
  return next.value === 'null' ? { kind: 'null' } : { kind: 'boolean', value: next.value === 'true' };
}

const variableOf = (text: string): WqlVariable => ({ kind: 'variable', text });

/** The tests behind WHERE: OR of AND of single ones. Errors: `QueryError`. */
export function parseTest(tokens: Tokens, depth = 0): WqlTest {
  return parseSeveral(tokens, 'or', () => parseSeveral(tokens, 'and', () => parseOne(tokens, depth)));
}

function parseSeveral(tokens: Tokens, word: 'and' | 'or', parse: () => WqlTest): WqlTest {
  const first = parse();
  if (!tokens.comes(word)) return first;
  const tests = [first];
  while (tokens.takes(word)) tests.push(parse());
  return { kind: word, tests };
}

function parseOne(tokens: Tokens, depth: number): WqlTest {
  if (depth > queryLimits.depth) refuseQuery('too-deep', tokens.gap, { limit: queryLimits.depth });
  if (tokens.takes('not')) return { kind: 'not', test: parseOne(tokens, depth + 1) };
  if (tokens.comes('(')) return parseBrackets(tokens, depth);
  if (!isOperand(tokens.next)) refuseQuery('test-missing', tokens.gap, { after: shown(tokens.last.text) });
  return parseComparison(tokens);
}

function parseBrackets(tokens: Tokens, depth: number): WqlTest {
  const open = tokens.take();
  const test = parseTest(tokens, depth + 1);
  if (tokens.takes(')')) return test;
  if (tokens.isAt('end')) refuseQuery('bracket-open', open);
  return refuseQuery('left-over', tokens.next, { found: shown(tokens.next.text) });
}

function parseComparison(tokens: Tokens): WqlTest {
  const first = tokens.next;
  const left = parseOperand(tokens);
  if (tokens.takes('is')) return parseIsNull(tokens, left);
  if (tokens.takes('isa')) return { kind: 'isa', operand: left, className: parseClassOfIsa(tokens) };
  if (tokens.isAt('variable')) return parseVariable(tokens, first, left);
  const operator = parseOperator(tokens);
  if (operator !== null) return { kind: 'compare', operator, left, right: parseRight(tokens, left, operator) };
  if (left.kind === 'variable') return left;
  if (left.kind === 'property' && tokens.comes('(')) refuseQuery('function', first, { found: shown(first.text) });
  return refuseQuery('comparison-missing', tokens.gap, { after: shown(tokens.last.text) });
}

function parseOperator(tokens: Tokens): WqlComparison | null {
  const isNegated = tokens.takes('not');
  if (tokens.takes('like')) return isNegated ? 'notLike' : 'like';
  if (isNegated) refuseQuery('like-missing', tokens.gap);
  const sign = tokens.isAt('sign') ? comparisons[tokens.next.value] : undefined;
  if (sign === undefined) return null;
  tokens.take();
  return sign;
}

/** The right side: a value for a property, a property for a value. WMI compares neither two of one nor of the other. */
function parseRight(tokens: Tokens, left: WqlOperand, operator: WqlComparison): WqlOperand {
  const { next } = tokens;
  const isLike = operator === 'like' || operator === 'notLike';
  if (isLike && next.kind !== 'text' && next.kind !== 'variable') refuseQuery('text-missing', tokens.gap);
  if (!isOperand(next)) refuseQuery('value-missing', tokens.gap, { after: shown(tokens.last.text) });
  if (left.kind === 'property' && isName(next)) refuseQuery('unquoted', next, { found: shown(next.text) });
  if (left.kind !== 'property' && left.kind !== 'variable' && isConstant(next)) refuseQuery('two-values', next);
  return parseOperand(tokens);
}

function parseIsNull(tokens: Tokens, operand: WqlOperand): WqlTest {
  const isNegated = tokens.takes('not');
  if (!tokens.takes('null')) refuseQuery('null-missing', tokens.gap, { after: shown(tokens.last.text) });
  return { kind: 'isNull', operand, isNegated };
}

function parseClassOfIsa(tokens: Tokens): string {
  const { next } = tokens;
  const isClass = isName(next) || next.kind === 'variable' || next.kind === 'text';
  if (!isClass) refuseQuery('class-missing', tokens.gap, { after: shown(tokens.last.text) });
  tokens.take();
  return next.kind === 'text' ? next.value : next.text;
}

/** A variable behind an operand: an operator when another operand follows, else the rest of the comparison. */
function parseVariable(tokens: Tokens, first: Token, left: WqlOperand): WqlTest {
  const { text, offset, length } = tokens.take();
  if (!isOperand(tokens.next)) return variableOf(tokens.query.slice(first.offset, offset + length));
  return { kind: 'compare', operator: variableOf(text), left, right: parseOperand(tokens) };
}
