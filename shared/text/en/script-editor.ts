/** Words of the script editor of Run PowerShell Script. */
export const scriptWords = {
  script: {
    open: 'Open a file…',
    opened: 'Script of {{name}} opened',
    larger: 'Enlarge',
    keys: 'Tab leaves the editor; Ctrl+] and Ctrl+[ indent. Ctrl+F finds in the script. A .ps1 file can be dropped here.',
    keysView: 'Ctrl+F finds in the script.',
    size_one: '{{count, number}} line, {{characters, number}} characters, {{size, number}} KB of the task sequence.',
    size_other: '{{count, number}} lines, {{characters, number}} characters, {{size, number}} KB of the task sequence.',
    large:
      'A long script makes the task sequence large: above 2 MB the Configuration Manager console does not save it. A package can hold the script instead.',
    signed: 'This script has a signature. It does not fit any more once the script is changed.',
    tooLong:
      'The script is longer than {{limit, number}} characters. What is beyond is not in the task sequence yet: shorten it, or put it into a package.',
    value: 'Value as it stands in the task sequence',
    begin: 'Begin a new script',
    unreadable: {
      base64: 'This value is no script: it is not Base64. It is kept as it is until another script takes its place.',
      characters:
        'This value is no script: its bytes are no text. It is kept as it is until another script takes its place.',
    },
    file: {
      tooLarge: '{{name}} is larger than {{limit, number}} MB: no step can hold it. Put it into a package instead.',
      noText: '{{name}} is no Unicode text. Save it as UTF-8 or UTF-16, then open it again.',
    },
    search: {
      find: 'Find',
      replaceWith: 'Replace with',
      next: 'Next',
      previous: 'Previous',
      all: 'Select all',
      matchCase: 'Match case',
      pattern: 'Regular expression',
      byWord: 'Whole words',
      replace: 'Replace',
      replaceAll: 'Replace all',
      close: 'Close',
      current: 'Current match',
      onLine: 'on line',
      replacedOne: 'Replaced the match on line $',
      replacedMany: 'Replaced $ matches',
      control: 'Control character',
    },
  },
} as const;
