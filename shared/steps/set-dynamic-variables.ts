import { describeStep } from './describe-step.ts';

/** Collects machine facts and assigns variables by rules. */
export const setDynamicVariables = describeStep({
  id: 'set-dynamic-variables',
  newName: 'Set Dynamic Variables',
  menu: { group: 'General', position: 3 },
  element: 'step',
  type: 'SMS_TaskSequence_SetDynamicVariablesAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'OSDSetDynamicVariables.exe',
  icon: 'set-dynamic-variables',
  properties: [
    {
      key: 'rules',
      kind: 'rules',
      default: [],
      xml: { name: 'OSDSetDynamicVariablesRules', property: 'Rules', hidden: false },
      environment: 'OSDSetDynamicVariablesRules',
      constraint: { format: 'escaped XML' },
      columns: [
        {
          key: 'condition',
          kind: 'enum',
          choices: [
            'none', // unconditional
            'computer', // AssetTag, MACAddress, SerialNumber, UUID
            'location', // DefaultGateway
            'makeModel', // Make, Model
            'variable', // Variable, Operator, Value
          ],
        },
        { key: 'assetTag', kind: 'string', constraint: { maxLength: 255 } },
        { key: 'macAddress', kind: 'string' },
        { key: 'serialNumber', kind: 'string' },
        { key: 'uuid', kind: 'string' },
        { key: 'defaultGateway', kind: 'string' },
        { key: 'make', kind: 'wildcard' },
        { key: 'model', kind: 'wildcard' },
        {
          key: 'variables',
          kind: 'table',
          columns: [
            { key: 'name', kind: 'variableName' },
            { key: 'value', kind: 'string' },
            { key: 'isSecret', kind: 'bool', default: false },
          ],
        },
      ],
    },
  ],
});
