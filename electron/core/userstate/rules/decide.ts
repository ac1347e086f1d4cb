import { foldName } from '../../devices/fold.ts';
import { compareKeys, compilePattern, expandVariables, matchesLeaf, matchesNode, meansFolders } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A rule as one pass sees it: variables expanded, pattern compiled. */
export interface ActiveRule {
  readonly rule: Rule;
  /** The pattern after expansion, as it is kept in the catalog. */
  readonly text: string;
  readonly pattern: Pattern;
}

/** What became of one entry and which rule said so. `by` is null when no rule speaks of it. */
export interface Decision {
  readonly isIncluded: boolean;
  readonly by: ActiveRule | null;
}

export interface Pass {
  readonly rules: readonly ActiveRule[];
  /** Rules whose variables have no value here; they are void in this pass (UST-4). */
  readonly voidRules: readonly Rule[];
}

const nothingSaid: Decision = { isIncluded: false, by: null };

/** The rules of one pass. A pass of a user sees the rules of context User; the system pass those of context System. */
export function buildPass(rules: readonly Rule[], context: RuleContext, variables: ReadonlyMap<string, string>): Pass {
  const active: ActiveRule[] = [];
  const voidRules: Rule[] = [];
  for (const rule of rules) {
    if (rule.context !== context) continue;
    const text = expandVariables(rule.pattern, variables);
    if (text === null) voidRules.push(rule);
    else active.push({ rule, text, pattern: compilePattern(text) });
  }
  return { rules: active, voidRules };
}

/** Decides for the folder itself and for files in it. The node part is compared once for all of them. */
export interface FolderRules {
  readonly folder: Decision;
  file(name: string): Decision;
  /** True when no rule can include anything in this folder or below it (UST-8). */
  readonly isClosed: boolean;
}

/** `folderPath` is a Windows path, `C:\Users\Anna` or `C:\`. */
export function rulesForFolder(pass: Pass, folderPath: string): FolderRules {
  const folded = foldName(folderPath).replace(/(?<!\\)\\+$/, '');
  const here = pass.rules.filter((active) => matchesNode(active.pattern, folded));
  return {
    folder: decideAmong(here.filter((active) => meansFolders(active.pattern))),
    file(name) {
      const foldedName = foldName(name);
      return decideAmong(here.filter((active) => matchesLeaf(active.pattern, foldedName)));
    },
    isClosed: isClosed(pass, here, folded),
  };
}

/**
 * An unconditional exclude beats all. Else in each component the most specific rule wins, an exclude at a tie, and what
 * one component includes is included (UST-6, UST-7). Among including components the first one is named.
 */
function decideAmong(matching: readonly ActiveRule[]): Decision {
  const best = new Map<string, ActiveRule>();
  for (const active of matching) {
    if (active.rule.kind === 'unconditionalExclude') return { isIncluded: false, by: active };
    const other = best.get(active.rule.component);
    if (other === undefined || beats(active, other)) best.set(active.rule.component, active);
  }
  let excluding: ActiveRule | null = null;
  for (const active of best.values()) {
    if (active.rule.kind === 'include') return { isIncluded: true, by: active };
    excluding ??= active;
  }
  return excluding === null ? nothingSaid : { isIncluded: false, by: excluding };
}

function beats(a: ActiveRule, b: ActiveRule): boolean {
  const difference = compareKeys(a.pattern.key, b.pattern.key);
  if (difference !== 0) return difference > 0;
  return a.rule.kind === 'exclude' && b.rule.kind === 'include';
}

/**
 * Below a folder that an exclude takes whole, an include can only win when its fixed text is longer. If no include of the
 * pass can reach below the folder, or each that can is beaten in its component, the walk may stop here.
 */
function isClosed(pass: Pass, here: readonly ActiveRule[], folded: string): boolean {
  const isWhole = (active: ActiveRule): boolean => active.pattern.isDeep && active.pattern.leaf === '*';
  if (here.some((active) => active.rule.kind === 'unconditionalExclude' && isWhole(active))) return true;
  return pass.rules.every((active) => {
    if (active.rule.kind !== 'include' || !reachesBelow(active.pattern, folded)) return true;
    return here.some(
      (exclude) =>
        exclude.rule.kind === 'exclude' &&
        exclude.rule.component === active.rule.component &&
        isWhole(exclude) &&
        exclude.pattern.key[0] > active.pattern.key[0],
    );
  });
}

/** True when the pattern may match in the folder or below it: one's fixed text begins with the other's. */
function reachesBelow(pattern: Pattern, folded: string): boolean {
  const isBelowFolder = pattern.fixedNode === folded || pattern.fixedNode.startsWith(`${folded}\\`);
  if (isBelowFolder) return true;
  return pattern.nodeTest !== null && folded.startsWith(pattern.fixedNode);
}

function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('\\')));
}

/** The folders at which the walk of a pass begins: the fixed parts of its includes, nested ones dropped. */
export function walkRoots(pass: Pass): readonly string[] {
  const roots = new Map<string, string>();
  for (const { rule, pattern, text } of pass.rules) {
    if (rule.kind !== 'include') continue;
    // `C:\P\Name*` begins in C:\P: the fixed text ends in the middle of a name.
    const isWholeName = pattern.nodeTest === null || /^\\\*|^$/.test(pattern.node.slice(pattern.fixedNode.length));
    const folded = isWholeName ? pattern.fixedNode : parentOf(pattern.fixedNode);
    roots.set(folded, text.slice(0, folded.length));
  }
  const all = [...roots].sort(([a], [b]) => a.length - b.length);
  const kept: [string, string][] = [];
  for (const entry of all) {
    if (!kept.some(([folded]) => entry[0] === folded || entry[0].startsWith(`${folded}\\`))) kept.push(entry);
  }
  return kept.map(([, text]) => text);
}

/** Whether a rule includes a folder, or something that lies at or below it by the rule's own words. */
export function wantsFrom(pass: Pass, windowsPath: string): boolean {
  const folded = foldName(windowsPath);
  const isBelow = (place: string): boolean => place === folded || place.startsWith(`${folded}\\`);
  const isNamed = pass.rules.some(({ rule, pattern }) => rule.kind === 'include' && isBelow(pattern.fixedNode));
  return isNamed || rulesForFolder(pass, windowsPath).folder.isIncluded;
}
