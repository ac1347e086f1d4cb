import type { FilterMeaning, ListPage } from '#shared/model/list';
import { nameKey } from '../tables/columns.ts';

/** What a list in memory knows of its rows; the rows come in the list's own order. */
export interface ListShape<Row, Column extends string> {
  readonly id: (row: Row) => string | number;
  readonly name: (row: Row) => string;
  /** The texts that the filter looks into. */
  readonly texts: (row: Row) => readonly string[];
  /** `column:value` of columns that hold codes. */
  readonly codes?: (row: Row) => readonly string[];
  /** What the row has in a column; texts are compared as people sort them, nothing comes first. */
  readonly value: (row: Row, column: Column) => string | number | null;
}

export interface ListRequest<Column extends string> {
  readonly filter: string;
  readonly meanings: readonly FilterMeaning[];
  readonly startsWith: string;
  readonly ids: readonly (string | number)[] | null;
  readonly sort: { readonly column: Column; readonly descending: boolean } | null;
  readonly offset: number;
  readonly around: string | number | null;
  readonly limit: number;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** A text as filters compare it: as names are. */
export const foldText = nameKey;

/** The words of a filter, each with the codes that it may stand for. */
export function filterWords(
  filter: string,
  meanings: readonly FilterMeaning[],
): { readonly word: string; readonly codes: readonly string[] }[] {
  const words = foldText(filter).split(/\s+/).filter(Boolean);
  return words.map((word) => ({
    word,
    codes: meanings.filter((meaning) => foldText(meaning.word) === word).flatMap((meaning) => meaning.codes),
  }));
}

function compare(one: string | number | null, other: string | number | null): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return collator.compare(String(one), String(other));
}

/** The rows that a request asks for, for lists that are not in the database; those in it are queries. */
export function pageOf<Row, Column extends string>(
  rows: readonly Row[],
  request: ListRequest<Column>,
  shape: ListShape<Row, Column>,
): ListPage<Row> {
  const { sort, startsWith } = request;
  const ids = request.ids === null ? null : new Set(request.ids);
  const words = filterWords(request.filter, request.meanings);
  const matching = rows.filter((row) => {
    if (ids !== null && !ids.has(shape.id(row))) return false;
    if (!foldText(shape.name(row)).startsWith(foldText(startsWith))) return false;
    const text = foldText(shape.texts(row).join('\n'));
    const own = shape.codes?.(row) ?? [];
    return words.every(({ word, codes }) => text.includes(word) || codes.some((code) => own.includes(code)));
  });
  if (sort !== null) {
    const sign = sort.descending ? -1 : 1;
    matching.sort((a, b) => sign * compare(shape.value(a, sort.column), shape.value(b, sort.column)));
  }
  const place = request.around === null ? -1 : matching.findIndex((row) => shape.id(row) === request.around);
  const offset =
    request.around === null ? request.offset : Math.floor(Math.max(place, 0) / request.limit) * request.limit;
  return { rows: matching.slice(offset, offset + request.limit), offset, total: matching.length };
}
