import { isAppError } from '#shared/contract/errors';
import type { Edit } from '#shared/model/edit';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { findVariable, isTrueText, variableKey } from '#shared/model/variable';
import { describeNode } from '#shared/steps/catalog';
import { findVariableProperty } from '#shared/steps/find-property';
import type { StepProperty } from '#shared/steps/step-description';
import { dialectOf } from './dialects/dialects.ts';
import { differsOnlyWithin, withoutCommand, withoutFollowing, withoutVariable } from './corpus-texts.ts';
import type { SequenceDocument } from './document.ts';
import type { EditingSession } from './editing-session.ts';

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

/** True where the command of a step does not say what its variables give: an edit writes it anew, for good (DOC-10). */
function disagrees(document: SequenceDocument, node: NodeDetail): boolean {
  const command = dialectOf(document.dialect).commandOf(describeNode(node), node.variables, node.action);
  return command !== null && command !== node.action;
}

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
  const plain = (text: string): string => (isRewritten ? withoutCommand(text) : text);
  if (before.own !== after.own && plain(before.own) !== plain(after.own)) return 'set back differs';
  if (before.frame === after.frame) return undefined;
  return withoutFollowing(before.frame) === withoutFollowing(after.frame) ? undefined : 'changed something else';
}

/** The first of the values that the session takes; undefined when it refuses all. Throws what is no refusal. */
function setOne(session: EditingSession, edit: SetVariable, values: readonly string[]): string | undefined {
  return values.find((value) => {
    try {
      session.apply([{ ...edit, value }]);
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

/** What a step and its document are before its properties are changed. */
interface Before {
  readonly text: string;
  readonly step: string;
  readonly own: Texts;
  readonly isRewritten: boolean;
}

/** What is wrong after a value was set, or undefined: what differs is the value and what the format makes follow it. */
function compareSet({ document }: EditingSession, edit: SetVariable, { text, step, own }: Before): string | undefined {
  const after = document.ownText(edit.id);
  if (after === own.own) return 'set and not written';
  if (!differsOnlyWithin(withoutFollowing(text), withoutFollowing(document.print()), step))
    return 'changed something else';
  const isAlone = withoutVariable(own.own, edit.property) === withoutVariable(after, edit.property);
  return isAlone ? undefined : 'changed more of the step';
}

/** Sets a property, undoes, sets it back in its place, and undoes both; undefined when nothing is wrong. */
function checkOne(session: EditingSession, edit: SetVariable, before: Before): string | undefined {
  const { document } = session;
  const start = session.position - 1;
  const wrong = compareSet(session, edit, before);
  if (wrong !== undefined) return wrong;
  session.undo();
  if (document.print() !== before.text) return 'undo differs';
  session.redo();
  session.apply([edit]);
  // An attribute keeps the last value of a variable that is taken away again.
  const isKept = edit.value === null && repeating.has(edit.property);
  const problem = compareBack(before.own, textsOf(document, edit.id), before.isRewritten || isKept);
  while (session.position > start) session.undo();
  return problem;
}

/**
 * Sets every property of every step to another value, which changes nothing else, undoes that, sets it and then sets it
 * back; compares bytes each time. Answers the step and property that went wrong, or undefined. `types` is added to,
 * by the type of the step. Rules: XFER-113, DOC-90.
 */
export function checkProperties(session: EditingSession, types: Map<string, PropertyCounts>): string | undefined {
  const { document } = session;
  const text = document.print();
  for (const [at, { id, kind }] of document.rows().entries()) {
    if (kind !== 'step' && kind !== 'subtasksequence') continue;
    const node = document.node(id);
    const isRewritten = disagrees(document, node) || repeatsAnAttribute(node);
    const before = { text, step: document.copy([id]), own: textsOf(document, id), isRewritten };
    const counts = types.get(node.type) ?? { set: 0, refused: 0 };
    types.set(node.type, counts);
    for (const { key, value, property } of listProperties(node)) {
      const edit: SetVariable = { kind: 'setVariable', id, property: key, value };
      if (setOne(session, edit, otherValues(property, value ?? '')) === undefined) {
        counts.refused += 1;
        continue;
      }
      counts.set += 1;
      const problem = checkOne(session, edit, before);
      if (problem !== undefined) return `step ${String(at + 1)}, ${key}: ${problem}`;
    }
    if (document.print() !== text) return `step ${String(at + 1)}: undo of all differs`;
  }
  return undefined;
}
