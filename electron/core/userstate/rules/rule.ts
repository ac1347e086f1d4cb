/** Which pass a rule belongs to: once for the computer, or once for each user. */
export type RuleContext = 'System' | 'User';

export type RuleKind = 'include' | 'exclude' | 'unconditionalExclude';

/**
 * One rule as data: what any reader of rule files gives, and all that decisions need. Only rules of the same component
 * compete with each other (UST-7).
 */
export interface Rule {
  readonly id: string;
  /** The rule file it came from; our own set says `waystation`. */
  readonly ruleFile: string;
  readonly component: string;
  readonly context: RuleContext;
  readonly kind: RuleKind;
  /** `C:\Folder\* [*]`, with `%VARIABLES%`. */
  readonly pattern: string;
  /** A filter of an include: entries that carry both attributes are not taken. */
  readonly skips?: 'hiddenAndSystem';
}
