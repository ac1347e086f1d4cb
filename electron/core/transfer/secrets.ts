import { readSecretReference } from '#shared/model/secret-reference';
import { variableKey } from '#shared/model/variable';
import { hiddenValueProperty, hidesItsValue, isHiddenValue } from '#shared/steps/secrets';
import { findRuleSecrets, hasRules, replaceRuleSecrets } from './rule-secrets.ts';
import { readVariable } from './variables.ts';
import type { XmlElement } from './xml/tree.ts';
import { elementsOf } from './xml/tree.ts';
import { attributeOf, escapeText, plainText, textOf, unescapeXml } from './xml/text.ts';

/** A value that was taken out of a document, and the step that it belongs to. */
export interface TakenSecret {
  readonly stepType: string;
  readonly stepName: string;
  readonly property: string;
  readonly value: string;
}

/** What stands in the place of a secret that was found. A text without characters that XML would escape. */
type Replace = (secret: TakenSecret) => string;

const reference = /&(?:#x[0-9a-f]+|#\d+|\w+);/gi;

/** Rules as they stand in a document, with their secret values replaced in place; every other byte stays. */
function replaceInRules(raw: string, replace: (name: string, value: string) => string): string {
  // CDATA and comments have no place of their own in the value: such rules are written anew, and only for a secret.
  if (raw.includes('<')) {
    const plain = plainText(raw);
    const left = replaceRuleSecrets(plain, replace);
    return left === plain ? raw : escapeText(left, raw.includes('\r\n') ? '\r\n' : '\n');
  }
  const places: number[] = [];
  let plain = '';
  let at = 0;
  const take = (from: number, to: number): void => {
    for (let place = from; place < to; place += 1) places.push(place);
    plain += raw.slice(from, to);
  };
  for (const match of raw.matchAll(reference)) {
    take(at, match.index);
    const value = unescapeXml(match[0]);
    for (let unit = 0; unit < value.length; unit += 1) places.push(match.index);
    plain += value;
    at = match.index + match[0].length;
  }
  take(at, raw.length);
  places.push(raw.length);
  let text = '';
  let kept = 0;
  for (const { name, value, from, to } of findRuleSecrets(plain)) {
    text += raw.slice(kept, places[from]) + replace(name, value);
    kept = places[to] ?? raw.length;
  }
  return text + raw.slice(kept);
}

interface StepContext {
  readonly type: string;
  readonly name: string;
  readonly replace: Replace;
}

/** The values that were replaced, when the command of the step repeats its value and has to be blanked; else null. */
function replaceInList(list: XmlElement, step: StepContext): string[] | null {
  const read = elementsOf(list, 'variable').map((element) => ({ element, variable: readVariable(element) }));
  const node = { type: step.type, variables: read.map((one) => one.variable) };
  const taken: string[] = [];
  for (const { element, variable } of read) {
    const { value } = variable;
    const key = variableKey(variable);
    const take = (what: string, secret: string): string =>
      step.replace({ stepType: step.type, stepName: step.name, property: what, value: secret });
    if (hasRules(variable)) {
      element.children = element.children.map((piece) =>
        typeof piece === 'string' ? replaceInRules(piece, (rule, secret) => take(`Rules.${rule}`, secret)) : piece,
      );
    }
    if (value.trim() === '' || !(readSecretReference(value) !== null || isHiddenValue(node, variable))) continue;
    const left = take(key, value);
    element.children = left === '' ? [] : [left];
    taken.push(value);
  }
  const hasHiddenValue = node.variables.some((one) => variableKey(one) === hiddenValueProperty && one.value !== '');
  return hasHiddenValue || hidesItsValue(node.variables) ? taken : null;
}

const commandFrame = /^(\s*tsenv\.exe "[^=]*=)[\s\S]*("(?: \/hiddenflag:[^"]*)?\s*)$/i;

/**
 * The command of a step that hides its value, without it: the field's own form (`tsenv.exe "NAME=VALUE" /hiddenflag:True`)
 * keeps its frame, another one that repeats a value is left out as a whole.
 */
export function blankCommand(command: string, values: readonly string[]): string {
  if (commandFrame.test(command)) return command.replace(commandFrame, '$1$2');
  return values.some((value) => value !== '' && command.includes(value)) ? '' : command;
}

function blankAction(step: XmlElement, values: readonly string[]): void {
  for (const action of elementsOf(step, 'action')) {
    const framed = action.children.map((piece) =>
      typeof piece === 'string' ? piece.replace(commandFrame, '$1$2') : piece,
    );
    const isFramed = action.children.some((piece) => typeof piece === 'string' && commandFrame.test(piece));
    if (isFramed) action.children = framed;
    else if (blankCommand(textOf(action), values) !== textOf(action)) action.children = [];
  }
}

function walk(element: XmlElement, replace: Replace): void {
  const isStep = element.name === 'step' || element.name === 'subtasksequence';
  const type = attributeOf(element, 'type') ?? '';
  const name = attributeOf(element, 'name') ?? '';
  for (const child of elementsOf(element)) {
    const isList = child.name === 'defaultVarList' || child.name === 'globalVarList';
    if (isList) {
      const values = replaceInList(child, { type: isStep ? type : '', name: isStep ? name : '', replace });
      if (isStep && values !== null) blankAction(element, values);
    } else if (child.name !== 'condition' && child.name !== 'action') walk(child, replace);
  }
}

/**
 * Blanks every secret of a sequence in place and gives what it held, for the secret store alone. The elements stay:
 * an empty password element is how the field writes an export (formats 1.5; XFER-30, XFER-31).
 */
export function takeSecrets(sequence: XmlElement): TakenSecret[] {
  const taken: TakenSecret[] = [];
  replaceSecrets(sequence, (secret) => {
    taken.push(secret);
    return '';
  });
  return taken;
}

/** Puts something else in the place of every secret of a sequence; references to sealed values are shown too. */
export function replaceSecrets(sequence: XmlElement, replace: Replace): void {
  walk(sequence, replace);
}
