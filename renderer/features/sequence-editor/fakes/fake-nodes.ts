import { AppError } from '#shared/contract/errors';
import { type Condition, type ConditionNode, countConditions } from '#shared/model/condition';
import type { DynamicRule, DynamicRules } from '#shared/model/dynamic-rules';
import type { Edit, EditPlace } from '#shared/model/edit';
import type { PackageId, SessionId } from '#shared/model/ids';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { findVariable, variableKey } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';

/** A node with its children: the document of the fake. */
export interface FakeNode {
  readonly detail: NodeDetail;
  readonly children: readonly FakeNode[];
}

export const fakePackage = 'LAB00021' as PackageId;
export const fakeSessionId = '00000000-0000-4000-8000-000000000001' as SessionId;
export const nodeId = (value: number): NodeId => `n${value}`;

let last = 0;
const nextId = (): NodeId => {
  last += 1;
  return nodeId(last);
};

export function restartIds(): void {
  last = 0;
}

const emptyDetail: Omit<NodeDetail, 'id' | 'kind' | 'type' | 'name'> = {
  description: '',
  disabled: false,
  continueOnError: false,
  timeoutSeconds: null,
  runIn: null,
  successCodes: null,
  retryCount: null,
  condition: null,
  variables: [],
  action: '',
};

export function fakeGroup(name: string, children: readonly FakeNode[], more: Partial<NodeDetail> = {}): FakeNode {
  return { detail: { ...emptyDetail, id: nextId(), kind: 'group', type: '', name, ...more }, children };
}

/** A step with the variables that its description gives a new one. */
export function fakeStep(name: string, type: string, more: Partial<NodeDetail> = {}): FakeNode {
  const description = describeStepType(type);
  const variables = (description?.properties ?? []).flatMap(({ xml, default: value }) =>
    xml === null || value === null || typeof value === 'object' ? [] : [{ ...xml, value: String(value) }],
  );
  const detail: NodeDetail = {
    ...emptyDetail,
    id: nextId(),
    kind: 'step',
    type,
    name,
    runIn: description?.runIn ?? 'WinPEandFullOS',
    successCodes: description?.successCodes ?? '0',
    retryCount: description?.retryCount ?? 0,
    action: description?.action ?? '',
    variables,
    ...more,
  };
  return { detail, children: [] };
}

export type Nodes = readonly FakeNode[];

function mapNodes(nodes: Nodes, change: (node: FakeNode) => readonly FakeNode[]): Nodes {
  return nodes.flatMap((node) => change({ ...node, children: mapNodes(node.children, change) }));
}

function changeDetails(nodes: Nodes, ids: readonly NodeId[], change: (detail: NodeDetail) => NodeDetail): Nodes {
  return mapNodes(nodes, (node) => [ids.includes(node.detail.id) ? { ...node, detail: change(node.detail) } : node]);
}

/** Whether a secret is set: all that a page learns of one. */
export function markSecret(nodes: Nodes, id: NodeId, property: string, isSet: boolean): Nodes {
  return changeDetails(nodes, [id], (detail) => {
    const others = (detail.secretsSet ?? []).filter((one) => one !== property);
    return { ...detail, secretsSet: isSet ? [...others, property] : others };
  });
}

/** The same for the secret of a rule. */
export function markRuleSecret(
  nodes: Nodes,
  id: NodeId,
  place: { readonly rule: number; readonly variable: number },
  isSet: boolean,
): Nodes {
  return changeDetails(nodes, [id], (detail) => {
    const rules = detail.dynamicRules?.state === 'read' ? detail.dynamicRules.rules : [];
    const mark = (rule: DynamicRule): DynamicRule => ({
      ...rule,
      variables: rule.variables.map((one, at) => (at === place.variable ? { ...one, isSet } : one)),
    });
    const marked = rules.map((rule, at) => (at === place.rule ? mark(rule) : rule));
    return { ...detail, dynamicRules: { state: 'read', rules: marked } };
  });
}

export function collect(nodes: Nodes, ids: readonly NodeId[]): FakeNode[] {
  return nodes.flatMap((node) => (ids.includes(node.detail.id) ? [node] : collect(node.children, ids)));
}

function without(nodes: Nodes, ids: readonly NodeId[]): Nodes {
  return mapNodes(nodes, (node) => (ids.includes(node.detail.id) ? [] : [node]));
}

function changeChildren(nodes: Nodes, parentId: NodeId | null, change: (children: Nodes) => Nodes): Nodes {
  if (parentId === null) return change(nodes);
  return mapNodes(nodes, (node) => [node.detail.id === parentId ? { ...node, children: change(node.children) } : node]);
}

