import { describeStepType } from '#shared/steps/catalog';
import { findSequence } from './sequence-element.ts';
import type { TransferLimits } from './limits.ts';
import { defaultLimits } from './limits.ts';
import { parseXmlText } from './xml/parse.ts';
import type { XmlElement } from './xml/tree.ts';
import { elementsOf, firstOf, pathOf, printDocument } from './xml/tree.ts';
import { attributeOf, escapeText, plainText, textOf } from './xml/text.ts';

/** A secret that stood in a document. Only for the secret store: never logged, never shown. */
export interface FoundSecret {
  /** Positions from the root to the element that held it. */
  readonly path: readonly number[];
  readonly step: string;
  readonly name: string;
  readonly property: string;
  readonly value: string;
}

const secretName = /(password|productkey|passphrase|bitlockerpin)$/i;
/** Named like secrets, but choices: where a recovery password goes, and whether one is made up. */
const notSecret = /^(OSDBitLocker)?CreateRecoveryPassword$|^BdeRecoveryPassword$|RandomAdminPassword$/i;

function isSecret(type: string, name: string, property: string): boolean {
  if (notSecret.test(name) || notSecret.test(property)) return false;
  const known = describeStepType(type)?.properties.find((one) => one.xml?.property === property);
  return (
    known?.secret === true || secretName.test(name) || secretName.test(property) || property === 'HiddenVariableValue'
  );
}

/** Secret values inside the rules of Set Dynamic Variables; their elements stay, empty (formats 1.5). */
function blankRules(raw: string): { text: string; found: { name: string; value: string }[] } {
  const found: { name: string; value: string }[] = [];
  const inner = plainText(raw);
  const text = inner.replace(
    /(<Variable\b[^>]*?\bIsSecret\s*=\s*"true"[^>]*?>)([^<]+)(<\/Variable>)/gi,
    (_whole, open: string, value: string, close: string) => {
      found.push({ name: /\bName\s*=\s*"([^"]*)"/i.exec(open)?.[1] ?? '', value: plainText(value) });
      return open + close;
    },
  );
  return { text, found };
}

function blankVariable(variable: XmlElement, step: XmlElement, found: FoundSecret[], isHidden: boolean): boolean {
  const name = attributeOf(variable, 'name') ?? '';
  const property = attributeOf(variable, 'property') ?? name;
  const type = attributeOf(step, 'type') ?? '';
  const where = { path: pathOf(variable), step: attributeOf(step, 'name') ?? '', property };
  if (property === 'Rules') {
    const raw = variable.children.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
    const rules = blankRules(raw);
    for (const one of rules.found) found.push({ ...where, name: one.name, value: one.value });
    if (rules.found.length > 0) variable.children = [escapeText(rules.text, raw.includes('\r\n') ? '\r\n' : '\n')];
    return false;
  }
  const value = textOf(variable);
  if (value === '' || !(isSecret(type, name, property) || (isHidden && property === 'VariableValue'))) return false;
  found.push({ ...where, name, value });
  variable.children = [];
  return property === 'VariableValue';
}

function blankStep(step: XmlElement, found: FoundSecret[]): void {
  const list = firstOf(step, 'defaultVarList');
  if (list === undefined) return;
  const variables = elementsOf(list, 'variable');
  const read = (property: string): string => {
    const one = variables.find((variable) => attributeOf(variable, 'property') === property);
    return one === undefined ? '' : textOf(one);
  };
  const isHidden = read('DoNotShowVariableValue').toLowerCase() === 'true';
  const name = read('VariableName');
  const before = found.length;
  for (const variable of variables) blankVariable(variable, step, found, isHidden || secretName.test(name));
  const action = firstOf(step, 'action');
  if (action === undefined || found.length === before) return;
  // The command repeats values that its template names; what was a secret there goes too.
  let text = textOf(action);
  for (const secret of found.slice(before))
    if (secret.value.length > 0) text = text.replaceAll(`=${secret.value}"`, '="');
  if (text !== textOf(action)) action.children = [escapeText(text, '\r\n')];
}

function visit(element: XmlElement, found: FoundSecret[]): void {
  for (const child of elementsOf(element)) {
    if (child.name === 'group') visit(child, found);
    else if (child.name === 'step' || child.name === 'subtasksequence') blankStep(child, found);
    else if (child.name === 'globalVarList') {
      for (const variable of elementsOf(child, 'variable')) blankVariable(variable, child, found, false);
    }
  }
}

/**
 * The document with every secret blanked (elements stay, empty) and the secrets for the store.
 * A document without secrets comes back as the same text. Errors: those of reading XML, `XML_NOT_A_SEQUENCE`.
 */
export function takeSecrets(
  text: string,
  file = 'task sequence',
  limits: TransferLimits = defaultLimits,
): { text: string; secrets: FoundSecret[] } {
  const document = parseXmlText(text, file, limits);
  const { sequence } = findSequence(document.root, file);
  const secrets: FoundSecret[] = [];
  visit(sequence, secrets);
  return { text: secrets.length === 0 ? text : printDocument(document), secrets };
}
