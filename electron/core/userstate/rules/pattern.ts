import { foldName } from '../../devices/fold.ts';
import { compileWildcard, type WildcardTest } from '#shared/util/wildcard';

/** A pattern without variables, ready to compare. `leaf` is null when the pattern speaks of folders only. */
export interface Pattern {
  readonly node: string;
  readonly leaf: string | null;
  /** Fixed text at the beginning of the node, folded, without a final backslash. */
  readonly fixedNode: string;
  /** True when the pattern takes the folder and everything below it. */
  readonly isDeep: boolean;
  readonly key: SpecificityKey;
  readonly nodeTest: WildcardTest | null;
  readonly leafTest: WildcardTest | null;
}

/** Compared from the left, the higher is the more specific: user-state rules 6.4 (UST-6). */
export type SpecificityKey = readonly [
  fixedNodeLength: number,
  isWithoutWildcard: number,
  furtherNodeLength: number,
  leafRank: number,
  leafLength: number,
];

/** Why a text is no pattern, or null. */
export function patternProblem(text: string): 'no-folder' | 'empty-brackets' | null {
  const { node, leaf } = splitPattern(text);
  if (node === '') return 'no-folder';
  if (leaf === '') return 'empty-brackets';
  return null;
}

/** Takes `node [leaf]` apart. The space before the bracket may be missing; `^[` and `^]` are brackets of a name. */
export function splitPattern(text: string): { readonly node: string; readonly leaf: string | null } {
  const trimmed = text.trim();
  const match = /^(?<node>(?:\^[[\]]|\^(?![[\]])|[^[\]^])*)\[(?<leaf>(?:\^[[\]]|\^(?![[\]])|[^[\]^])*)\]$/.exec(
    trimmed,
  );
  const node = match?.groups?.['node']?.trimEnd() ?? trimmed;
  const leaf = match?.groups?.['leaf'] ?? null;
  return { node: unescape(node), leaf: leaf === null ? null : unescape(leaf) };
}

function unescape(text: string): string {
  return text.replace(/\^([[\]])/g, '$1');
}

/** Replaces `%NAME%`, names without regard to case. Null when one has no value: the pattern is void in that context. */
export function expandVariables(text: string, variables: ReadonlyMap<string, string>): string | null {
  const names = [...text.matchAll(/%([^%\\]+)%/g)].map(([, name = '']) => name.toUpperCase());
  if (names.some((name) => !variables.has(name))) return null;
  return text.replace(/%([^%\\]+)%/g, (whole, name: string) => variables.get(name.toUpperCase()) ?? whole);
}

/** Compiles a pattern whose variables are expanded. `*` is the only wildcard; in a node it crosses backslashes. */
export function compilePattern(text: string): Pattern {
  const { node: rawNode, leaf } = splitPattern(text);
  const node = foldName(rawNode).replace(/(?<!\\)\\+$/, '');
  const isDeep = node.endsWith('\\*') || node === '*';
  const first = node.indexOf('*');
  const fixedNode = (first < 0 ? node : node.slice(0, first)).replace(/\\$/, '');
  const literals = node.replace(/\\?\*/g, '').length;
  return {
    node,
    leaf,
    fixedNode,
    isDeep,
    key: [fixedNode.length, first < 0 ? 1 : 0, literals - fixedNode.length, ...leafKey(leaf)],
    nodeTest: first < 0 ? null : compileNode(node),
    leafTest: leaf === null || !leaf.includes('*') || leaf === '*' ? null : compileWildcard(foldName(leaf)),
  };
}

function leafKey(leaf: string | null): readonly [number, number] {
  if (leaf === null || leaf === '*') return [0, 0];
  return [leaf.includes('*') ? 1 : 2, leaf.replace(/\*/g, '').length];
}

/** A final `\*` matches the folder before it too. */
function compileNode(node: string): WildcardTest {
  const whole = compileWildcard(node);
  if (!node.endsWith('\\*')) return whole;
  const folderItself = compileWildcard(node.slice(0, -2));
  return (folder) => folderItself(folder) || whole(folder);
}

/** True when the folder (folded, without a final backslash) is one that the pattern's node part means. */
export function matchesNode(pattern: Pattern, foldedFolder: string): boolean {
  return pattern.nodeTest === null ? pattern.node === foldedFolder : pattern.nodeTest(foldedFolder);
}

/** True when the pattern means files of this folded name, the folder being right. */
export function matchesLeaf(pattern: Pattern, foldedName: string): boolean {
  if (pattern.leaf === null) return false;
  if (pattern.leaf === '*') return true;
  return pattern.leafTest === null ? foldName(pattern.leaf) === foldedName : pattern.leafTest(foldedName);
}

/** True when the pattern speaks of folders as objects of their own, not only of files in them (UST-5). */
export function meansFolders(pattern: Pattern): boolean {
  return pattern.leaf === null || (pattern.leaf === '*' && pattern.isDeep);
}

/** Positive when `a` is the more specific. */
export function compareKeys(a: SpecificityKey, b: SpecificityKey): number {
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
