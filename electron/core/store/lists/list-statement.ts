import type { SiteArea } from '#shared/model/site';
import type { ListRequest } from './page.ts';
import { filterWords, foldText } from './page.ts';
import type { ReadConnection, Statement, Value } from '../connection.ts';

/** A part of a WHERE clause, in brackets where it needs them, with the values of its question marks. */
export interface Condition {
  readonly text: string;
  readonly values: readonly Value[];
}

/** How a list lies in the file. `l` is its narrow table, which every condition asks; joins add what rows show. */
export interface ListTable<Column extends string> {
  readonly table: string;
  /** Whose changes may change which rows match: those of the table, of the rows it is derived from, of criteria. */
  readonly kinds: readonly SiteArea[];
  /** Joins of the page's rows only: counts and selections go without. */
  readonly joins: string;
  readonly columns: string;
  /** Expressions by which a column sorts. */
  readonly sort: Readonly<Record<Column, readonly string[]>>;
  /** The list's own order. */
  readonly order: { readonly by: readonly string[]; readonly descending: boolean };
  /** Expressions of the columns that hold codes. */
  readonly codes: Readonly<Record<string, string>>;
}

type Filter = Pick<ListRequest<string>, 'filter' | 'meanings'>;

/** Values as one: the text of a statement does not depend on how many there are. */
export function isOneOf(expression: string, values: readonly (string | number)[]): Condition {
  return { text: `${expression} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] };
}

/** Nothing for null; else what a criterion says. */
export function given<Wanted>(wanted: Wanted | null, condition: (wanted: Wanted) => Condition): Condition[] {
  return wanted === null ? [] : [condition(wanted)];
}

/** True for rows in which the expression has this value; never for null. */
export function isSame(expression: string, value: Value): Condition {
  return { text: `${expression} = ?`, values: [value] };
}

/** Names without regard to case. */
export function isNamed(names: readonly string[]): Condition {
  return isOneOf('l.name_key', names.map(foldText));
}

/** The codes that a word means, each column with its values. */
function codeConditions(codes: readonly string[], known: Readonly<Record<string, string>>): Condition[] {
  const parts = codes.map((code) => {
    const colon = code.indexOf(':');
    return { column: code.slice(0, colon), value: code.slice(colon + 1) };
  });
  return [...Map.groupBy(parts, ({ column }) => column)].flatMap(([column, values]) => {
    const expression = Object.hasOwn(known, column) ? known[column] : undefined;
    return expression === undefined
      ? []
      : [
          isOneOf(
            expression,
            values.map(({ value }) => value),
          ),
        ];
  });
}

function either(conditions: readonly Condition[]): Condition {
  return {
    text: `(${conditions.map(({ text }) => text).join(' OR ')})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function filterConditions<Column extends string>(table: ListTable<Column>, { filter, meanings }: Filter): Condition[] {
  return filterWords(filter, meanings).map(({ word, codes }) =>
    either([{ text: 'instr(l.search, ?) > 0', values: [word] }, ...codeConditions(codes, table.codes)]),
  );
}

function where(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { text: '', values: [] };
  return {
    text: ` WHERE ${conditions.map(({ text }) => text).join(' AND ')}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

/** Rows that are equal in the order stand in that of their ids, the other way round when the order is. */
function orderOf<Column extends string>(table: ListTable<Column>, sort: ListRequest<Column>['sort']): string {
  const { by, descending } = sort === null ? table.order : { by: table.sort[sort.column], descending: sort.descending };
  const expressions = by.includes('l.id') ? by : [...by, 'l.id'];
  return expressions.map((expression) => `${expression} ${descending ? 'DESC' : 'ASC'}`).join(', ');
}

export interface PageStatements {
  readonly rows: (offset: number) => Statement;
  /**
   * How many match, as `total`, and the `mark` of what that was counted from. With the mark of an earlier count it is
   * counted only when something changed since; else `total` is null.
   */
  readonly total: (mark: number) => Statement;
  /** The place of a row from 0, as `place`. */
  readonly place: (id: string | number) => Statement;
}

/**
 * A number that rises with every change of these kinds. Old changes are forgotten: the first one that is kept stands for
 * them, so a change that nobody counted after raises the mark also when it is forgotten.
 */
function markOf(kinds: readonly SiteArea[]): string {
  const last = kinds.map((kind) => `coalesce((SELECT max(ordinal) FROM change WHERE kind = '${kind}'), 0)`);
  return `max(coalesce((SELECT min(ordinal) FROM change), 0), ${last.join(', ')})`;
}

/** The statements behind a page of a list. */
export function pageStatements<Column extends string>(
  table: ListTable<Column>,
  request: ListRequest<Column>,
  criteria: readonly Condition[],
): PageStatements {
  const folded = foldText(request.startsWith);
  const starts = { text: '(l.name_key >= ? AND l.name_key < ?)', values: [folded, `${folded}\u{10ffff}`] };
  const matching = where([
    ...criteria,
    ...given(request.ids, (ids) => isOneOf('l.id', ids)),
    ...(folded === '' ? [] : [starts]),
    ...filterConditions(table, request),
  ]);
  const order = orderOf(table, request.sort);
  const from = `FROM ${table.table} l`;
  return {
    // The page is found in the narrow table, whose index is walked; only its own rows are joined, in that order: CROSS.
    rows: (offset) => ({
      text: `SELECT ${table.columns} FROM (SELECT l.id AS id ${from}${matching.text} ORDER BY ${order} LIMIT ? OFFSET ?) page
        CROSS JOIN ${table.table} l ON l.id = page.id ${table.joins} ORDER BY ${order}`,
      values: [...matching.values, request.limit, offset],
    }),
    total: (mark) => ({
      text: `SELECT mark, CASE WHEN mark <> ? THEN (SELECT count(*) ${from}${matching.text}) END AS total
        FROM (SELECT ${markOf(table.kinds)} AS mark)`,
      values: [mark, ...matching.values],
    }),
    place: (id) => ({
      text: `SELECT place FROM (SELECT l.id AS id, row_number() OVER (ORDER BY ${order}) - 1 AS place ${from}${matching.text}) WHERE id = ?`,
      values: [...matching.values, id],
    }),
  };
}

/** So many entries of an index are walked in less than a millisecond. */
const fewSkipped = 5000;

/** Whether a page is only some steps along an index: what is cheaper than waiting for another thread. */
export function isCheap(request: ListRequest<string>, criteria: readonly Condition[]): boolean {
  const isWhole = request.ids === null && request.startsWith === '' && request.filter.trim() === '';
  if (!isWhole || request.around !== null || request.offset > fewSkipped) return false;
  return criteria.every(({ text }) => text === 'l.is_deleted = ?');
}

/** A selection as the contract has it. */
export type SelectionOf<Id extends string | number> =
  | { readonly kind: 'ids'; readonly ids: readonly Id[] }
  | ({ readonly kind: 'all'; readonly except: readonly Id[] } & Filter);

/** A query in brackets that gives the ids of a selection. `criteria` are those of `all`. */
export function selectedIds<Column extends string>(
  table: ListTable<Column>,
  selection: SelectionOf<string | number>,
  criteria: readonly Condition[],
): Condition {
  if (selection.kind === 'ids') {
    return { text: '(SELECT value FROM json_each(?))', values: [JSON.stringify(selection.ids)] };
  }
  const { except } = selection;
  const kept: Condition[] =
    except.length === 0
      ? []
      : [{ text: 'l.id NOT IN (SELECT value FROM json_each(?))', values: [JSON.stringify(except)] }];
  const matching = where([...criteria, ...filterConditions(table, selection), ...kept]);
  return { text: `(SELECT l.id FROM ${table.table} l${matching.text})`, values: matching.values };
}

/** The ids of a selection in the transaction that acts on them, in their order; given ones are not looked for. */
export function resolveIds(connection: ReadConnection, selection: Condition): unknown[] {
  const text = `SELECT * FROM ${selection.text} ORDER BY 1`;
  return connection.native
    .prepare(text)
    .pluck()
    .all(...selection.values);
}
