import type { StepVariable } from '../../model/sequence.ts';
import { variableKey } from '../../model/variable.ts';
import type { PropertyColumn, StepDescription, StepProperty, VariableMapping } from '../step-description.ts';

/** How the rows of a table stand in the variables of a step. */
export interface TableShape {
  /** Property of the array: rows are `<array><n><Member>`. */
  readonly array: string;
  /** The same of the variables' names. */
  readonly name: string;
  readonly columns: readonly PropertyColumn[];
  /** Variables that hold the number of rows; the first is the array's own. */
  readonly counts: readonly VariableMapping[];
}

/** One variable of a row: what it is called apart from the number of the row, and its value. */
export interface TableCell {
  readonly member: string;
  readonly value: string;
  readonly hidden: boolean;
  /** The array is called by its name in the key: the document gives the variable no property, or its name as property. */
  readonly isByName: boolean;
  /** What stands before the number in the name; null where the name does not end in number and member. */
  readonly stem: string | null;
  readonly name: string;
  /** How often the very same variable stands there; the first counts. */
  readonly times: number;
}

export interface TableRow {
  /** The number that the row has in the document; null for a new one. */
  readonly place: number | null;
  readonly cells: readonly TableCell[];
}

/** What is odd about the rows of a document, which are shown and kept nevertheless. */
export type TableProblem =
  | { readonly kind: 'gap'; readonly missing: number }
  | { readonly kind: 'count'; readonly says: string; readonly has: number }
  | { readonly kind: 'no-count'; readonly has: number };

export interface StepTable {
  readonly shape: TableShape;
  readonly rows: readonly TableRow[];
  /** The variables that hold the number of rows, as far as the step has them. */
  readonly counts: readonly StepVariable[];
  readonly problems: readonly TableProblem[];
}

/** Numbers of rows have so many digits at most; more of them is a name and no number. */
const digitsMost = 6;

/**
 * The shape of a table property. `alsoCounted` are further properties that hold the number of rows. Errors: an exception
 * for a property that is no table. Source: the object arrays of the sequence format.
 */
export function shapeOf(property: StepProperty, alsoCounted: readonly StepProperty[] = []): TableShape {
  const { xml, columns } = property;
  if (xml === null || columns === undefined) throw new Error(`${property.key} is no table`);
  const counts = [xml, ...alsoCounted.flatMap((one) => (one.xml === null ? [] : [one.xml]))];
  return { array: xml.property, name: xml.name, columns, counts };
}

/** The shape of a table of a step type by the keys of its properties. Errors: as `shapeOf`, or a key that is not there. */
export function shapeByKey(
  { id, properties }: Pick<StepDescription, 'id' | 'properties'>,
  key: string,
  alsoCounted: readonly string[] = [],
): TableShape {
  const find = (wanted: string): StepProperty => {
    const found = properties.find((one) => one.key === wanted);
    if (found === undefined) throw new Error(`${id} has no property ${wanted}`);
    return found;
  };
  return shapeOf(find(key), alsoCounted.map(find));
}

/** The key by which an edit finds a cell in the row with a number. */
export function keyOfCell(shape: TableShape, cell: Pick<TableCell, 'isByName' | 'member'>, place: number): string {
  return `${cell.isByName ? shape.name : shape.array}${place.toString()}${cell.member}`;
}

/** The name of a cell's variable in the row with a number. */
export function nameOfCell({ stem, name, member }: TableCell, place: number): string {
  return stem === null ? name : `${stem}${place.toString()}${member}`;
}

/** The cell of a column, whatever the case of its member; the first counts. */
export function findCell({ cells }: Pick<TableRow, 'cells'>, member: string): TableCell | undefined {
  const wanted = member.toLowerCase();
  return cells.find((one) => one.member.toLowerCase() === wanted);
}

/** The column with a key. Errors: an exception when the table has none. */
export function columnOf({ array, columns }: TableShape, key: string): PropertyColumn & { readonly member: string } {
  const found = columns.find((one) => one.key === key);
  if (found?.member === undefined) throw new Error(`${array} has no column ${key}`);
  return { ...found, member: found.member };
}

interface FoundCell {
  readonly place: number;
  readonly cell: TableCell;
}

function readCell(shape: TableShape, variable: StepVariable): FoundCell | null {
  const { name, hidden, value } = variable;
  const key = variableKey(variable);
  const isByName = key.startsWith(shape.name);
  const array = isByName ? shape.name : shape.array;
  if (!key.startsWith(array)) return null;
  const [, digits, member] = /^(0|[1-9]\d*)(\D.*)$/s.exec(key.slice(array.length)) ?? [];
  if (digits === undefined || member === undefined || digits.length > digitsMost) return null;
  const end = `${digits}${member}`;
  const stem = name.endsWith(end) ? name.slice(0, -end.length) : null;
  return { place: Number(digits), cell: { member, value, hidden, isByName, stem, name, times: 1 } };
}

/** The cells of a row by the keys of their variables, in the order of the document. */
type CellsByKey = Map<string, TableCell>;

/** Adds a cell to those of its row; the same variable once more is only counted. */
function addCell(cells: CellsByKey, cell: TableCell): void {
  const key = `${cell.isByName ? 'name' : 'property'} ${cell.member}`;
  const there = cells.get(key);
  cells.set(key, there === undefined ? cell : { ...there, times: there.times + 1 });
}

function findProblems(rows: readonly TableRow[], counts: readonly StepVariable[]): TableProblem[] {
  const has = rows.length;
  const missing = (rows.at(-1)?.place ?? -1) + 1 - has;
  const wrong = counts.find(({ value }) => value.trim() !== has.toString() && !(has === 0 && value.trim() === ''));
  return [
    ...(missing > 0 ? [{ kind: 'gap', missing } as const] : []),
    ...(wrong === undefined ? [] : [{ kind: 'count', says: wrong.value.trim(), has } as const]),
    ...(has > 0 && counts.length === 0 ? [{ kind: 'no-count', has } as const] : []),
  ];
}

/**
 * Reads the rows of a table from the variables of a step, in the order of their numbers. Whatever the count says, every
 * row is there that has a variable; what does not fit is among the problems. Variables that are no part of the table are
 * left alone. Rule: STEP-30, STEP-31.
 */
export function readTable(shape: TableShape, variables: readonly StepVariable[]): StepTable {
  const found = new Map<number, CellsByKey>();
  for (const variable of variables) {
    const read = readCell(shape, variable);
    if (read === null) continue;
    const cells = found.get(read.place) ?? new Map<string, TableCell>();
    found.set(read.place, cells);
    addCell(cells, read.cell);
  }
  const rows = [...found]
    .sort(([one], [other]) => one - other)
    .map(([place, cells]): TableRow => ({ place, cells: [...cells.values()] }));
  const counts = shape.counts.flatMap(({ property, name }) => {
    const held = variables.find((one) => [property, name].includes(variableKey(one)));
    return held === undefined ? [] : [held];
  });
  return { shape, rows, counts, problems: findProblems(rows, counts) };
}
