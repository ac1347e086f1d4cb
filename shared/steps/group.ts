import type { StepDescription } from './step-description.ts';

/** Folder for steps and groups with its own condition and error option. */
export const group = {
  id: 'group',
  label: 'New Group',
  purpose: 'Folder for steps and groups with its own condition and error option.',
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
      label: 'Name',
      kind: 'string',
      default: null,
      xml: null,
      constraint: { required: true, minLength: 1, maxLength: 50, maxLengthInClass: 100 },
      help: 'Group label; attribute of the element.',
    },
    {
      key: 'description',
      label: 'Description',
      kind: 'string',
      default: '',
      xml: null,
      constraint: { maxLength: 255 },
      help: 'Free text; attribute of the element.',
    },
  ],
} as const satisfies StepDescription;
