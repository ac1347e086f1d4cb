import type { Column } from './list-model.ts';

/** A spreadsheet would take a value that begins so for a formula. */
const formula = /^[=+\-@\t\r]/;

function quoted(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line and its cells must stay one line when they are pasted. */
function oneLine(value: string): string {
  return value.replaceAll(/[\t\r\n]+/g, ' ');
}

function linesOf<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
  cell: (value: string) => string,
  between: string,
): readonly string[] {
  const line = (values: readonly string[]): string => values.map(cell).join(between);
  return [
    line(columns.map((column) => column.name)),
    ...rows.map((row) => line(columns.map((column) => column.text(row)))),
  ];
}

/** A list with its headings for the clipboard: cells divided by tabs, as spreadsheets and mails take it. */
export function listAsText<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  return linesOf(columns, rows, oneLine, '\t').join('\n');
}

/** A list as a CSV file (RFC 4180); values that a spreadsheet would reckon with are marked as text. */
export function listAsCsv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  // Excel reads UTF-8 only behind its mark.
  return `\uFEFF${linesOf(columns, rows, quoted, ',').join('\r\n')}\r\n`;
}
