import { type Edit, editLimits } from '../../model/edit.ts';
import type { NodeId, StepVariable } from '../../model/sequence.ts';
import { findVariable } from '../../model/variable.ts';
import { downloadPackageContent } from '../download-package-content.ts';
import { installApplication } from '../install-application.ts';
import { splitReferences } from '../references.ts';
import type { VariableMapping } from '../step-description.ts';
import { newCell, setCell } from '../tables/set-cells.ts';
import { findCell, readTable, shapeByKey, type TableRow, type TableShape } from '../tables/step-table.ts';
import { type TableWriting, tableWritings } from '../tables/table-writing.ts';
import { writeTable } from '../tables/write-table.ts';

/**
 * A list of things that a step names: their IDs with commas in one value, how many they are in another, and a table of
 * what people are shown of each. The field writes a table flattened: its property holds the number of rows, and each
 * member of each row is a variable of its own (formats 2.3).
 */
export interface ReferenceListShape {
  readonly ids: VariableMapping;
  readonly table: TableShape;
  /** The members that hold the ID and the name. */
  readonly idMember: string;
  readonly nameMember: string;
  /** So many fit into one step, or into one change of it. */
  readonly most: number;
}

const [, names] = installApplication.source.properties;
const [ids] = downloadPackageContent.source.properties;

/** The applications of Install Application. */
export const applicationList: ReferenceListShape = {
  ids: names.xml,
  table: shapeByKey(installApplication, 'appInfo', ['numApps']),
  idMember: 'Name',
  nameMember: 'DisplayName',
  most: names.constraint.maxItems,
};

/**
 * The packages of Download Package Content. The field has no limit; one change of a step has: each row has up to five values,
 * and three more say what and how many there are.
 */
export const packageList: ReferenceListShape = {
  ids: ids.xml,
  table: shapeByKey(downloadPackageContent, 'packageInfo', ['numPackages']),
  idMember: 'PackageId',
  nameMember: 'Name',
  most: Math.floor((editLimits.editsMax - 3) / 5),
};

/** One thing of a list, with what the step keeps of it: its row of the table, also with members that nobody knows. */
export interface ReferenceListRow {
  readonly id: string;
  readonly row: TableRow;
}

/** What a list keeps of one of its things in a member; empty when it keeps nothing there. Rule: STEP-31. */
export function memberOf({ row }: ReferenceListRow, member: string): string {
  return findCell(row, member)?.value ?? '';
}

/** A thing that is new in a list, with what is known of it by member. */
export function newListRow(
  { table }: ReferenceListShape,
  id: string,
  members: Readonly<Record<string, string>>,
): ReferenceListRow {
  const cells = Object.entries(members).map(([member, value]) => newCell(table, member, value));
  return { id, row: { place: null, cells } };
}

/**
 * The list of a step, in its order. The IDs say what is in it, because the command has them; what the table knows of
 * each goes with it. A step without IDs has what its table names. Rule: UI-778.
 */
export function readReferenceList(
  variables: readonly StepVariable[],
  shape: ReferenceListShape,
): readonly ReferenceListRow[] {
  const { rows } = readTable(shape.table, variables);
  const idOf = (row: TableRow): string => (findCell(row, shape.idMember)?.value ?? '').trim();
  const named = splitReferences(findVariable(variables, shape.ids.property)?.value ?? '');
  const wanted = named.length > 0 ? named : rows.map(idOf).filter((id) => id !== '' && !id.includes(','));
  const left = Map.groupBy(rows, (row) => idOf(row).toLowerCase());
  return wanted.map((id) => ({ id, row: left.get(id.toLowerCase())?.shift() ?? { place: null, cells: [] } }));
}

/**
 * The edits that give a step this list: the IDs, and the table with its counts; only what differs from now is written,
 * so that a step without a change is none. Together they are one undo step. Rule: UI-778, STEP-67.
 */
export function writeReferenceList(
  node: { readonly id: NodeId; readonly variables: readonly StepVariable[] },
  shape: ReferenceListShape,
  rows: readonly ReferenceListRow[],
  writing: TableWriting = tableWritings.cm,
): Edit[] {
  const { id, variables } = node;
  const { ids: mapping, table } = shape;
  const value = rows.map((one) => one.id).join(',');
  const isSame = findVariable(variables, mapping.property)?.value === value;
  // The table repeats the IDs, and is numbered by them.
  const next = rows.map((one) => setCell(table, one.row, shape.idMember, one.id));
  const written = writeTable(readTable(table, variables), next, { id, writing }, true);
  return [...(isSame ? [] : [{ kind: 'setVariable' as const, id, ...mapping, value }]), ...written];
}
