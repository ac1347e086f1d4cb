import type { StepDescription } from './step-description.ts';

/** Asks the site for drivers that match the detected hardware and stages them. */
export const autoApplyDrivers = {
  id: 'auto-apply-drivers',
  label: 'Auto Apply Drivers',
  purpose: 'Asks the site for drivers that match the detected hardware and stages them.',
  menu: { group: 'Drivers', position: 1 },
  element: 'step',
  type: 'SMS_TaskSequence_AutoApplyAction',
  runIn: 'WinPE',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osddriverclient.exe /auto /bestmatch:%OSDAutoApplyDriverBestMatch% /unsigned:%OSDAllowUnsignedDriver%',
  icon: 'auto-apply-drivers',
  properties: [
    {
      key: 'bestMatch',
      label: 'Install only the best matched compatible drivers / Install all compatible drivers',
      kind: 'enum',
      default: 'true',
      xml: { name: 'OSDAutoApplyDriverBestMatch', property: 'BestMatch', hidden: false },
      environment: 'OSDAutoApplyDriverBestMatch',
      choices: [
        { value: 'true', label: 'Install only the best matched compatible drivers', meaning: 'one driver per device' },
        {
          value: 'false',
          label: 'Install all compatible drivers',
          meaning: 'download every match, Windows ranks them',
        },
      ],
      help: 'Stage one top-ranked driver per device, or every match and let Windows rank them.',
    },
    {
      key: 'categoryList',
      label:
        'Consider drivers from all categories / Limit driver matching to only consider drivers in selected categories',
      kind: 'driverCategoryList',
      default: '',
      xml: { name: 'OSDAutoApplyDriverCategoryList', property: 'CategoryList', hidden: false },
      environment: 'OSDAutoApplyDriverCategoryList',
      constraint: { format: 'comma separated category unique IDs' },
      help: 'Empty means every category.',
    },
    {
      key: 'unsignedDriver',
      label: 'Do unattended installation of unsigned drivers on versions of Windows where this is allowed',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDAllowUnsignedDriver', property: 'UnsignedDriver', hidden: false },
      environment: 'OSDAllowUnsignedDriver',
      help: 'Meaningless where the signing policy is fixed.',
    },
  ],
} as const satisfies StepDescription;
