import { describeStep } from './describe-step.ts';

/** Folder for steps and groups with its own condition and error option. */
export const group = describeStep({
  id: 'group',
  newName: 'New Group',
  menu: { group: 'Top', position: 0 },
  element: 'group',
  type: 'SMS_TaskSequence_Group',
  runIn: null,
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: null,
  icon: 'group',
  properties: [
    {
      key: 'name',
      kind: 'string',
      default: null,
      xml: null,
      constraint: { required: true, minLength: 1, maxLength: 50, maxLengthInClass: 100 },
    },
    {
      key: 'description',
      kind: 'string',
      default: '',
      xml: null,
      constraint: { maxLength: 255 },
    },
  ],
});
