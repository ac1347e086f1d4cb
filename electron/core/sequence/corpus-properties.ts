import { isAppError } from '#shared/contract/errors';
import type { Edit } from '#shared/model/edit';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { findVariable, isTrueText, variableKey } from '#shared/model/variable';
import { describeNode } from '#shared/steps/catalog';
import { findVariableProperty } from '#shared/steps/find-property';
import type { StepProperty } from '#shared/steps/step-description';
import { dialectOf } from './dialects/dialects.ts';
import type { SequenceDocument } from './document.ts';

/** How many properties were set to another value and back, and how many took no other value that was tried. */
export interface PropertyCounts {
  set: number;
  refused: number;
}

type SetVariable = Extract<Edit, { kind: 'setVariable' }>;

const textValues = ['Checked <value> & "more"', 'Checked', '7', 'true'];
const packageValues = ['TST00001', 'TST00002'];

/** Values that a property may take beside the one it has, the likeliest first. */
export function otherValues(
  property: Pick<StepProperty, 'kind' | 'choices' | 'constraint'> | undefined,
  value: string,
): string[] {
  const all = ((): readonly string[] => {
    if (property?.kind === 'bool') return [isTrueText(value) ? 'false' : 'true'];
    if (property?.kind === 'enum') return [...(property.choices ?? []).map((one) => one.value), ...textValues];
    if (property?.kind === 'int') {
      const { min = 0, max = min + 2 } = property.constraint ?? {};
      return [min, min + 1, max].map(String);
    }
    if (/Ref(List)?$/.test(property?.kind ?? '')) return packageValues;
    return textValues;
  })();
  return all.filter((one) => one !== value);
}

/** Properties of a step by their key, with the value that stands there; null for one that is not written. */
function listProperties(node: NodeDetail): { key: string; value: string | null; property: StepProperty | undefined }[] {
  const description = describeNode(node);
  const described = (description?.properties ?? []).flatMap((one) => (one.xml === null ? [] : [one.xml.property]));
  const written = node.variables.map(variableKey);
  const keys = new Set([...written, ...Object.keys(node.elsewhere ?? {}), ...(written.length === 0 ? [] : described)]);
  return [...keys].map((key) => ({
    key,
    value: node.elsewhere?.[key] ?? findVariable(node.variables, key)?.value ?? null,
    property: findVariableProperty(description, key),
  }));
}

/** Lists that follow the use of a value: they are of the whole sequence, not of the step. */
const followingLists = /(?<!\s)\s*<(referenceList|globalVarList)\b[^<>]*(?:\/>|>[\s\S]*?<\/\1>)/g;

/** A text without the lists that the format makes follow an edit (formats 2.2). */
export function withoutFollowing(text: string): string {
  return text.replace(followingLists, '');
}

/** True where the command of a step does not say what its variables give: an edit writes it anew, for good (DOC-10). */
function disagrees(document: SequenceDocument, node: NodeDetail): boolean {
  const command = dialectOf(document.dialect).commandOf(describeNode(node), node.variables, node.action);
  return command !== null && command !== node.action;
}

const action = /<action\b[^<>]*(?:\/>|>[\s\S]*?<\/action>)/;
/** Attributes that repeat a variable, and may have disagreed with it. */
const repeated = / (successCodeList|retryCount|runFromNet)="[^"]*"/g;

/** Variables that an attribute repeats. */
const repeating = new Set(['SuccessCodes', 'RetryCount', 'RunFromNet']);

interface Texts {
  readonly own: string;
  readonly frame: string;
}

function textsOf(document: SequenceDocument, id: NodeId): Texts {
  return { own: document.ownText(id), frame: document.frameText() };
}

/** What is wrong with the texts after a value was set back, or undefined. Takes into account what has to follow. */
function compareBack(before: Texts, after: Texts, isRewritten: boolean): string | undefined {
  const plain = (text: string): string => (isRewritten ? text.replace(action, '').replace(repeated, '') : text);
  if (before.own !== after.own && plain(before.own) !== plain(after.own)) return 'set back differs';
  if (before.frame === after.frame) return undefined;
  return withoutFollowing(before.frame) === withoutFollowing(after.frame) ? undefined : 'changed something else';
}

/** The first of the values that the document takes; undefined when it refuses all. Throws what is no refusal. */
function setOne(document: SequenceDocument, edit: SetVariable, values: readonly string[]): string | undefined {
  return values.find((value) => {
    try {
      document.apply({ ...edit, value });
      return true;
    } catch (error) {
      if (isAppError(error) && error.code === 'EDIT_VALUE_INVALID') return false;
      throw error;
    }
  });
}

function repeatsAnAttribute(node: NodeDetail): boolean {
  const codes = findVariable(node.variables, 'SuccessCodes')?.value;
  const retries = findVariable(node.variables, 'RetryCount')?.value;
  return (
    (codes !== undefined && codes !== node.successCodes) ||
    (retries !== undefined && retries !== String(node.retryCount ?? ''))
  );
}

/**
 * Sets every property of every step to another value and back, and compares the bytes of the step and of what stands
 * around the steps. Answers the step and property that went wrong, or undefined. `counts` is added to. Rule: XFER-113.
 */
export function checkProperties(document: SequenceDocument, counts: PropertyCounts): string | undefined {
  for (const [at, { id, kind }] of document.rows().entries()) {
    if (kind !== 'step' && kind !== 'subtasksequence') continue;
    const node = document.node(id);
    const isRewritten = disagrees(document, node) || repeatsAnAttribute(node);
    const before = textsOf(document, id);
    for (const { key, value, property } of listProperties(node)) {
      const edit: SetVariable = { kind: 'setVariable', id, property: key, value };
      if (setOne(document, edit, otherValues(property, value ?? '')) === undefined) {
        counts.refused += 1;
        continue;
      }
      counts.set += 1;
      const where = `step ${String(at + 1)}, ${key}`;
      if (document.ownText(id) === before.own) return `${where}: set and not written`;
      document.apply(edit);
      // An attribute keeps the last value of a variable that is taken away again.
      const isKept = value === null && repeating.has(key);
      const problem = compareBack(before, textsOf(document, id), isRewritten || isKept);
      if (problem !== undefined) return `${where}: ${problem}`;
    }
  }
  return undefined;
}
