import { describeStep } from './describe-step.ts';

/** Asks the site for drivers that match the detected hardware and stages them. */
export const autoApplyDrivers = describeStep({
  id: 'auto-apply-drivers',
  newName: 'Auto Apply Drivers',
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
      kind: 'enum',
      default: 'true',
      xml: { name: 'OSDAutoApplyDriverBestMatch', property: 'BestMatch', hidden: false },
      environment: 'OSDAutoApplyDriverBestMatch',
      choices: [
        'true', // one driver per device
        'false', // download every match, Windows ranks them
      ],
    },
    {
      key: 'categoryList',
      kind: 'driverCategoryList',
      default: '',
      xml: { name: 'OSDAutoApplyDriverCategoryList', property: 'CategoryList', hidden: false },
      environment: 'OSDAutoApplyDriverCategoryList',
      constraint: { format: 'comma separated category unique IDs' },
    },
    {
      key: 'unsignedDriver',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDAllowUnsignedDriver', property: 'UnsignedDriver', hidden: false },
      environment: 'OSDAllowUnsignedDriver',
    },
  ],
});