function childrenOf(nodes: Nodes, parentId: NodeId | null): Nodes {
  return parentId === null ? nodes : (collect(nodes, [parentId])[0]?.children ?? []);
}

function parentOf(nodes: Nodes, id: NodeId, parent: NodeId | null = null): NodeId | null | undefined {
  for (const node of nodes) {
    if (node.detail.id === id) return parent;
    const found = parentOf(node.children, id, node.detail.id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function insertAt(nodes: Nodes, parentId: NodeId | null, index: number, made: Nodes): Nodes {
  return changeChildren(nodes, parentId, (children) => [
    ...children.slice(0, index),
    ...made,
    ...children.slice(index),
  ]);
}

function insertPlaced(nodes: Nodes, place: EditPlace, made: Nodes): Nodes {
  if (place.where === 'into') {
    const most = childrenOf(nodes, place.parentId).length;
    return insertAt(nodes, place.parentId, place.index ?? most, made);
  }
  const parentId = parentOf(nodes, place.id) ?? null;
  const at = childrenOf(nodes, parentId).findIndex((node) => node.detail.id === place.id);
  return insertAt(nodes, parentId, at + 1, made);
}

function copyNode(node: FakeNode): FakeNode {
  return { detail: { ...node.detail, id: nextId() }, children: node.children.map(copyNode) };
}

export interface Made {
  readonly nodes: Nodes;
  readonly label: string;
  readonly select: readonly NodeId[];
}

function setVariable(detail: NodeDetail, edit: Extract<Edit, { kind: 'setVariable' }>): NodeDetail {
  const rest = detail.variables.filter((one) => variableKey(one) !== edit.property);
  const old = findVariable(detail.variables, edit.property);
  if (edit.value === null) return { ...detail, variables: rest };
  const written = {
    name: edit.name ?? old?.name ?? edit.property,
    property: edit.property,
    hidden: edit.hidden ?? old?.hidden ?? false,
    value: edit.value,
  };
  return {
    ...detail,
    variables: [...rest, written].sort((a, b) => variableKey(a).localeCompare(variableKey(b))),
  };
}

function moveNodes(nodes: Nodes, edit: Extract<Edit, { kind: 'move' }>): Nodes {
  const moved = collect(nodes, edit.ids);
  const before = childrenOf(nodes, edit.parentId).slice(0, edit.index);
  const leaving = before.filter((node) => edit.ids.includes(node.detail.id)).length;
  return insertAt(without(nodes, edit.ids), edit.parentId, edit.index - leaving, moved);
}

function nameOf(nodes: Nodes, ids: readonly NodeId[]): string {
  return ids.length === 1 ? `“${collect(nodes, ids)[0]?.detail.name ?? ''}”` : `${ids.length} steps`;
}

/** The nodes that an edit is about. */
function targetsOf(edit: Edit): readonly NodeId[] {
  if ('ids' in edit) return edit.ids;
  if ('id' in edit) return [edit.id];
  if (!('place' in edit)) return [];
  const { place } = edit;
  return place.where === 'after' ? [place.id] : place.parentId === null ? [] : [place.parentId];
}

/** What one edit does. Throws `EDIT_TARGET_MISSING` as the core does. */
export function applyEdit(nodes: Nodes, edit: Edit): Made {
  const id = targetsOf(edit).find((one) => collect(nodes, [one]).length === 0);
  if (id !== undefined) throw new AppError('EDIT_TARGET_MISSING', { id });
  switch (edit.kind) {
    case 'insert': {
      const label = edit.type === null ? 'New Group' : (describeStepType(edit.type)?.newName ?? edit.type);
      const name = edit.name ?? label;
      const made = edit.type === null ? fakeGroup(name, []) : fakeStep(name, edit.type);
      return { nodes: insertPlaced(nodes, edit.place, [made]), label: `Add “${label}”`, select: [made.detail.id] };
    }
    case 'insertRaw': {
      const copied = (JSON.parse(edit.xml) as FakeNode[]).map(copyNode);
      const select = copied.map((node) => node.detail.id);
      return { nodes: insertPlaced(nodes, edit.place, copied), label: `Paste ${copied.length} steps`, select };
    }
    case 'remove':
      return { nodes: without(nodes, edit.ids), label: `Remove ${nameOf(nodes, edit.ids)}`, select: [] };
    case 'move':
      return { nodes: moveNodes(nodes, edit), label: `Move ${nameOf(nodes, edit.ids)}`, select: edit.ids };
    case 'wrapInGroup': {
      const [first] = edit.ids;
      const parentId = first === undefined ? null : (parentOf(nodes, first) ?? null);
      const at = childrenOf(nodes, parentId).findIndex((node) => node.detail.id === first);
      const made = fakeGroup(edit.name, collect(nodes, edit.ids));
      return {
        nodes: insertAt(without(nodes, edit.ids), parentId, at, [made]),
        label: 'Wrap in a group',
        select: [made.detail.id],
      };
    }
    case 'ungroup':
      return {
        nodes: mapNodes(nodes, (node) => (node.detail.id === edit.id ? node.children : [node])),
        label: 'Ungroup',
        select: childrenOf(nodes, edit.id).map((node) => node.detail.id),
      };
    case 'relink':
      throw new AppError('EDIT_INVALID', { reason: 'the fake has no links' });
    default:
      return applyValue(nodes, edit);
  }
}

type ValueEdit = Extract<
  Edit,
  {
    kind:
      | 'setName'
      | 'setDescription'
      | 'setDisabled'
      | 'setContinueOnError'
      | 'setVariable'
      | 'setStepOption'
      | 'setCondition'
      | 'setRules';
  }
>;

function applyValue(nodes: Nodes, edit: ValueEdit): Made {
  const ids = 'ids' in edit ? edit.ids : [edit.id];
  const change = (label: string, map: (detail: NodeDetail) => NodeDetail): Made => ({
    nodes: changeDetails(nodes, ids, map),
    label: `${label} ${nameOf(nodes, ids)}`,
    select: ids,
  });
  switch (edit.kind) {
    case 'setName':
      if (edit.name === 'refuse me')
        throw new AppError('EDIT_VALUE_INVALID', { property: 'Name', reason: 'it is refused' });
      return change('Rename', (detail) => ({ ...detail, name: edit.name }));
    case 'setDescription':
      return change('Describe', (detail) => ({ ...detail, description: edit.description }));
    case 'setDisabled':
      return change(edit.disabled ? 'Disable' : 'Enable', (detail) => ({ ...detail, disabled: edit.disabled }));
    case 'setContinueOnError':
      return change('Continue on error', (detail) => ({ ...detail, continueOnError: edit.continueOnError }));
    case 'setVariable':
      return change('Change', (detail) => setVariable(detail, edit));
    case 'setStepOption':
      return change('Change', (detail) => ({ ...detail, [edit.option]: edit.value }));
    case 'setRules':
      return change('Change rules of', (detail) => ({ ...detail, dynamicRules: readWritten(edit.rules) }));
    case 'setCondition':
      return change('Change condition of', (detail) => ({ ...detail, condition: readPasted(edit.condition) }));
  }
}

/** Rules as the core reads them again: with the keys of their places. A fake has no secret store: what is hidden is set. */
function readWritten(rules: readonly DynamicRule[]): DynamicRules {
  const read = rules.map((rule, key) => ({
    ...rule,
    key,
    variables: rule.variables.map((one, at) => ({
      ...one,
      key: at,
      isSet: one.isSecret && (one.isSet || one.value !== ''),
      value: one.isSecret ? '' : one.value,
    })),
  }));
  return { state: 'read', rules: read };
}

/** Pasted parts are text: the fake's is JSON, and what was read gets keys as the core gives them. */
function readPasted(condition: Condition | null): Condition | null {
  const read = (node: ConditionNode, key: string): ConditionNode => {
    const known = node.kind === 'unknown' && node.key === null ? (JSON.parse(node.raw) as ConditionNode) : node;
    if (known.kind !== 'operator') return { ...known, key };
    return { ...known, key, children: known.children.map((child, index) => read(child, `${key}.${index}`)) };
  };
  return condition === null ? null : { children: condition.children.map((child, index) => read(child, String(index))) };
}

export function toRows(nodes: Nodes, parentId: NodeId | null = null, depth = 0): OutlineRow[] {
  return nodes.flatMap(({ detail, children }) => [
    {
      id: detail.id,
      parentId,
      depth,
      kind: detail.kind,
      type: detail.type,
      name: detail.name,
      disabled: detail.disabled,
      continueOnError: detail.continueOnError,
      conditionCount: countConditions(detail.condition),
      ...(detail.problem === undefined ? {} : { problem: detail.problem }),
    },
    ...toRows(children, detail.id, depth + 1),
  ]);
}
