import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import type { Edit } from '#shared/model/edit';
import type { EditLabel } from '#shared/model/edit-label';
import type { NodeDetail, NodeId, StepVariable } from '#shared/model/sequence';
import { readSecretReference, writeSecretReference } from '#shared/model/secret-reference';
import { findVariable, isTrueText, variableKey } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import {
  hiddenValueProperty,
  hidesItsValue,
  isHiddenValue,
  isHidingFlag,
  isSecretVariable,
  shownValueProperty,
} from '#shared/steps/secrets';
import type { Ids } from '../ports/ids.ts';
import type { SequenceDocument } from '../sequence/document.ts';
import { labelSecret } from '../sequence/label-edit.ts';
import type { PasteRead } from '../sequence/read-paste.ts';
import type { GivenSecret } from './editing-types.ts';
import { sealRuleValues, setRuleSecret } from './editing-rules.ts';
import { hasRules, replaceRuleSecrets } from '../transfer/rule-secrets.ts';
import { blankCommand, replaceSecrets } from '../transfer/secrets.ts';
import { parseXmlText } from '../transfer/xml/parse.ts';
import { printPiece } from '../transfer/xml/tree.ts';

/** A value that is to be sealed before the document names it. */
export interface NewSecret {
  readonly id: string;
  readonly value: string;
}

/** Edits as they go into the document, and what the secret store needs for them. */
export interface SealedEdits {
  readonly edits: readonly Edit[];
  readonly secrets: readonly NewSecret[];
  /** References that came with the edits: steps that were copied, perhaps in another sequence. */
  readonly adopted: ReadonlySet<string>;
}

type SetVariable = Extract<Edit, { kind: 'setVariable' }>;

/** Longest secret, in characters: the limit of a variable's value (editor facts, section 2). */
const longestSecret = 4000;

function valueOf(node: NodeDetail, property: string): string {
  return findVariable(node.variables, property)?.value ?? '';
}

function refuse(property: MessageOrText, why: Message): never {
  throw new AppError('EDIT_VALUE_INVALID', { property, reason: why });
}

/** What a page may know of a step: which secrets are set, and no text in their place (EDT-9). */
export function hideSecrets(node: NodeDetail, sealed: ReadonlySet<string>): NodeDetail {
  const secretsSet = new Set<string>();
  const values: string[] = [];
  const variables = node.variables.map((variable) => {
    if (!holdsSecret(node, variable)) return variable;
    const id = readSecretReference(variable.value);
    const property = variableKey(variable);
    // A value that is not displayed may stand in either property of its step, as the file had it; it is one to a person.
    if (id === null || sealed.has(id)) {
      secretsSet.add(property === shownValueProperty ? hiddenValueProperty : property);
    }
    values.push(variable.value);
    return { ...variable, value: '' };
  });
  const hide = (text: string): string => (hidesItsValue(node.variables) ? blankCommand(text, values) : text);
  const hiddenIn = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([property, text]) => [property, hide(text)]));
  const elsewhere = node.elsewhere === undefined ? {} : { elsewhere: hiddenIn(node.elsewhere) };
  return { ...node, action: hide(node.action), ...elsewhere, variables, secretsSet: [...secretsSet] };
}

/** True for a secret in the list of a step: what names a sealed one, or one that an older document still has in clear. */
function holdsSecret(node: NodeDetail, variable: StepVariable): boolean {
  if (variable.value.trim() === '') return false;
  return readSecretReference(variable.value) !== null || isHiddenValue(node, variable);
}

/** True when a step has something in the place of a secret. */
export function hasSecrets(node: NodeDetail): boolean {
  return node.variables.some((variable) => holdsSecret(node, variable));
}

function namesOf(edit: SetVariable): { name: string; property: string } {
  return { name: edit.name ?? edit.property, property: edit.property };
}

/** What edits say of whether the value of a step is displayed; null when they leave it. */
function setFlag(edits: readonly Edit[], id: NodeId): boolean | null {
  const flags = edits.filter(
    (one): one is SetVariable => one.kind === 'setVariable' && one.id === id && isHidingFlag(namesOf(one)),
  );
  const last = flags.at(-1);
  return last === undefined ? null : isTrueText(last.value);
}

/** A value that stands in the document and is hidden from now on is sealed in the same step (DOC-62). */
function sealShown(document: SequenceDocument, edits: readonly Edit[], seal: (value: string) => string): Edit[] {
  const ids = new Set(edits.flatMap((one) => (one.kind === 'setVariable' && document.has(one.id) ? [one.id] : [])));
  return [...ids].flatMap((id): Edit[] => {
    const value = valueOf(document.node(id), shownValueProperty);
    const isReplaced = edits.some(
      (one) => one.kind === 'setVariable' && one.id === id && one.property === shownValueProperty,
    );
    if (setFlag(edits, id) !== true || isReplaced || value === '' || readSecretReference(value) !== null) return [];
    return [{ kind: 'setVariable', id, property: shownValueProperty, value: seal(value) }];
  });
}

/** Steps for the clipboard, without a secret that an older document still has in clear; references stay (DOC-61). */
export function withoutClearSecrets(xml: string): string {
  const { root } = parseXmlText(`<sequence>${xml}</sequence>`, 'clipboard');
  const clear: string[] = [];
  replaceSecrets(root, ({ value }) => {
    if (readSecretReference(value) !== null) return value;
    clear.push(value);
    return '';
  });
  return clear.length > 0 ? root.children.map(printPiece).join('') : xml;
}

