import { readSecretReference } from '#shared/model/secret-reference';
import { isSecretProperty } from '#shared/steps/catalog';
import type { XmlElement } from './xml/tree.ts';
import { elementsOf } from './xml/tree.ts';
import { attributeOf, textOf } from './xml/text.ts';

/** A value that was taken out of a document, and the step that it belongs to. */
export interface TakenSecret {
  readonly stepType: string;
  readonly stepName: string;
  readonly property: string;
  readonly value: string;
}

/**
 * Properties and variables of both dialects that hold a password or a product key (formats 1.5). What merely has the
 * word in its name (`RandomAdminPassword`, `BdeRecoveryPassword`) is a choice, not a secret.
 */
const secretNames = new Set(
  [
    'DomainPassword',
    'OSDJoinPassword',
    'AdminPassword',
    'OSDLocalAdminPassword',
    'SMSConnectNetworkFolderPassword',
    'CapturePassword',
    'OSDCaptureAccountPassword',
    'UserPassword',
    'SMSTSRunCommandLineUserPassword',
    'SMSTSRunPowerShellUserPassword',
    'HiddenVariableValue',
    'SetVariableActionHiddenVariableValue',
    'ProductKey',
    'OSDProductKey',
    'OsProductKey',
    'OSDUpgradeOsProductKey',
    'LocalAccountPassword',
    'OSDMigrateLocalAccountPassword',
    'ADDSPassword',
    'SafeModeAdminPassword',
    'Password',
    'DomainAdminPassword',
    'AdministratorPassword',
  ].map((name) => name.toLowerCase()),
);

/** True when a variable of a step holds a password or a key, by its own name or by its property's. */
export function isSecretVariable(stepType: string, name: string, property: string): boolean {
  return (
    secretNames.has(property.toLowerCase()) ||
    secretNames.has(name.toLowerCase()) ||
    isSecretProperty(stepType, property)
  );
}

/** What stands in the place of a secret that was found. A text without characters that XML would escape. */
type Replace = (secret: TakenSecret) => string;

function findText(list: XmlElement, property: string): string {
  const found = elementsOf(list, 'variable').find((one) => attributeOf(one, 'property') === property);
  return found === undefined ? '' : textOf(found);
}

/** Rules of Set Dynamic Variables are a document within the text; its secret values are replaced in place. */
function replaceInRules(text: string, take: (name: string, value: string) => string): string {
  const pattern =
    /(&lt;Variable\s(?:(?!&gt;)[\s\S])*?IsSecret=(?:"|&quot;)true(?:"|&quot;)(?:(?!&gt;)[\s\S])*?&gt;)([\s\S]*?)(&lt;\/Variable&gt;)/gi;
  return text.replace(pattern, (whole, open: string, value: string, close: string) => {
    if (value === '') return whole;
    return open + take(/Name=(?:"|&quot;)(.*?)(?:"|&quot;)/.exec(open)?.[1] ?? '', value) + close;
  });
}

interface StepContext {
  readonly type: string;
  readonly name: string;
  readonly replace: Replace;
}

function replaceInList(list: XmlElement, step: StepContext): boolean {
  const isHidden = findText(list, 'DoNotShowVariableValue').toLowerCase() === 'true';
  let hasHiddenValue = false;
  for (const variable of elementsOf(list, 'variable')) {
    const name = attributeOf(variable, 'name') ?? '';
    const property = attributeOf(variable, 'property') ?? name;
    const value = textOf(variable);
    const take = (what: string, secret: string): string =>
      step.replace({ stepType: step.type, stepName: step.name, property: what, value: secret });
    if (property === 'Rules') {
      variable.children = variable.children.map((piece) =>
        typeof piece === 'string' ? replaceInRules(piece, (rule, secret) => take(`Rules.${rule}`, secret)) : piece,
      );
    }
    const hidesValue = isHidden && property === 'VariableValue';
    const isReference = readSecretReference(value) !== null;
    if (value === '' || !(hidesValue || isReference || isSecretVariable(step.type, name, property))) continue;
    const left = take(property, value);
    variable.children = left === '' ? [] : [left];
    hasHiddenValue ||= hidesValue || property === 'HiddenVariableValue';
  }
  return hasHiddenValue || isHidden;
}

/** The command of a hidden Set Task Sequence Variable repeats its value: `tsenv.exe "NAME=VALUE" /hiddenflag:True`. */
function blankAction(step: XmlElement): void {
  for (const action of elementsOf(step, 'action')) {
    action.children = action.children.map((piece) => {
      return typeof piece === 'string'
        ? piece.replace(/^(\s*tsenv\.exe "[^=]*=)[\s\S]*("(?: \/hiddenflag:True)?\s*)$/i, '$1$2')
        : piece;
    });
  }
}

function walk(element: XmlElement, replace: Replace): void {
  const isStep = element.name === 'step' || element.name === 'subtasksequence';
  const type = attributeOf(element, 'type') ?? '';
  const name = attributeOf(element, 'name') ?? '';
  for (const child of elementsOf(element)) {
    const isList = child.name === 'defaultVarList' || child.name === 'globalVarList';
    if (isList && replaceInList(child, { type: isStep ? type : '', name: isStep ? name : '', replace }) && isStep)
      blankAction(element);
    else if (!isList && child.name !== 'condition' && child.name !== 'action') walk(child, replace);
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
