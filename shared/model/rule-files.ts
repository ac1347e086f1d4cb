/** What a name among the rule files of a step means; paths before it and letter case do not matter (UST-122). */
export type RuleFileKind = 'documents' | 'applications' | 'configuration' | 'own';

/** The names that the field's tool comes with. */
const kinds: Readonly<Record<string, RuleFileKind>> = {
  'migdocs.xml': 'documents',
  'miguser.xml': 'documents',
  'migapp.xml': 'applications',
  'config.xml': 'configuration',
};

/** The name alone, as it is compared: without its folder, in small letters. */
export function ruleFileName(file: string): string {
  return file
    .trim()
    .replace(/^.*[\\/]/, '')
    .toLowerCase();
}

/** What a rule file is by its name. `config.xml` says what to leave out and is no rule file. */
export function ruleFileKind(file: string): RuleFileKind {
  const name = ruleFileName(file);
  return Object.hasOwn(kinds, name) ? (kinds[name] ?? 'own') : 'own';
}

/** The files of a list as documents write it: separated by commas, blanks around them left out. */
export function splitRuleFiles(list: string): string[] {
  return list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
