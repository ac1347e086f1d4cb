import type { Edit } from '#shared/model/edit';
import { rulesProperty } from '#shared/model/dynamic-rules';
import { type EditLabel, type EditLabelCode, type EditLabelValues, labelNameMax } from '#shared/model/edit-label';
import type { NodeKind } from '#shared/model/sequence';
import { describeNode } from '#shared/steps/catalog';
import { findVariableProperty } from '#shared/steps/find-property';

/** What a label says of a node. */
export interface LabelledNode {
  readonly kind: NodeKind;
  readonly type: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** Reads a node by its id; undefined when there is none. */
export type FindLabelled = (id: string) => LabelledNode | undefined;

function shorten(name: string): string {
  return name.length > labelNameMax ? `${name.slice(0, labelNameMax - 1)}…` : name;
}

function short(text: string): string {
  return text.slice(0, 256);
}

function typeOf(node: LabelledNode): string {
  return node.kind === 'group' ? '' : (describeNode(node)?.type ?? node.type);
}

/** Name and type of one node, or the number of several and what they are. */
export function labelNodes(ids: readonly string[], find: FindLabelled): EditLabelValues {
  const [first] = ids;
  const node = first === undefined || ids.length > 1 ? undefined : find(first);
  if (node !== undefined) {
    const kind = node.kind === 'group' ? 'group' : 'step';
    return { count: 1, kind, name: shorten(node.name), type: short(typeOf(node)) };
  }
  const groups = ids.filter((id) => find(id)?.kind === 'group').length;
  return { count: ids.length, kind: groups === 0 ? 'step' : groups === ids.length ? 'group' : 'item' };
}

/** What was chosen or switched is said; what was typed is not, for it may be long or secret. */
function labelVariable(edit: Extract<Edit, { kind: 'setVariable' }>, find: FindLabelled): EditLabel {
  const values = labelNodes([edit.id], find);
  const node = find(edit.id);
  const property = findVariableProperty(node === undefined ? undefined : describeNode(node), edit.property);
  if (property === undefined) {
    const variable = short(edit.name ?? edit.property);
    return { code: edit.value === null ? 'remove-variable' : 'set-variable', values: { ...values, variable } };
  }
  const named = { ...values, property: short(edit.property) };
  const written = edit.value?.toLowerCase();
  const choice = property.choices?.find((one) => one.value.toLowerCase() === written);
  if (choice !== undefined) return { code: 'choose', values: { ...named, choice: short(choice.value) } };
  if (property.kind === 'bool' && written === 'true') return { code: 'switch-on', values: named };
  if (property.kind === 'bool' && written === 'false') return { code: 'switch-off', values: named };
  return { code: edit.value === null ? 'clear-property' : 'set-property', values: named };
}

function labelMove(edit: Extract<Edit, { kind: 'move' }>, find: FindLabelled): EditLabel {
  const values = labelNodes(edit.ids, find);
  const stays = edit.ids.every((id) => find(id)?.parentId === edit.parentId);
  if (stays) return { code: 'move', values };
  if (edit.parentId === null) return { code: 'move-to-top', values };
  return { code: 'move-into', values: { ...values, into: shorten(find(edit.parentId)?.name ?? '') } };
}

/** Labels that say of which nodes something was done, and no more. */
function codeOf(edit: Edit): EditLabelCode {
  switch (edit.kind) {
    case 'setDescription':
      return 'set-description';
    case 'setDisabled':
      return edit.disabled ? 'disable' : 'enable';
    case 'setContinueOnError':
      return edit.continueOnError ? 'continue-on-error-on' : 'continue-on-error-off';
    case 'setCondition':
      return edit.condition === null ? 'remove-conditions' : 'set-conditions';
    case 'wrapInGroup':
      return 'wrap';
    case 'ungroup':
      return 'ungroup';
    default:
      return 'remove';
  }
}

/**
 * What undo and redo call an edit, as a code with its values. `find` reads the document before the edit; `made` are the
 * nodes that a paste brought, known only after it.
 */
export function labelEdit(edit: Edit, find: FindLabelled, made: readonly string[] = []): EditLabel {
  switch (edit.kind) {
    case 'insert':
      if (edit.type === null) return { code: 'add-group', values: {} };
      return {
        code: 'add-step',
        values: { type: short(edit.type), ...(edit.name === undefined ? {} : { name: shorten(edit.name) }) },
      };
    case 'insertRaw':
      return { code: 'paste', values: labelNodes(made, find) };
    case 'move':
      return labelMove(edit, find);
    case 'setName':
      return { code: 'rename', values: { name: shorten(edit.name) } };
    case 'setVariable':
      return labelVariable(edit, find);
    case 'setRules':
      return { code: 'set-property', values: { ...labelNodes([edit.id], find), property: rulesProperty } };
    case 'setStepOption':
      return { code: 'set-option', values: { ...labelNodes([edit.id], find), option: edit.option } };
    case 'relink':
      return { code: 'relink', values: {} };
    default:
      return { code: codeOf(edit), values: labelNodes('ids' in edit ? edit.ids : [edit.id], find) };
  }
}

/** What a change of a secret is called: the property and the step, and nothing of the value. */
export function labelSecret(
  code: 'secret-set' | 'secret-replaced' | 'secret-cleared',
  property: string,
  node: LabelledNode,
): EditLabel {
  return { code, values: { ...labelNodes([''], () => node), property: short(property) } };
}
