import { describeStep } from './describe-step.ts';

/** Assigns one variable. */
export const setTaskSequenceVariable = describeStep({
  id: 'set-task-sequence-variable',
  newName: 'Set Task Sequence Variable',
  menu: { group: 'General', position: 7 },
  element: 'step',
  type: 'SMS_TaskSequence_SetVariableAction',
  runIn: 'WinPEandFullOS',
  runInEditable: true,
  successCodes: '0',
  retryCount: 0,
  action: 'tsenv.exe "{VariableName}={VariableValue}" /hiddenflag:{DoNotShowVariableValue}',
  toolkit: {
    action: 'cscript.exe "%SCRIPTROOT%\\ZTISetVariable.wsf"',
    successCodes: '0 3010',
    runIn: null,
    variables: [
      ['VariableName', ''],
      ['VariableValue', ''],
    ],
  },
  icon: 'set-variable',
  since: 'masking 1806',
  properties: [
    {
      key: 'variableName',
      kind: 'variableName',
      default: null,
      xml: { name: 'VariableName', property: 'VariableName', hidden: true },
      constraint: { required: true, minLength: 1, maxLength: 256, pattern: '^[A-Za-z][A-Za-z0-9_-]*$' },
    },
    {
      key: 'doNotShowVariableValue',
      kind: 'bool',
      default: false,
      xml: { name: 'DoNotShowVariableValue', property: 'DoNotShowVariableValue', hidden: true },
      since: '1806',
    },
    {
      key: 'variableValue',
      kind: 'string',
      default: '',
      xml: { name: 'VariableValue', property: 'VariableValue', hidden: true },
      constraint: { maxLength: 4000, maxLengthInClass: 4001 },
    },
    {
      key: 'hiddenVariableValue',
      kind: 'password',
      default: null,
      xml: { name: 'SetVariableActionHiddenVariableValue', property: 'HiddenVariableValue', hidden: true },
      secret: true,
      constraint: { enabledWhen: 'doNotShowVariableValue', maxLength: 4000 },
    },
  ],
});
