/** Words of opening the console from outside of it: starters, installers, the page of a refused window. */
export const opening = {
  usage: {
    starter: 'Usage: Waystation.cmd [--site DIR] [--headless] [FILE…]',
    webHost: 'Usage: web-host --site DIR [--headless] [--until-closed]',
    register: 'Usage: register add|remove [--machine] [--program FILE]',
  },
  ready: 'Waystation is ready. Open {{address}} in a browser of this computer.',
  openAlready: 'Waystation is open on {{site}} in a window of its own already: go on there.',
  runningAlready: 'Waystation is running on {{site}} already. Open {{address}} in a browser of this computer.',
  starting: 'Waystation is starting; this window closes by itself.',
  otherStart: 'Another start of Waystation on {{site}} has not come to its end; try again in a moment.',
  noBrowser:
    'There is no Edge, Chrome or Chromium here for a window of its own. If no browser opens, open this in one:',
  noOpener: 'Nothing on this computer opens addresses by itself.',
  closeByEnter: 'Enter closes this window.',
  fileType: 'Task sequence',
  importVerb: 'Import into Waystation',
  importProgram: 'Waystation (import task sequence)',
  pathHasPercent: '{{folder}} has a % in its name and cannot stand on the PATH: everything else is done.',
  refused: {
    address: 'This address is not served here.',
    otherPage: 'Requests of other pages are refused.',
    readOnly: 'Only reading is possible here.',
    nothingHere: 'There is nothing here.',
    noSession:
      'This window has no access. Open the console with “npm start”; it opens another window on the running one.',
    noAnswer: 'The request could not be answered.',
    noForm: 'A form is expected.',
    formTooLarge: 'The form is too large.',
  },
} as const;
