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

function csvLine(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\r\n`;
}

/** A list with its headings for the clipboard: cells divided by tabs, as spreadsheets and mails take it. */
export function listAsText<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const line = (values: readonly string[]): string => values.map(oneLine).join('\t');
  const names = columns.map((column) => column.name);
  return [line(names), ...rows.map((row) => line(columns.map((column) => column.text(row))))].join('\n');
}

/** How a CSV file begins: the names of its columns. Excel reads UTF-8 only behind its mark. */
export function csvHead(columns: readonly Column<never>[]): string {
  return `\uFEFF${csvLine(columns.map((column) => column.name))}`;
}

/** Rows of a CSV file (RFC 4180); values that a spreadsheet would reckon with are marked as text. */
export function csvRows<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  return rows.map((row) => csvLine(columns.map((column) => column.text(row)))).join('');
}

/** A list as a CSV file. */
export function listAsCsv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  return csvHead(columns) + csvRows(columns, rows);
}
