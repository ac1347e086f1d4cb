// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { checkVariableTest, newVariableTest } from '#shared/model/conditions/variable-condition';
import type { NodeDetail } from '#shared/model/sequence';
import { stepDescriptions } from '#shared/steps/catalog';
import { fakeStep } from '../fakes/fake-nodes.ts';
import { showStep } from '../fakes/show-step.tsx';
import { stepWarnings } from '../model/warnings.ts';
import { PropertiesTab } from './properties-tab.tsx';
import { checkValue, levelOfValue } from './value-checks.ts';

configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

const named = stepDescriptions.flatMap(({ id, properties }) =>
  properties.filter(({ kind }) => kind === 'variableName').map((property) => ({ id, key: property.key, property })),
);
/** Steps that look for the variable, which may be one of the engine. */
const readers = [
  'apply-data-image destinationVariable',
  'apply-operating-system-image destinationVariable',
  'format-and-partition-disk diskIndexVariable',
  'install-application baseVariableName',
  'install-package baseVariableName',
  'pre-provision-bitlocker destinationVariable',
];

describe('names of variables', () => {
  it('[UI-836] are asked for by the same rule on every page', () => {
    expect(named).toHaveLength(10);
    for (const { id, key, property } of named) {
      const find = (value: string) => {
        const found = checkValue(property, value, false);
        return found === null ? null : [found.key, found.isRefused];
      };
      expect.soft(find('OSDRole'), key).toBeNull();
      expect.soft(find('my var'), key).toEqual(['pattern', true]);
      expect.soft(find('7Zip'), key).toEqual(['nameWithDigit', false]);
      const isRead = readers.includes(`${id} ${key}`);
      expect.soft(find('_Own'), `${id} ${key}`).toEqual(isRead ? null : ['readOnlyName', true]);
      const kept = checkValue(property, 'my var', false);
      expect.soft(kept === null ? null : levelOfValue(kept)).toBe('warning');
    }
  });

  it('[UI-836] that are typed wrong stay in their field; one of the file is kept and warned of', async () => {
    const { value } = await showStep(
      () =>
        fakeStep('It', 'SMS_TaskSequence_RunCommandLineAction', {
          variables: [
            { name: 'CommandLine', property: 'CommandLine', hidden: true, value: 'ver' },
            {
              ...{ name: 'SMSTSRunCommandLineOutputVariableName', property: 'OutputVariableName' },
              ...{ hidden: false, value: 'old name' },
            },
          ],
        }),
      [PropertiesTab],
    );
    const field = () => screen.getByLabelText<HTMLInputElement>('Output to task sequence variable');
    expect([field().value, field().getAttribute('aria-invalid')]).toEqual(['old name', null]);
    expect(screen.getByText(/^A name begins with a letter/)).toBeTruthy();
    await act(async () => void fireEvent.change(field(), { target: { value: 'new name' } }));
    await waitFor(() => expect(field().getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText(/A name begins with a letter.*not in the sequence yet/)).toBeTruthy();
    expect(value('OutputVariableName')).toBe('old name');
  });

  it('[UI-837] in conditions may be those of the engine, and what a file has may stay', () => {
    const codes = (variable: string, old: string | null = null) =>
      checkVariableTest(
        { ...newVariableTest, variable },
        old === null ? null : { ...newVariableTest, variable: old },
      ).map(({ code }) => code);
    expect(codes('_SMSTSInWinPE')).toEqual([]);
    expect(codes('my var')).toEqual(['variable-name']);
    expect(codes('my var', 'my var')).toEqual([]);
  });

  it('[UI-837] in conditions, rules and partitions of a file are warnings where they have another form', () => {
    const kinds = (detail: NodeDetail) => stepWarnings(detail, 100 * 1024).map(({ warning }) => warning.kind);
    const expression = (name: string) => ({
      ...{ kind: 'expression' as const, key: null, type: 'SMS_TaskSequence_VariableConditionExpression' },
      variables: [
        { name: 'Operator', value: 'exists' },
        { name: 'Variable', value: name },
      ],
      ignoreQueryFailure: false,
    });
    const restart = fakeStep('It', 'SMS_TaskSequence_RebootAction').detail;
    const condition = { children: [expression('_SMSTSInWinPE'), expression('my var')] };
    expect(kinds({ ...restart, condition }).filter((kind) => kind === 'condition-name')).toHaveLength(1);
    const rules = fakeStep('It', 'SMS_TaskSequence_SetDynamicVariablesAction').detail;
    const variable = { key: null, value: '', isSecret: false, isSet: false };
    const test = { kind: 'variable', variable: '_SMSTSMake', operator: 'exists', value: '' } as const;
    const one = { key: null, test, variables: [{ ...variable, name: 'Fine' }] };
    const two = {
      ...{ key: null, test: { ...test, variable: 'my var' } },
      variables: [
        { ...variable, name: '_Own' },
        { ...variable, name: '' },
      ],
    };
    expect(kinds({ ...rules, dynamicRules: { state: 'read', rules: [one, two] } })).toEqual([
      ...['rule-name', 'rule-name', 'rule-name'],
    ]);
  });
});
