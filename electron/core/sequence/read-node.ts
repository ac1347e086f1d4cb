import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail, NodeKind, NodeProblem, SequenceReference } from '#shared/model/sequence';
import { isTrueText } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import { readVariables } from '../transfer/variables.ts';
import type { XmlElement } from '../transfer/xml/tree.ts';
import { elementsOf, firstOf } from '../transfer/xml/tree.ts';
import { attributeOf, readAttributes, textOf } from '../transfer/xml/text.ts';
import type { Dialect } from './dialects/dialect.ts';
import { countTests, readCondition } from './read-condition.ts';

/** Children of a group that are its own parts and not nodes of the tree. */
const groupParts = new Set(['condition', 'action', 'defaultVarList', 'expression']);
const sequenceParts = new Set(['referenceList', 'globalVarList']);

/** True when an element is a row of the tree: everything in a sequence or group that is not one of its parts (SPEC DOC-3). */
export function isNode(element: XmlElement, sequence: XmlElement): boolean {
  const { parent } = element;
  if (parent === null) return false;
  if (parent === sequence) return !sequenceParts.has(element.name);
  return parent.name === 'group' && !groupParts.has(element.name) && isNode(parent, sequence);
}

/** The rows directly below the sequence or a group. */
export function nodeChildren(element: XmlElement, sequence: XmlElement): XmlElement[] {
  if (element !== sequence && element.name !== 'group') return [];
  const parts = element === sequence ? sequenceParts : groupParts;
  return elementsOf(element).filter((child) => !parts.has(child.name));
}

/** What an element is among the nodes of a sequence, by its name as the format writes it. */
export function kindOf(element: XmlElement): NodeKind {
  return element.name === 'group' || element.name === 'step' || element.name === 'subtasksequence'
    ? element.name
    : 'unknown';
}

/** The element that holds the condition of a node. */
export function conditionOf(element: XmlElement): XmlElement | undefined {
  return firstOf(element, 'condition') ?? firstOf(element, 'expression');
}

/** The list of references that a sequence keeps, in its order; what an entry does not name is null. */
export function readReferences(sequence: XmlElement): SequenceReference[] {
  const list = firstOf(sequence, 'referenceList');
  if (list === undefined) return [];
  return elementsOf(list, 'reference').map((reference) => ({
    package: attributeOf(reference, 'package') ?? null,
    program: attributeOf(reference, 'program') ?? null,
    application: attributeOf(reference, 'application') ?? null,
  }));
}

function readNumber(text: string | undefined): number | null | undefined {
  if (text === undefined || text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function findProblem(
  element: XmlElement,
  attributes: ReadonlyMap<string, string>,
  type: string,
): NodeProblem | undefined {
  const kind = kindOf(element);
  if (kind === 'unknown') return 'unknown-element';
  for (const part of ['condition', 'defaultVarList', ...(kind === 'group' ? [] : ['action'])]) {
    if (elementsOf(element, part).length > 1) return 'repeated-part';
  }
  if (firstOf(element, 'expression') !== undefined) return 'bare-expression';
  if (kind === 'group') return undefined;
  if (firstOf(element, 'action') === undefined) return 'no-action';
  if (readNumber(attributes.get('timeout')) === undefined || readNumber(attributes.get('retryCount')) === undefined)
    return 'unreadable-value';
  return type !== '' && !type.startsWith('BDD_') && describeStepType(type) === undefined ? 'unknown-type' : undefined;
}

/** A node without its children. */
export function readDetail(element: XmlElement, id: string, dialect: Dialect): NodeDetail {
  const attributes = new Map(readAttributes(element.open).map((span) => [span.name, span.value]));
  const kind = kindOf(element);
  const type = kind === 'unknown' ? element.name : kind === 'group' ? '' : (attributes.get('type') ?? '');
  const condition = kind === 'unknown' ? undefined : conditionOf(element);
  const action = kind === 'group' || kind === 'unknown' ? undefined : firstOf(element, 'action');
  const problem = findProblem(element, attributes, type);
  const variables = kind === 'unknown' ? [] : readVariables(firstOf(element, 'defaultVarList'));
  const command = action === undefined ? '' : textOf(action);
  const elsewhere = kind === 'step' ? dialect.elsewhere({ type, action: command, attributes, variables }) : {};
  return {
    id,
    kind,
    type,
    name: attributes.get('name') ?? '',
    description: attributes.get('description') ?? '',
    disabled: isTrueText(attributes.get('disable')),
    continueOnError: isTrueText(attributes.get('continueOnError')),
    timeoutSeconds: readNumber(attributes.get('timeout')) ?? null,
    runIn: attributes.get('runIn') ?? null,
    successCodes: attributes.get('successCodeList') ?? null,
    retryCount: readNumber(attributes.get('retryCount')) ?? null,
    condition: condition === undefined ? null : readCondition(condition),
    variables,
    action: command,
    ...(Object.keys(elsewhere).length === 0 ? {} : { elsewhere }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** A row of the tree, without reading what the row does not show. */
export function readRow(element: XmlElement, id: string, parentId: string | null, depth: number): OutlineRow {
  const attributes = new Map(readAttributes(element.open).map((span) => [span.name, span.value]));
  const kind = kindOf(element);
  const type = kind === 'unknown' ? element.name : kind === 'group' ? '' : (attributes.get('type') ?? '');
  const condition = kind === 'unknown' ? undefined : conditionOf(element);
  const problem = findProblem(element, attributes, type);
  return {
    id,
    parentId,
    depth,
    kind,
    type,
    name: attributes.get('name') ?? '',
    disabled: isTrueText(attributes.get('disable')),
    continueOnError: isTrueText(attributes.get('continueOnError')),
    conditionCount: condition === undefined ? 0 : countTests(condition),
    ...(problem === undefined ? {} : { problem }),
  };
}
