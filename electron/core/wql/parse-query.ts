import { queryLimits } from '../transfer/limits.ts';
import { isName, parseProperty, parseTest } from './parse-test.ts';
import { refuseQuery, shown } from './problem.ts';
import type { WqlClause, WqlProperty, WqlQuery, WqlRelated, WqlSelect, WqlVariable } from './syntax.ts';
import { Tokens } from './tokens.ts';

/** Words of queries that wait for events; a condition asks once. */
const eventWords = ['within', 'group', 'having'];

/**
 * Reads a query of WMI (WQL): SELECT of one class, ASSOCIATORS OF, REFERENCES OF. Variables of the task sequence
 * (`%name%`) may stand anywhere, for they are replaced before the query runs; from one that may be a clause of its own,
 * nothing is read. Errors: `QueryError` with the first place that is wrong, and nothing else.
 */
export function parseQuery(query: string): WqlQuery {
  const { length } = query;
  if (length > queryLimits.characters) {
    const values = { count: length, limit: queryLimits.characters };
    refuseQuery('too-long', { offset: queryLimits.characters, length: length - queryLimits.characters }, values);
  }
  if (query.trim() === '') refuseQuery('empty', { offset: 0, length });
  const tokens = new Tokens(query);
  if (tokens.isAt('variable')) return { kind: 'unknown', text: query };
  if (tokens.takes('select')) return parseSelect(tokens);
  if (tokens.takes('associators')) return parseRelated(tokens, 'associators');
  if (tokens.takes('references')) return parseRelated(tokens, 'references');
  return refuseQuery('beginning', tokens.next, { found: shown(tokens.next.text) });
}

function parseSelect(tokens: Tokens): WqlQuery {
  const columns = parseColumns(tokens);
  if (tokens.isAt('variable')) return { kind: 'unknown', text: tokens.query };
  if (!tokens.takes('from')) refuseQuery('from-missing', tokens.gap, { after: shown(tokens.last.text) });
  const { next } = tokens;
  if (!isName(next) && next.kind !== 'variable') {
    refuseQuery('class-missing', tokens.gap, { after: shown(tokens.last.text) });
  }
  tokens.take();
  const alias = parseAlias(tokens);
  const where = tokens.takes('where') ? parseTest(tokens) : null;
  const rest = tokens.isAt('variable') ? tokens.query.slice(tokens.next.offset) : '';
  if (rest === '') demandEnd(tokens, where === null ? 'where-expected' : 'left-over');
  return { kind: 'select', columns, className: next.text, alias, where, rest };
}

function parseColumns(tokens: Tokens): WqlSelect['columns'] {
  if (tokens.takes('*')) return 'all';
  const columns: (WqlProperty | WqlVariable)[] = [];
  do {
    const { next } = tokens;
    if (next.kind === 'variable') columns.push({ kind: 'variable', text: tokens.take().text });
    else if (isName(next)) columns.push(parseProperty(tokens));
    else refuseQuery('columns-missing', tokens.gap, { after: shown(tokens.last.text) });
    if (columns.length === 1 && next.value === 'count' && tokens.comes('(')) return parseCount(tokens);
  } while (tokens.takes(','));
  return columns;
}

function parseCount(tokens: Tokens): 'count' {
  const open = tokens.take();
  if (!tokens.takes('*')) refuseQuery('count', tokens.gap);
  if (!tokens.takes(')')) refuseQuery('bracket-open', open);
  return 'count';
}

/** A second name of the class. A word that no clause follows is rather one that was mistyped. */
function parseAlias(tokens: Tokens): string | null {
  const { next } = tokens;
  if (!isName(next) || eventWords.includes(next.value) || next.value === 'order') return null;
  tokens.take();
  const { kind, value } = tokens.next;
  if (!['end', 'variable'].includes(kind) && !['where', 'order', ...eventWords].includes(value)) {
    refuseQuery('where-expected', next, { found: shown(next.text) });
  }
  return next.text;
}

function demandEnd({ next }: Tokens, otherwise: 'where-expected' | 'left-over'): void {
  if (next.kind === 'end') return;
  const found = shown(next.text);
  if (eventWords.includes(next.value)) refuseQuery('event-word', next, { found });
  if (next.value === 'order') refuseQuery('order', next);
  if (next.value === ')' && next.kind === 'sign') refuseQuery('bracket-extra', next);
  refuseQuery(otherwise, next, { found });
}

/** Clauses with a value, and those without. */
const clauses = {
  associators: {
    valued: ['assocclass', 'resultclass', 'role', 'resultrole', 'requiredqualifier', 'requiredassocqualifier'],
    alone: ['classdefsonly', 'keysonly', 'schemaonly'],
  },
  references: {
    valued: ['resultclass', 'role', 'requiredqualifier'],
    alone: ['classdefsonly', 'keysonly', 'schemaonly'],
  },
} as const;

function parseRelated(tokens: Tokens, kind: WqlRelated['kind']): WqlQuery {
  if (tokens.isAt('variable')) return { kind: 'unknown', text: tokens.query };
  if (!tokens.takes('of')) refuseQuery('of-missing', tokens.gap, { after: shown(tokens.last.text) });
  if (tokens.isAt('variable')) return { kind: 'unknown', text: tokens.query };
  if (!tokens.isAt('object')) refuseQuery('object-missing', tokens.gap, { after: shown(tokens.last.text) });
  const object = tokens.take();
  if (object.value.trim() === '') refuseQuery('object-empty', object);
  const found: WqlClause[] = [];
  if (tokens.takes('where')) {
    do found.push(parseClause(tokens, kind));
    while (!tokens.isAt('end') && !tokens.isAt('variable'));
  }
  if (!tokens.isAt('variable')) demandEnd(tokens, 'where-expected');
  return { kind, object: object.value, clauses: found };
}

function parseClause(tokens: Tokens, kind: WqlRelated['kind']): WqlClause {
  const { next } = tokens;
  if (next.kind === 'variable') return { name: tokens.take().text, value: null };
  if (next.kind === 'end') refuseQuery('clause-missing', tokens.gap);
  if (tokens.comes('and') || tokens.comes(',')) refuseQuery('clause-and', next, { found: next.text });
  const { valued, alone } = clauses[kind];
  const isKnown = next.kind === 'word' && [...valued, ...alone].some((one) => one === next.value);
  if (!isKnown) refuseQuery('clause-unknown', next, { found: shown(next.text) });
  tokens.take();
  if (alone.some((one) => one === next.value)) return { name: next.text, value: null };
  if (!tokens.takes('=')) refuseQuery('equals-missing', tokens.gap, { after: shown(tokens.last.text) });
  const given = tokens.next;
  const isValue = isName(given) || given.kind === 'text' || given.kind === 'variable';
  if (!isValue) refuseQuery('value-missing', tokens.gap, { after: shown(tokens.last.text) });
  tokens.take();
  return { name: next.text, value: given.kind === 'text' ? given.value : given.text };
}
