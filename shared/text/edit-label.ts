import type { Edit, StepOption } from '../model/edit.ts';
import type { NodeKind } from '../model/sequence.ts';
import { describeNode, describeStepType } from '../steps/catalog.ts';
import type { StepDescription, StepProperty } from '../steps/step-description.ts';

/** What a label says of a node. */
export interface LabelledNode {
  readonly kind: NodeKind;
  readonly type: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** Reads a node by its id; undefined when there is none. */
export type FindLabelled = (id: string) => LabelledNode | undefined;

const optionWords: Readonly<Record<StepOption, string>> = {
  timeoutSeconds: 'time-out',
  runIn: 'environment',
  successCodes: 'success codes',
  retryCount: 'number of retries',
};

function quote(name: string): string {
  return `“${name.length > 60 ? `${name.slice(0, 59)}…` : name}”`;
}

/** A node by its name, or by what it is when it has none. */
function nameNode(node: LabelledNode | undefined): string {
  if (node === undefined) return 'a step';
  if (node.name !== '') return quote(node.name);
  return node.kind === 'group' ? 'a group' : quote(describeNode(node)?.label ?? node.type);
}

/** `“Name”`, `3 steps`, `2 groups`, or `4 items` when they are mixed. */
function nameNodes(ids: readonly string[], find: FindLabelled): string {
  const [first] = ids;
  if (first !== undefined && ids.length === 1) return nameNode(find(first));
  const groups = ids.filter((id) => find(id)?.kind === 'group').length;
  const noun = groups === 0 ? 'steps' : groups === ids.length ? 'groups' : 'items';
  return `${String(ids.length)} ${noun}`;
}

/** A label of a field in the middle of a sentence: `Command line` becomes `command line`, `WMI query` stays. */
function inSentence(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** The property that a variable carries; the parts of a table (`Partition0Size`) belong to the table. */
function findProperty(description: StepDescription | undefined, key: string): StepProperty | undefined {
  const properties = description?.properties ?? [];
  const own = properties.find((one) => one.xml?.property === key);
  if (own !== undefined) return own;
  return properties.find((one) => {
    const table = one.columns === undefined ? undefined : one.xml?.property;
    return table !== undefined && key.startsWith(table) && /^\d/.test(key.slice(table.length));
  });
}

/** What was chosen or switched is said; what was typed is not, for it may be long or secret. */
function labelVariable(edit: Extract<Edit, { kind: 'setVariable' }>, node: LabelledNode | undefined): string {
  const owner = nameNode(node);
  const property = findProperty(node === undefined ? undefined : describeNode(node), edit.property);
  if (property === undefined) {
    return `${edit.value === null ? 'Remove' : 'Change'} variable ${edit.name ?? edit.property} of ${owner}`;
  }
  const written = edit.value?.toLowerCase();
  const choice = property.choices?.find((one) => one.value.toLowerCase() === written);
  if (choice !== undefined) return `Choose ${quote(choice.label)} in ${owner}`;
  if (property.kind === 'bool' && (written === 'true' || written === 'false')) {
    return `Turn ${written === 'true' ? 'on' : 'off'} ${quote(property.label)} in ${owner}`;
  }
  return `${edit.value === null ? 'Remove' : 'Change'} ${inSentence(property.label)} of ${owner}`;
}

function labelMove(edit: Extract<Edit, { kind: 'move' }>, find: FindLabelled): string {
  const moved = nameNodes(edit.ids, find);
  const stays = edit.ids.every((id) => find(id)?.parentId === edit.parentId);
  if (stays) return `Move ${moved}`;
  return edit.parentId === null
    ? `Move ${moved} to the top level`
    : `Move ${moved} into ${nameNode(find(edit.parentId))}`;
}

/**
 * What undo and redo call an edit, in the words of the field. `find` reads the document before the edit; `made` are
 * the nodes that a paste brought, known only after it.
 */
export function labelEdit(edit: Edit, find: FindLabelled, made: readonly string[] = []): string {
  switch (edit.kind) {
    case 'insert':
      return edit.type === null
        ? 'Add a group'
        : `Add ${quote(edit.name ?? describeStepType(edit.type)?.label ?? edit.type)}`;
    case 'insertRaw':
      return made.length === 0 ? 'Paste' : `Paste ${nameNodes(made, find)}`;
    case 'remove':
      return `Remove ${nameNodes(edit.ids, find)}`;
    case 'move':
      return labelMove(edit, find);
    case 'setName':
      return `Rename to ${quote(edit.name)}`;
    case 'setDescription':
      return `Change description of ${nameNode(find(edit.id))}`;
    case 'setDisabled':
      return `${edit.disabled ? 'Disable' : 'Enable'} ${nameNodes(edit.ids, find)}`;
    case 'setContinueOnError':
      return `Turn ${edit.continueOnError ? 'on' : 'off'} “Continue on error” of ${nameNodes(edit.ids, find)}`;
    case 'setVariable':
      return labelVariable(edit, find(edit.id));
    case 'setStepOption':
      return `Change ${optionWords[edit.option]} of ${nameNode(find(edit.id))}`;
    case 'setCondition':
      return `${edit.condition === null ? 'Remove conditions of' : 'Change conditions of'} ${nameNode(find(edit.id))}`;
    case 'wrapInGroup':
      return `Put ${nameNodes(edit.ids, find)} into a group`;
    case 'ungroup':
      return `Ungroup ${nameNode(find(edit.id))}`;
    case 'relink':
      return 'Link to imported task sequences';
  }
}
