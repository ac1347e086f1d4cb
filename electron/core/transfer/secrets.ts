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

function isSecret(stepType: string, name: string, property: string): boolean {
  return (
    secretNames.has(property.toLowerCase()) ||
    secretNames.has(name.toLowerCase()) ||
    isSecretProperty(stepType, property)
  );
}

function blank(element: XmlElement): void {
  element.children = [];
}

function findText(list: XmlElement, property: string): string {
  const found = elementsOf(list, 'variable').find((one) => attributeOf(one, 'property') === property);
  return found === undefined ? '' : textOf(found);
}

/** Rules of Set Dynamic Variables are a document within the text; its secret values are blanked in place. */
function blankRules(text: string, take: (name: string, value: string) => void): string {
  const pattern =
    /(&lt;Variable\s(?:(?!&gt;)[\s\S])*?IsSecret=(?:"|&quot;)true(?:"|&quot;)(?:(?!&gt;)[\s\S])*?&gt;)([\s\S]*?)(&lt;\/Variable&gt;)/gi;
  return text.replace(pattern, (whole, open: string, value: string, close: string) => {
    if (value === '') return whole;
    take(/Name=(?:"|&quot;)(.*?)(?:"|&quot;)/.exec(open)?.[1] ?? '', value);
    return open + close;
  });
}

interface StepContext {
  readonly type: string;
  readonly name: string;
  readonly taken: TakenSecret[];
}

function blankList(list: XmlElement, step: StepContext): boolean {
  const isHidden = findText(list, 'DoNotShowVariableValue').toLowerCase() === 'true';
  let hasHiddenValue = false;
  for (const variable of elementsOf(list, 'variable')) {
    const name = attributeOf(variable, 'name') ?? '';
    const property = attributeOf(variable, 'property') ?? name;
    const value = textOf(variable);
    const take = (what: string, secret: string): void => {
      step.taken.push({ stepType: step.type, stepName: step.name, property: what, value: secret });
    };
    if (property === 'Rules') {
      variable.children = variable.children.map((piece) =>
        typeof piece === 'string' ? blankRules(piece, (rule, secret) => take(`Rules.${rule}`, secret)) : piece,
      );
    }
    const hidesValue = isHidden && property === 'VariableValue';
    if (value === '' || !(hidesValue || isSecret(step.type, name, property))) continue;
    take(property, value);
    blank(variable);
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

function walk(element: XmlElement, taken: TakenSecret[]): void {
  const isStep = element.name === 'step' || element.name === 'subtasksequence';
  const type = attributeOf(element, 'type') ?? '';
  const name = attributeOf(element, 'name') ?? '';
  for (const child of elementsOf(element)) {
    const isList = child.name === 'defaultVarList' || child.name === 'globalVarList';
    if (isList && blankList(child, { type: isStep ? type : '', name: isStep ? name : '', taken }) && isStep)
      blankAction(element);
    else if (!isList && child.name !== 'condition' && child.name !== 'action') walk(child, taken);
  }
}

/**
 * Blanks every secret of a sequence in place and gives what it held, for the secret store alone. The elements stay:
 * an empty password element is how the field writes an export (formats 1.5; XFER-30, XFER-31).
 */
export function takeSecrets(sequence: XmlElement): TakenSecret[] {
  const taken: TakenSecret[] = [];
  walk(sequence, taken);
  return taken;
}
