import type { StepDescription } from './step-description.ts';

/** Collects machine facts and assigns variables by rules. */
export const setDynamicVariables = {
  id: 'set-dynamic-variables',
  label: 'Set Dynamic Variables',
  purpose: 'Collects machine facts and assigns variables by rules.',
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
      label: 'Dynamic rules and variables',
      kind: 'rules',
      default: [],
      xml: { name: 'OSDSetDynamicVariablesRules', property: 'Rules', hidden: false },
      environment: 'OSDSetDynamicVariablesRules',
      constraint: { format: 'escaped XML' },
      columns: [
        {
          key: 'condition',
          label: 'Rule type',
          kind: 'enum',
          choices: [
            { value: 'none', label: '(variables only)', meaning: 'unconditional' },
            { value: 'computer', label: 'Computer', meaning: 'AssetTag, MACAddress, SerialNumber, UUID' },
            { value: 'location', label: 'Location', meaning: 'DefaultGateway' },
            { value: 'makeModel', label: 'Make and Model', meaning: 'Make, Model' },
            { value: 'variable', label: 'Task Sequence Variable', meaning: 'Variable, Operator, Value' },
          ],
        },
        { key: 'assetTag', label: 'Asset tag', kind: 'string', constraint: { maxLength: 255 } },
        { key: 'macAddress', label: 'MAC address', kind: 'string' },
        { key: 'serialNumber', label: 'Serial number', kind: 'string' },
        { key: 'uuid', label: 'UUID', kind: 'string' },
        { key: 'defaultGateway', label: 'Default gateway', kind: 'string' },
        { key: 'make', label: 'Make', kind: 'wildcard' },
        { key: 'model', label: 'Model', kind: 'wildcard' },
        {
          key: 'variables',
          label: 'Variables',
          kind: 'table',
          columns: [
            { key: 'name', label: 'Variable', kind: 'variableName' },
            { key: 'value', label: 'Value', kind: 'string' },
            { key: 'isSecret', label: 'Do not display this value', kind: 'bool', default: false },
          ],
        },
      ],
      help: 'Ordered rules, each with an optional condition and assignments.',
    },
  ],
} as const satisfies StepDescription;