/** The check that an ordinary edit never puts a secret into the document, where it would stand in clear (EDT-10). */
function variableCheck(document: SequenceDocument, edits: readonly Edit[]): (edit: SetVariable) => void {
  const steps = new Map<NodeId, { readonly type: string; readonly isHiding: boolean }>();
  // Many edits of one step belong to a table: the step is read once for all of them.
  const stepOf = (id: NodeId) => {
    const known = steps.get(id);
    if (known !== undefined) return known;
    const { type, variables } = document.node(id);
    const step = { type, isHiding: setFlag(edits, id) ?? hidesItsValue(variables) };
    steps.set(id, step);
    return step;
  };
  return (edit) => {
    if (edit.value === null || edit.value === '' || !document.has(edit.id)) return;
    const { type, isHiding } = stepOf(edit.id);
    if (isSecretVariable(type, namesOf(edit)) || (edit.property === shownValueProperty && isHiding))
      refuse(edit.property, reason('secret-by-set'));
  };
}

/** Rules of Set Dynamic Variables with their secret values sealed. */
function sealRules(rules: string, seal: (value: string) => string): string {
  return replaceRuleSecrets(rules, (_name, value) => (readSecretReference(value) === null ? seal(value) : value));
}

/**
 * Takes the secrets out of edits before the document sees them; pasted text was read before and has its nodes.
 * Errors: `EDIT_VALUE_INVALID` for a secret in an ordinary edit of its property.
 */
export function sealEdits(
  document: SequenceDocument,
  edits: readonly Edit[],
  ids: Ids,
  pastes: ReadonlyMap<Edit, PasteRead>,
): SealedEdits {
  const secrets: NewSecret[] = [];
  const adopted = new Set<string>();
  const seal = (value: string): string => {
    const id = ids.uuid();
    secrets.push({ id, value });
    return writeSecretReference(id);
  };
  const checkVariable = variableCheck(document, edits);
  const sealed = edits.map((edit): Edit => {
    const paste = pastes.get(edit);
    if (paste !== undefined && edit.kind === 'insertRaw') {
      for (const id of paste.adopted) adopted.add(id);
      secrets.push(...paste.secrets);
      const read = { kind: edit.kind, place: edit.place, xml: '', nodes: paste.nodes };
      return read;
    }
    if (edit.kind === 'setRules') return sealRuleValues(edit, seal);
    if (edit.kind !== 'setVariable') return edit;
    checkVariable(edit);
    return edit.value !== null && hasRules(namesOf(edit)) ? { ...edit, value: sealRules(edit.value, seal) } : edit;
  });
  return { edits: [...sealed, ...sealShown(document, edits, seal)], secrets, adopted };
}

function checkSecret(label: MessageOrText, value: string, longest: number): void {
  if (value === '') refuse(label, reason('value-needed'));
  if (value.length > longest) refuse(label, reason('at-most-characters', { limit: longest }));
  if (value.includes('\0')) refuse(label, reason('control-characters'));
}

interface PlannedSecret {
  readonly edits: readonly Edit[];
  readonly secrets: readonly NewSecret[];
  readonly label: EditLabel;
}

function planRuleSecret(node: NodeDetail, given: Required<Omit<GivenSecret, 'edits'>>, ids: Ids): PlannedSecret {
  const { property, value, inRules } = given;
  if (value !== null) checkSecret(property, value, longestSecret);
  const id = value === null ? null : ids.uuid();
  const set = inRules && setRuleSecret(node, inRules, id === null ? null : writeSecretReference(id));
  if (set === undefined) refuse(property, reason('not-a-secret'));
  const did = value === null ? 'secret-cleared' : set.wasSet ? 'secret-replaced' : 'secret-set';
  return {
    edits: [set.edit],
    secrets: id === null || value === null ? [] : [{ id, value }],
    label: labelSecret(did, property, { ...node, parentId: null }),
  };
}

/** The edit that sets, replaces or (null) clears a secret of a step. Errors: `EDIT_TARGET_MISSING`, `EDIT_VALUE_INVALID`. */
export function planSecret(document: SequenceDocument, given: GivenSecret, ids: Ids): PlannedSecret {
  const { nodeId, property, value, inRules } = given;
  const node = document.node(nodeId);
  if (inRules !== undefined) return planRuleSecret(node, { ...given, inRules }, ids);
  const known = describeStepType(node.type)?.properties.find((one) => one.xml?.property === property);
  const present = findVariable(node.variables, property);
  const label = known?.label ?? property;
  if (!isSecretVariable(node.type, { name: present?.name ?? known?.xml?.name ?? property, property })) {
    refuse(label, reason('not-a-secret'));
  }
  if (value !== null) checkSecret(label, value, known?.constraint?.maxLength ?? longestSecret);
  const id = value === null ? null : ids.uuid();
  const moved = property === hiddenValueProperty && readSecretReference(valueOf(node, shownValueProperty)) !== null;
  const wasSet = moved || (present?.value ?? '') !== '';
  const did = value === null ? 'secret-cleared' : wasSet ? 'secret-replaced' : 'secret-set';
  const edits: Edit[] = [
    ...(moved ? [{ kind: 'setVariable' as const, id: nodeId, property: shownValueProperty, value: '' }] : []),
    ...(id === null && present === undefined
      ? []
      : [{ kind: 'setVariable' as const, id: nodeId, property, value: id === null ? '' : writeSecretReference(id) }]),
  ];
  return {
    edits,
    secrets: id === null || value === null ? [] : [{ id, value }],
    label: labelSecret(did, property, { ...node, parentId: null }),
  };
}
