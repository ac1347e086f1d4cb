import { describe, expect, it } from 'vitest';
import { findVariable, isTrueText, variableKey } from '../model/variable.ts';
import { hidesItsValue, isHiddenValue, isSecretVariable } from './secrets.ts';

const variable = (property: string | null, value = '', name = property ?? '') => ({
  name,
  property,
  hidden: true,
  value,
});

describe('variables of a list', () => {
  it('[STEP-10] are called by their property, or by their name where there is none', () => {
    expect(['P', '', null].map((property) => variableKey({ name: 'N', property }))).toEqual(['P', 'N', 'N']);
    const list = [variable('A', '1'), variable(null, '2', 'A'), variable('B', '3', 'A')];
    expect([findVariable(list, 'A')?.value, findVariable(list, 'B')?.value, findVariable(list, 'N')]).toEqual([
      '1',
      '3',
      undefined,
    ]);
  });
});

describe('secret values', () => {
  it('[STEP-11] true is written as true, 1 or yes in any case, with blanks around it', () => {
    const on = ['true', 'True', 'TRUE', ' true ', '\ttrue\r\n', '1', ' 1 ', 'yes', 'YES'];
    const off = ['', ' ', 'false', 'False', '0', 'no', 'tru', '11', 'true false', '%Hide%', null, undefined];
    expect(on.filter((text) => !isTrueText(text))).toEqual([]);
    expect(off.filter((text) => isTrueText(text))).toEqual([]);
  });

  it('[STEP-11] one flag that is set hides, whatever stands before it and however it is called', () => {
    expect(hidesItsValue([variable('DoNotShowVariableValue', 'false')])).toBe(false);
    for (const flag of [
      variable('DoNotShowVariableValue', 'TRUE'),
      variable('donotshowvariablevalue', '1'),
      variable(null, 'true', 'DoNotShowVariableValue'),
    ]) {
      expect(hidesItsValue([variable('DoNotShowVariableValue', 'false'), flag])).toBe(true);
    }
  });

  it('[STEP-11] what a flag hides is the value, of whatever type the step is', () => {
    const variables = [variable('DoNotShowVariableValue', '1'), variable('VariableValue', 'x'), variable('Other', 'y')];
    for (const type of ['SMS_TaskSequence_SetVariableAction', 'BDD_Thing', '']) {
      expect(variables.map((one) => isHiddenValue({ type, variables }, one))).toEqual([false, true, false]);
    }
  });

  it('[STEP-12] passwords and keys are secrets by their own name or by their property, in any case', () => {
    expect(isSecretVariable('', { name: 'osdjoinpassword', property: 'X' })).toBe(true);
    expect(isSecretVariable('', { name: 'X', property: 'PRODUCTKEY' })).toBe(true);
    for (const name of ['RandomAdminPassword', 'BdeRecoveryPassword', 'PasswordLength', '']) {
      expect(isSecretVariable('', { name, property: null })).toBe(false);
    }
  });
});
