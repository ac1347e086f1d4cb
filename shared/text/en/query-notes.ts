/** What is wrong with a query of WMI or its namespace: whole sentences, with the place as a person counts. */
export const queryNotes = {
  empty: 'The query is empty: write one such as SELECT * FROM Win32_ComputerSystem.',
  'too-long':
    'The query has {{count, number}} characters; a condition can hold {{limit, number}}. What is too much begins at character {{at, number}}.',
  'too-deep': 'More than {{limit}} brackets lie in each other, at character {{at, number}}: take some away.',
  beginning:
    'A query begins with SELECT, ASSOCIATORS OF or REFERENCES OF, and not with “{{found}}”, at character {{at, number}}.',
  character: '“{{found}}” means nothing in a query, at character {{at, number}}. Texts stand in quotes.',
  number: '“{{found}}” is neither a number nor a name, at character {{at, number}}. Texts stand in quotes.',
  backslash: 'A backslash in a quoted text is written twice (\\\\): the one at character {{at, number}} stands alone.',
  'quote-open': 'The text that begins at character {{at, number}} has no end: its closing {{quote}} is missing.',
  'brace-open': 'The object that begins at character {{at, number}} has no end: its closing } is missing.',
  'bracket-open': 'The bracket at character {{at, number}} is not closed: its ) is missing.',
  'bracket-extra': 'The ) at character {{at, number}} closes nothing: take it away, or open a bracket before it.',
  'square-open': 'The bracket at character {{at, number}} is not closed: its ] is missing.',
  'index-missing': 'A number is missing in the square brackets, at character {{at, number}}, such as [0].',
  'columns-missing':
    'The properties are missing after “{{after}}”, at character {{at, number}}: * for all, or their names.',
  count: 'COUNT takes nothing but *, at character {{at, number}}: COUNT(*).',
  'from-missing': 'FROM is missing after “{{after}}”, at character {{at, number}}.',
  'class-missing': 'The name of a class is missing after “{{after}}”, at character {{at, number}}.',
  'name-missing': 'The name of a property is missing after “{{after}}”, at character {{at, number}}.',
  'where-expected':
    '“{{found}}” cannot stand here, at character {{at, number}}: only WHERE or the end of the query can follow.',
  'left-over': '“{{found}}” cannot stand here, at character {{at, number}}: AND or OR is missing before it.',
  'event-word':
    '“{{found}}” belongs to queries that wait for events, at character {{at, number}}. A condition asks once: take it away.',
  order: 'WMI does not sort, at character {{at, number}}: take ORDER BY away.',
  'test-missing': "A comparison is missing after “{{after}}”, at character {{at, number}}, such as Name = 'value'.",
  'comparison-missing': "A comparison is missing after “{{after}}”, at character {{at, number}}, such as = 'value'.",
  'value-missing': 'A value is missing after “{{after}}”, at character {{at, number}}.',
  'text-missing': "LIKE needs a text in quotes after it, at character {{at, number}}, such as 'Lab%'.",
  'like-missing': 'LIKE is missing after NOT, at character {{at, number}}.',
  'null-missing': 'NULL is missing after “{{after}}”, at character {{at, number}}: IS NULL or IS NOT NULL.',
  unquoted:
    '“{{found}}” must stand in quotes, at character {{at, number}}: WMI compares a property with a value, not with another property.',
  'two-values': 'Two values are compared, at character {{at, number}}: one side must be the name of a property.',
  function: 'WMI knows no functions such as “{{found}}”, at character {{at, number}}.',
  'of-missing': 'OF is missing after “{{after}}”, at character {{at, number}}.',
  'object-missing':
    "An object in braces is missing after “{{after}}”, at character {{at, number}}, such as {Win32_Service.Name='Spooler'}.",
  'object-empty':
    "The braces at character {{at, number}} are empty: name an object, such as Win32_Service.Name='Spooler'.",
  'clause-missing':
    'A clause is missing after WHERE, at character {{at, number}}, such as ResultClass = Win32_Directory.',
  'clause-unknown':
    '“{{found}}” is no clause of this query, at character {{at, number}}: those are ResultClass, Role, AssocClass and their like.',
  'clause-and':
    '“{{found}}” cannot stand between the clauses of this query, at character {{at, number}}: blanks part them.',
  'equals-missing': '= is missing after “{{after}}”, at character {{at, number}}.',

  'namespace-empty': 'The namespace is empty: the usual one is root\\cimv2.',
  'namespace-long': 'The namespace is longer than {{limit, number}} characters.',
  'namespace-root': 'A namespace begins with root, such as root\\cimv2, and not with “{{found}}”.',
  'namespace-part': 'A name is missing between the backslashes, at character {{at, number}}.',
  'namespace-name':
    '“{{found}}” cannot be part of a namespace, at character {{at, number}}: letters, digits, _ and - can.',
} as const;
