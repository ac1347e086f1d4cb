/** Passwords and keys of steps. */
export const secretWords = {
  secret: {
    notSet: 'not set',
    sealed: 'Sealed in the secret store of this site: it can be replaced, never read.',
    set: 'Set…',
    replace: 'Replace…',
    clear: 'Clear',
    setOf: 'Set {{label}}…',
    replaceOf: 'Replace {{label}}…',
    clearOf: 'Clear {{label}}',
  },
  secretDialog: {
    title: '{{label}} of “{{step}}”',
    titleUnnamed: '{{label}}',
    hint: 'The value is sealed in the secret store of this site. It is in no export, log or file of the sequence.',
    replaced: 'A value is set. The new one takes its place; Undo brings it back.',
    again: 'Enter it again',
    missing: 'Enter a value.',
    differs: 'Both entries must be the same.',
    tooLong: '{{length}} characters are too many: at most {{limit}}.',
    pattern: 'This does not have the form that the step needs.',
    productKey: 'A product key has five groups of five letters and digits with - between them, or is a variable.',
    pin: 'A PIN has 4 to 20 digits.',
    set: 'Set',
    replace: 'Replace',
  },
  accountDialog: { hint: 'Domain and name, for instance CONTOSO\\install, or a variable.' },
} as const;
