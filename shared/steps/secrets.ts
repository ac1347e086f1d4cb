import type { SequenceNode, StepVariable } from '../model/sequence.ts';
import { isTrueText, variableKey, type VariableNames } from '../model/variable.ts';
import { isSecretProperty } from './catalog.ts';

/** Property that says of a step that its value is not displayed. */
export const hidesValueProperty = 'DoNotShowVariableValue';
/** Property with the value of a variable that may be seen. */
export const shownValueProperty = 'VariableValue';
/** Property with the value of a variable that is not displayed. */
export const hiddenValueProperty = 'HiddenVariableValue';

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
    hiddenValueProperty,
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

const isNamed = (variable: VariableNames, name: string): boolean =>
  [variable.property, variable.name].some((one) => one?.toLowerCase() === name.toLowerCase());

/** True when a variable of a step holds a password or a key, by its own name or by its property's. */
export function isSecretVariable(stepType: string, variable: VariableNames): boolean {
  return (
    secretNames.has(variable.property?.toLowerCase() ?? '') ||
    secretNames.has(variable.name.toLowerCase()) ||
    isSecretProperty(stepType, variableKey(variable))
  );
}

/** True when this variable says of its step that its value is not displayed. */
export function isHidingFlag(variable: VariableNames): boolean {
  return isNamed(variable, hidesValueProperty);
}

/** True when a list of variables says that its value is not displayed: one flag that is set is enough (STEP-10). */
export function hidesItsValue(variables: readonly Pick<StepVariable, 'name' | 'property' | 'value'>[]): boolean {
  return variables.some((one) => isTrueText(one.value) && isHidingFlag(one));
}

/**
 * True when the value of a variable of a step must not be shown, logged, found, compared or exported: the one rule for
 * every door (STEP-10, STEP-11).
 */
export function isHiddenValue(node: Pick<SequenceNode, 'type' | 'variables'>, variable: VariableNames): boolean {
  if (isSecretVariable(node.type, variable)) return true;
  return isNamed(variable, shownValueProperty) && hidesItsValue(node.variables);
}
