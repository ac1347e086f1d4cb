import { AppError } from '#shared/contract/errors';
import { ruleFileKind, ruleFileName } from '#shared/model/rule-files';
import { distinctMessages, message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { knownFolders } from '../known-folders.ts';
import type { Rule } from './rule.ts';

/** The name under which our own rules stand in catalogs and results. */
export const BUILT_IN_RULES = 'Waystation documents';
const RULE_FILE = 'waystation';
const USER_COMPONENT = 'User documents';
const PUBLIC_COMPONENT = 'Shared documents';

/** What lies in a profile and is not the person's: settings of programs, the registry hive, links of old Windows. */
const notDocuments = [
  'AppData',
  'Application Data',
  'Cookies',
  'Local Settings',
  'NetHood',
  'PrintHood',
  'Recent',
  'SendTo',
  'Start Menu',
  'Templates',
  'MicrosoftEdgeBackups',
  'IntelGraphicsProfiles',
];
/** The registry hive of the user and its logs. */
const hiveFiles = ['NTUSER.DAT*', 'ntuser.ini', 'ntuser.pol', 'UsrClass.dat*'];

function include(id: string, component: string, context: Rule['context'], pattern: string): Rule {
  return { id, ruleFile: RULE_FILE, component, context, kind: 'include', pattern, skips: 'hiddenAndSystem' };
}

function exclude(id: string, component: string, context: Rule['context'], pattern: string): Rule {
  return { id, ruleFile: RULE_FILE, component, context, kind: 'exclude', pattern };
}

/**
 * Our own set: for each user the profile with its root files and every folder in it, all known folders wherever they
 * lie, and the shared profile; not AppData, not the registry hive, nothing that is hidden and system (UST-9).
 */
export const builtInRules: readonly Rule[] = [
  ...knownFolders.map((known) =>
    include(`user.${known.id}`, USER_COMPONENT, 'User', `%${known.variables[0] ?? ''}%\\* [*]`),
  ),
  ...notDocuments.map((name) => exclude(`user.not.${name}`, USER_COMPONENT, 'User', `%USERPROFILE%\\${name}\\* [*]`)),
  ...hiveFiles.map((name) => exclude(`user.not.${name}`, USER_COMPONENT, 'User', `%USERPROFILE%\\ [${name}]`)),
  ...knownFolders
    .filter((known) => known.publicVariables.length > 0)
    .map((known) =>
      include(`public.${known.id}`, PUBLIC_COMPONENT, 'System', `%${known.publicVariables[0] ?? ''}%\\* [*]`),
    ),
  exclude('public.not.AppData', PUBLIC_COMPONENT, 'System', '%PUBLIC%\\AppData\\* [*]'),
];

export interface RuleSet {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** What the run says about the choice. */
  readonly notes: readonly Message[];
}

export const standardRuleFiles: readonly string[] = ['migdocs.xml', 'migapp.xml'];

/**
 * The rules that the step's file names ask for. The field's names mean our own set; `config.xml` is no rule file, and
 * other files are not read by this version. Throws `STATE_RULES_REFUSED` (UST-10).
 */
export function ruleSetFor(files: readonly string[] = standardRuleFiles): RuleSet {
  const notes: Message[] = [];
  let hasDocuments = false;
  for (const file of files) {
    const name = ruleFileName(file);
    const kind = ruleFileKind(file);
    if (kind === 'documents') {
      hasDocuments = true;
      notes.push(message('notes:rule-file-replaced', { file: name, rules: BUILT_IN_RULES }));
    } else if (kind === 'applications') {
      notes.push(message('notes:program-settings-unread'));
    } else {
      throw new AppError('STATE_RULES_REFUSED', { file, reason: refusal(name) });
    }
  }
  if (!hasDocuments) {
    const file = files.join(', ');
    const named = file === '' ? reason('no-rule-file') : file;
    throw new AppError('STATE_RULES_REFUSED', { file: named, reason: reason('captures-nothing') });
  }
  return { name: BUILT_IN_RULES, rules: builtInRules, notes: distinctMessages(notes) };
}

function refusal(name: string): Message {
  if (ruleFileKind(name) === 'configuration') return reason('config-no-rules');
  return reason('own-rules-unread');
}
