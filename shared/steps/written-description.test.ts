import { describe, expect, it } from 'vitest';
import { describeStepType } from './catalog.ts';
import { findVariableProperty } from './find-property.ts';
import { describeWritten } from './written-description.ts';

const variable = (name: string, property: string | null = name) => ({ name, property });
const stepOf = (type: string, ...variables: ReturnType<typeof variable>[]) => ({
  kind: 'step' as const,
  type: type === '' ? '' : `SMS_TaskSequence_${type}`,
  variables,
});

describe('descriptions as a step is written', () => {
  it.each([
    ['', 'SMSTSRunCommandLineUserName', 'SMSTSRunCommandLineUserName', 'userName'],
    ['RunCommandLineAction', 'SMSTSRunCommandLineUserPassword', 'SMSTSRunCommandLineUserPassword', 'userPassword'],
    ['RunCommandLineAction', 'smstsruncommandlineusername', 'LabUser', 'userName'],
    ['RunCommandLineAction', 'SMSTSRunCommandLineUserName', null, 'userName'],
    ['EnableBitLockerAction', 'OSDBitLockerMode', 'LabMode', 'mode'],
    ['EnableBitLockerAction', 'OSDBitLockerTargetDrive', 'LabDrive', 'targetDrive'],
  ])('[STEP-60] the variable of the name carries the property: %s, %s (%s)', (type, name, property, key) => {
    const written = describeWritten(stepOf(type, variable(name, property)));
    expect(findVariableProperty(written, property ?? name)?.key).toBe(key);
    expect(written?.properties.find((one) => one.key === key)?.xml?.property).toBe(property ?? name);
  });

  it('[STEP-60] a variable that is there under its own key stays the one, and another keeps its place', () => {
    const type = 'RunCommandLineAction';
    const both = stepOf(
      type,
      variable('SMSTSRunCommandLineUserName', 'UserName'),
      variable('SMSTSRunCommandLineUserName', 'Other'),
    );
    expect(describeWritten(both)).toBe(describeStepType(both.type));
    const swapped = stepOf(type, variable('SMSTSRunCommandLineUserName', 'UserPassword'));
    expect(describeWritten(swapped)).toBe(describeStepType(swapped.type));
  });

  it('[STEP-62] what a choice demands is not demanded of a step that has no such choice', () => {
    const needOf = (...variables: ReturnType<typeof variable>[]) =>
      describeWritten(stepOf('ApplyNetworkSettingsAction', ...variables))?.properties.find(
        ({ key }) => key === 'workgroupName',
      )?.constraint;
    const adapters = variable('OSDAdapterCount', 'NumAdapters');
    expect(needOf(adapters, variable('OSDNetworkJoinType', 'NetworkJoinType'))?.requiredWhen).toBe('networkJoinType=1');
    expect(needOf(adapters)).toMatchObject({ enabledWhen: 'networkJoinType=1', maxLength: 32 });
    expect(needOf(adapters)?.requiredWhen).toBeUndefined();
  });

  it('[STEP-60] a step in the usual form has the very description of its type', () => {
    const step = stepOf('EnableBitLockerAction', variable('OSDBitLockerMode', 'Mode'));
    expect(describeWritten(step)).toBe(describeStepType(step.type));
    expect(describeWritten(stepOf('Unheard', variable('A')))).toBeUndefined();
  });
});
