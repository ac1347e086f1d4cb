import { check, choice, columns, field, half, type Layouts, nameAndDescription, part, section } from '../layout.ts';

/** Pages of the category Software. */
export const softwarePages: Layouts = {
  'install-application': [
    nameAndDescription,
    section('heading.applications', [
      choice('source', 'choice.applications', {
        List: [part('applicationList', ['applicationName', 'numApps', 'appInfo'])],
        Dynamic: [half(field('baseVariableName'))],
      }),
    ]),
    section('heading.installation', [check('continueOnInstallError'), check('clearCache')]),
  ],
  'install-package': [
    nameAndDescription,
    section('heading.packages', [
      choice('source', 'choice.packages', {
        Single: [columns([field('packageId')], [field('programName')])],
        Dynamic: [half(field('baseVariableName')), check('continueOnInstallError')],
      }),
    ]),
  ],
  'install-software-updates': [
    nameAndDescription,
    section('heading.updates', [choice('target', 'choice.updates'), check('useCache')]),
  ],
  'download-package-content': [
    nameAndDescription,
    section('heading.packages', [part('packageList', ['downloadPackages', 'numPackages', 'packageInfo'])]),
    section('heading.destination', [
      choice('destinationLocationType', 'choice.location', { Custom: [field('destinationCustomPath')] }),
      half(field('destinationVariable')),
    ]),
    section('heading.onFailure', [check('continueDownloadOnError')]),
  ],
};
