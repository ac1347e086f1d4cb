/** What looks like a sentence below electron/core and is a name, with who gives it. The list only becomes shorter. */
export const namesNoSentences = Object.keys({
  'Saved Games': 'a folder of Windows',
  'My Music': 'a value of Windows’ registry',
  'My Pictures': 'a value of Windows’ registry',
  'My Video': 'a value of Windows’ registry',
  'Default User': 'a folder of Windows',
  'All Users': 'a folder of Windows',
  'Start Menu': 'a folder of Windows',
  'Application Data': 'a folder of Windows',
  'Local Settings': 'a folder of Windows',
  'Waystation documents': 'the name of our rule set, kept in catalogs',
  'User documents': 'a component of our rule set, kept in catalogs',
  'Shared documents': 'a component of our rule set, kept in catalogs',
  'site \uE000': 'what is hashed to the scope of an export',
  'SQLite format 3\0': 'the beginning of a file',
  'set attributes of': 'a call, in an error as Node makes it',
  'set time of': 'a call, in an error as Node makes it',
  'Waystation \uE000': 'the name of a registry value',
  'New Group': 'the field’s name of a new group, written into the document',
  'Task sequence': 'the name of a file that has none',
  'task sequence': 'the name of a file that has none',
  '\uE000 task sequences': 'the name of an export',
  '\uE000 GB': 'the size of a disk, with the symbol of its unit',
});

/** The sample is data of a site, and the corpus check is for who works on the program. */
export const dataNoWords = [
  'electron/core/sample/**',
  'electron/core/library/sample-*.ts',
  'electron/core/sequence/corpus*.ts',
];
