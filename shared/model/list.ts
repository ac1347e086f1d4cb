import { z } from 'zod';
import { Amount } from './ids.ts';

/** The most rows of one page of a list. Whoever needs more reads on; `total` says how many there are. */
export const listPageMost = 1000;
/** The most ids that one call names. A selection of more says what it stands for (`all`). */
export const listIdsMost = 10_000;

/**
 * What a word of the filter means among codes, in the language of the person: the filter "failed" of runs finds
 * `state:failed`. A code is the column's id, a colon and its value; codes that a list does not know find nothing.
 */
export const FilterMeaning = z.strictObject({
  word: z.string().min(1).max(255),
  codes: z.array(z.string().min(1).max(128)).max(64),
});
export type FilterMeaning = z.infer<typeof FilterMeaning>;

const filterShape = () => ({
  /** Rows in which every word occurs, in some of the texts that the list shows. Case does not matter, in any script. */
  filter: z.string().max(255).default(''),
  meanings: z.array(FilterMeaning).max(64).default([]),
});

/** Exactly these names, without regard to case; null for any. */
export const NameCriterion = z.array(z.string().max(1000)).max(listPageMost).nullable().default(null);

/**
 * What a list is asked for. Everything has a default: `{}` asks for the first page in the list's own order. `columns`
 * are those by which it can be sorted; rows that are equal there follow in the order of their ids. Made at its first
 * use, like its criteria.
 */
export function listQuery<Column extends string, Id extends z.ZodType, Criteria extends z.ZodRawShape>(
  columns: readonly [Column, ...Column[]],
  id: Id,
  criteria: () => Criteria,
) {
  return z.lazy(() => listQueryOf(columns, id, criteria()));
}

function listQueryOf<Column extends string, Id extends z.ZodType, Criteria extends z.ZodRawShape>(
  columns: readonly [Column, ...Column[]],
  id: Id,
  criteria: Criteria,
) {
  return z.strictObject({
    ...filterShape(),
    /** Rows whose name begins so, without regard to case. */
    startsWith: z.string().max(255).default(''),
    /** Only these; ids that do not exist (any more) have no row. */
    ids: z.array(id).max(listIdsMost).nullable().default(null),
    sort: z
      .strictObject({ column: z.enum(columns), descending: z.boolean() })
      .nullable()
      .default(null),
    offset: Amount.default(0),
    /** In place of `offset`: the page (a multiple of `limit`) that has this row; the first one when no page has it. */
    around: id.nullable().default(null),
    limit: z.int().min(1).max(listPageMost).default(100),
    ...criteria,
  });
}

/** A row that a list had to leave out: its table and id, and which of its columns this version cannot read. */
export const UnreadableRow = z.strictObject({ row: z.string().max(1000), place: z.string().max(1000) });
export type UnreadableRow = z.infer<typeof UnreadableRow>;

/**
 * A page of a list: its rows, the place of the first of them, and how many there are on all pages together. `unreadable`
 * are those of this page that match and could not be read; absent when all could (STO-224).
 */
export function listPage<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    rows: z.array(row).max(listPageMost),
    offset: Amount,
    total: Amount,
    unreadable: z.array(UnreadableRow).max(listPageMost).optional(),
  });
}

/** A page as code passes it on. */
export interface ListPage<Row> {
  readonly rows: Row[];
  readonly offset: number;
  readonly total: number;
  readonly unreadable?: UnreadableRow[] | undefined;
}

/**
 * Rows that a command acts on: these ids, or all that match a list's filter and criteria when the command is carried
 * out, but for some. Ids that do not exist are the command's own error; `all` has none.
 */
export function selectionOf<Id extends z.ZodType, Criteria extends z.ZodRawShape>(id: Id, criteria: () => Criteria) {
  return z.lazy(() =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ids'), ids: z.array(id).min(1).max(listIdsMost) }),
      z.strictObject({
        kind: z.literal('all'),
        ...filterShape(),
        criteria: z.strictObject(criteria()),
        except: z.array(id).max(listIdsMost).default([]),
      }),
    ]),
  );
}

/** The selection of these rows. */
export function ofIds<Id>(ids: Iterable<Id>): { kind: 'ids'; ids: Id[] } {
  return { kind: 'ids', ids: [...ids] };
}

/** How many rows a command acted on. */
export const Acted = z.strictObject({ count: Amount });
