import { type Edit, editLimits } from '../../model/edit.ts';
import type { NodeId, StepVariable } from '../../model/sequence.ts';
import { findVariable, variableKey } from '../../model/variable.ts';
import { downloadPackageContent } from '../download-package-content.ts';
import { installApplication } from '../install-application.ts';
import { splitReferences } from '../references.ts';
import type { VariableMapping } from '../step-description.ts';

/**
 * A list of things that a step names: their IDs with commas in one value, how many they are in another, and a table of
 * what people are shown of each. The field writes a table flattened: its property holds the number of rows, and each
 * member of each row is a variable of its own (formats 2.3).
 */
export interface ReferenceListShape {
  readonly ids: VariableMapping;
  readonly count: VariableMapping;
  readonly table: VariableMapping;
  /** The members that hold the ID and the name. */
  readonly idMember: string;
  readonly nameMember: string;
  /** So many fit into one step, or into one change of it. */
  readonly most: number;
}

const [, names, appCount, apps] = installApplication.source.properties;
const [ids, packageCount, packages] = downloadPackageContent.source.properties;

/** The applications of Install Application. */
export const applicationList: ReferenceListShape = {
  ids: names.xml,
  count: appCount.xml,
  table: apps.xml,
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
  count: packageCount.xml,
  table: packages.xml,
  idMember: 'PackageId',
  nameMember: 'Name',
  most: Math.floor((editLimits.editsMax - 3) / 5),
};

/** One thing of a list, with what the step keeps of it by member; also members that nobody knows. */
export interface ReferenceListRow {
  readonly id: string;
  readonly members: Readonly<Record<string, string>>;
}

/** Which row and member of the table a variable is; null for any other variable. */
function memberOf(variable: StepVariable, { table }: ReferenceListShape): { row: number; member: string } | null {
  const key = variableKey(variable);
  if (!key.startsWith(table.property)) return null;
  const match = /^(\d{1,5})(\D.*)$/s.exec(key.slice(table.property.length));
  return match === null ? null : { row: Number(match[1]), member: match[2] ?? '' };
}

function readTable(variables: readonly StepVariable[], shape: ReferenceListShape): Map<number, Map<string, string>> {
  const rows = new Map<number, Map<string, string>>();
  for (const variable of variables) {
    const place = memberOf(variable, shape);
    if (place === null) continue;
    const row = rows.get(place.row) ?? new Map<string, string>();
    rows.set(place.row, row);
    // Of several of one name the first counts (STEP-10).
    if (!row.has(place.member)) row.set(place.member, variable.value);
  }
  return rows;
}

/**
 * The list of a step, in its order. The IDs say what is in it, because the command has them; what the table knows of
 * each goes with it. A step without IDs has what its table names.
 */
export function readReferenceList(
  variables: readonly StepVariable[],
  shape: ReferenceListShape,
): readonly ReferenceListRow[] {
  const rows = [...readTable(variables, shape)].sort(([a], [b]) => a - b).map(([, members]) => members);
  const idOf = (members: Map<string, string>): string => (members.get(shape.idMember) ?? '').trim();
  const named = splitReferences(findVariable(variables, shape.ids.property)?.value ?? '');
  const wanted = named.length > 0 ? named : rows.map(idOf).filter((id) => id !== '' && !id.includes(','));
  const left = Map.groupBy(rows, (members) => idOf(members).toLowerCase());
  return wanted.map((id) => {
    const members = left.get(id.toLowerCase())?.shift();
    return { id, members: Object.fromEntries(members ?? []) };
  });
}

/**
 * The edits that give a step this list: the IDs, how many they are, and the table; only what differs from now is written,
 * so that a step without a change is none. Together they are one undo step.
 */
export function writeReferenceList(
  node: { readonly id: NodeId; readonly variables: readonly StepVariable[] },
  shape: ReferenceListShape,
  rows: readonly ReferenceListRow[],
): Edit[] {
  const edits: Edit[] = [];
  const put = ({ name, property, hidden }: VariableMapping, value: string): void => {
    if (findVariable(node.variables, property)?.value === value) return;
    edits.push({ kind: 'setVariable', id: node.id, property, name, hidden, value });
  };
  put(shape.ids, rows.map(({ id }) => id).join(','));
  put(shape.count, String(rows.length));
  put(shape.table, String(rows.length));
  const kept = new Set<string>();
  for (const [at, { id, members }] of rows.entries()) {
    for (const [member, value] of Object.entries({ ...members, [shape.idMember]: id })) {
      const place = `${String(at)}${member}`;
      kept.add(shape.table.property + place);
      put({ name: shape.table.name + place, property: shape.table.property + place, hidden: false }, value);
    }
  }
  for (const variable of node.variables) {
    const property = variableKey(variable);
    if (memberOf(variable, shape) === null || kept.has(property)) continue;
    // Of several of one name each goes by itself.
    edits.push({ kind: 'setVariable', id: node.id, property, value: null });
  }
  return edits;
}
