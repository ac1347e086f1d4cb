import type { PaletteEntry, PaletteGroup } from './entries.tsx';

export const paletteGroups: readonly PaletteGroup[] = ['commands', 'steps', 'objects', 'elsewhere'];

/** What a sign at the beginning narrows the search to. */
const signs: Readonly<Record<string, PaletteGroup>> = { '>': 'commands', '#': 'steps', '@': 'objects' };

/** More than these are not looked through by eye; a further letter narrows them. */
export const mostPerGroup = 50;

export interface PaletteQuery {
  /** Null: everything. */
  readonly group: PaletteGroup | null;
  readonly words: readonly string[];
}

export function parseQuery(text: string): PaletteQuery {
  const trimmed = text.trimStart();
  const group = signs[trimmed.charAt(0)] ?? null;
  const rest = group === null ? trimmed : trimmed.slice(1);
  return { group, words: rest.toLowerCase().split(/\s+/).filter(Boolean) };
}

/** How well the words fit, the lower the better; null when one of them is missing. */
function rank(entry: PaletteEntry, words: readonly string[]): number | null {
  const label = entry.label.toLowerCase();
  const hint = entry.hint.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at === 0) continue;
    if (at > 0) sum += /[\s“(:-]/.test(label.charAt(at - 1)) ? 1 : 2;
    else if (entry.group !== 'elsewhere' && hint.includes(word)) sum += 4;
    else return null;
  }
  return sum;
}

export interface FoundGroup {
  readonly group: PaletteGroup;
  readonly entries: readonly PaletteEntry[];
}

/** What cannot be used now is found by its own name only, and comes last: nobody has to read past it. */
export function isSought({ group: wanted, words }: PaletteQuery, group: PaletteGroup): boolean {
  if (group === 'elsewhere') return words.length > 0 && (wanted === null || wanted === 'commands');
  return wanted === null || wanted === group;
}

/** What fits, group by group, the best first; equally good ones keep their order. */
export function searchEntries(entries: readonly PaletteEntry[], text: string): readonly FoundGroup[] {
  const query = parseQuery(text);
  const { words } = query;
  return paletteGroups
    .filter((one) => isSought(query, one))
    .map((one) => ({
      group: one,
      entries: entries
        .filter((entry) => entry.group === one)
        .map((entry) => ({ entry, rank: rank(entry, words) }))
        .filter((found): found is { entry: PaletteEntry; rank: number } => found.rank !== null)
        .sort((a, b) => a.rank - b.rank)
        .slice(0, mostPerGroup)
        .map((found) => found.entry),
    }))
    .filter((found) => found.entries.length > 0);
}

export interface TextPiece {
  readonly text: string;
  readonly isHit: boolean;
}

/** The label cut where the words of the search are, so that they can be marked. */
export function markWords(label: string, words: readonly string[]): readonly TextPiece[] {
  const lower = label.toLowerCase();
  const hits = Array.from(label, () => false);
  // A letter whose lower case is longer would shift every place after it: then nothing is marked.
  if (lower.length !== label.length || hits.length !== label.length) return [{ text: label, isHit: false }];
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at >= 0) hits.fill(true, at, at + word.length);
  }
  const pieces: { text: string; isHit: boolean }[] = [];
  for (const [index, isHit] of hits.entries()) {
    const last = pieces.at(-1);
    if (last?.isHit === isHit) last.text += label.charAt(index);
    else pieces.push({ text: label.charAt(index), isHit });
  }
  return pieces;
}
