import { isTrueText } from '../../model/variable.ts';
import type { PropertyColumn } from '../step-description.ts';
import { columnOf, findCell, type StepTable, type TableCell, type TableRow, type TableShape } from './step-table.ts';
import type { TableWriting } from './table-writing.ts';

/** New values of a row by the keys of their columns; null takes the value away. */
export type CellChanges = Readonly<Record<string, string | boolean | null>>;

/** The parts of a list with commas, without the blanks around them. */
export function splitList(text: string): string[] {
  return text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
}

/** Whether two texts say the same in a column. */
function saysSame(column: PropertyColumn, one: string, other: string): boolean {
  switch (column.kind) {
    case 'bool':
      return isTrueText(one) === isTrueText(other);
    case 'enum':
      return one.trim().toLowerCase() === other.trim().toLowerCase();
    case 'stringList':
    case 'intList':
      return splitList(one).join() === splitList(other).join();
    case 'int':
      return one.trim() === other.trim();
    default:
      return one === other;
  }
}

/** All texts that the table has in a column, the row's own first. */
function textsIn({ rows }: StepTable, row: TableRow, member: string): string[] {
  return [row, ...rows].flatMap((one) => findCell(one, member)?.value ?? []);
}

function boolText(table: StepTable, row: TableRow, member: string, value: boolean, writing: TableWriting): string {
  const members = table.shape.columns.flatMap((one) => (one.kind === 'bool' ? (one.member ?? []) : []));
  const own = findCell(row, member)?.value;
  const texts = [...(own === undefined ? [] : [own]), ...members.flatMap((one) => textsIn(table, row, one))];
  const style = texts.find((one) => /^(true|false)$/i.test(one)) ?? writing.trueText;
  const text = value.toString();
  if (style === style.toUpperCase()) return text.toUpperCase();
  return style === style.toLowerCase() ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A choice as this table writes it elsewhere: `PRIMARY`, or `Primary`. */
function choiceText(table: StepTable, row: TableRow, member: string, value: string, writing: TableWriting): string {
  const texts = textsIn(table, row, member);
  const same = texts.find((one) => one.toLowerCase() === value.toLowerCase());
  if (same !== undefined || !/^[A-Z]{6,}$/.test(value)) return same ?? value;
  // Short choices are abbreviations and stay in capitals; of the words the table shows how it writes them.
  const words = texts.filter((one) => /^[a-z]{6,}$/i.test(one));
  const isTitle = words.length === 0 ? writing.isTitleCase : words.every((one) => one !== one.toUpperCase());
  return isTitle ? `${value.charAt(0)}${value.slice(1).toLowerCase()}` : value;
}

/**
 * A row with new values, written as the table writes its others. What says the same as before keeps its text. Null: the
 * variable goes, in the Deployment Toolkit it is empty when the row has it. Errors: an exception for a key that is no
 * column. Rule: STEP-34.
 */
export function setCells(table: StepTable, row: TableRow, changes: CellChanges, writing: TableWriting): TableRow {
  let { cells } = row;
  for (const [key, value] of Object.entries(changes)) {
    const column = columnOf(table.shape, key);
    const old = findCell({ cells }, column.member);
    const text = textOf(table, { ...row, cells }, column, value, writing);
    if (text === null) cells = cells.filter((one) => one !== old);
    else if (old === undefined) cells = [...cells, newCell(table.shape, column.member, text)];
    else if (!saysSame(column, old.value, text))
      cells = cells.map((one) => (one === old ? { ...one, value: text } : one));
  }
  return { ...row, cells };
}

function textOf(
  table: StepTable,
  row: TableRow,
  column: PropertyColumn & { readonly member: string },
  value: string | boolean | null,
  writing: TableWriting,
): string | null {
  if (value === null) return writing.keepsEmpty && findCell(row, column.member) !== undefined ? '' : null;
  if (typeof value === 'boolean') return boolText(table, row, column.member, value, writing);
  return column.kind === 'enum' ? choiceText(table, row, column.member, value, writing) : value;
}

/** A cell that no document has yet. */
export function newCell({ name: stem }: TableShape, member: string, value: string): TableCell {
  return { member, value, hidden: false, isByName: false, stem, name: '', times: 1 };
}

/** A row with this very text in one of its members. */
export function setCell(shape: TableShape, row: TableRow, member: string, value: string): TableRow {
  const old = findCell(row, member);
  if (old?.value === value) return row;
  const cells = old === undefined ? [...row.cells, newCell(shape, member, value)] : row.cells;
  return { ...row, cells: cells.map((one) => (one === old ? { ...one, value } : one)) };
}
