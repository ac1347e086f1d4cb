import { diffArrays } from 'diff';
import type { FieldDifference, RowDifference } from '#shared/model/editor-look';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail } from '#shared/model/sequence';
import { variableKey } from '#shared/model/variable';
import { hidesItsValue, isHiddenValue } from '#shared/steps/secrets';
import { describeWritten } from '#shared/steps/written-description';
import { plainConditionText } from '#shared/text/condition-parts';
import type { SequenceDocument } from './document.ts';
import { propertiesOf, type Reading, withoutReferences } from './search.ts';

/** Two versions of a sequence, row by row. Only what differs is listed, in the order of the tree. */
export interface SequenceComparison {
  readonly differences: readonly RowDifference[];
  readonly sameCount: number;
  /** Lists of references, values for all steps, or what stands between the steps. */
  readonly differsElsewhere: boolean;
}

/** So much of a long value is given, from a little before the first character that differs. */
const longest = 300;
const lead = 40;

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function cut(value: string | null, from: number): string | null {
  if (value === null || value.length <= longest) return value;
  const start = Math.max(0, Math.min(from - lead, value.length - longest));
  const end = start + longest;
  return `${start > 0 ? '…' : ''}${value.slice(start, end)}${end < value.length ? '…' : ''}`;
}

type What = FieldDifference['what'];

function differ(what: What, label: string, mine: string | null, theirs: string | null): FieldDifference[] {
  if (mine === theirs) return [];
  const from = firstDifference(mine ?? '', theirs ?? '');
  return [{ what, label, mine: cut(mine, from), theirs: cut(theirs, from), isHidden: false }];
}

function attributeDifferences(mine: NodeDetail, theirs: NodeDetail): FieldDifference[] {
  const texts: [What, (node: NodeDetail) => string | number | boolean | null][] = [
    ['name', (node) => node.name],
    ['description', (node) => node.description],
    ['disabled', (node) => node.disabled],
    ['continueOnError', (node) => node.continueOnError],
    ['runIn', (node) => node.runIn],
    ['successCodes', (node) => node.successCodes],
    ['timeout', (node) => (node.timeoutSeconds === null ? null : Math.round(node.timeoutSeconds / 60))],
    ['retries', (node) => node.retryCount],
  ];
  const text = (value: string | number | boolean | null): string | null => (value === null ? null : String(value));
  return texts.flatMap(([what, of]) => differ(what, '', text(of(mine)), text(of(theirs))));
}

function variableDifferences(mine: NodeDetail, theirs: NodeDetail, words: Reading): FieldDifference[] {
  const description = describeWritten(mine);
  const properties = description === undefined ? undefined : propertiesOf(description);
  const maps = [mine, theirs].map(
    (node) => new Map([...node.variables].reverse().map((one) => [variableKey(one), one])),
  );
  const keys = new Set([mine, theirs].flatMap((node) => node.variables.map(variableKey)));
  return [...keys].flatMap((key) => {
    const [own, other] = maps.map((map) => map.get(key));
    const known = properties?.get(key);
    const label = words(known?.label ?? own?.name ?? other?.name ?? key);
    const what = known === undefined ? 'variable' : 'property';
    if (own?.value === other?.value) return [];
    const isSealed = withoutReferences(own?.value ?? '') === withoutReferences(other?.value ?? '');
    const isHidden =
      (isSealed && own !== undefined && other !== undefined) ||
      (own !== undefined && isHiddenValue(mine, own)) ||
      (other !== undefined && isHiddenValue(theirs, other));
    if (isHidden) return [{ what, label, mine: null, theirs: null, isHidden }] satisfies FieldDifference[];
    const say = (value: string | undefined): string | null => {
      const choice = known?.choices?.find((one) => one.value.toLowerCase() === value?.toLowerCase());
      if (choice !== undefined) return words(choice.label);
      return value === undefined ? null : withoutReferences(value);
    };
    return differ(what, label, say(own?.value), say(other?.value));
  });
}

/** What differs between two readings of a row, in the order of the editor's tabs. */
export function compareNodes(mine: NodeDetail, theirs: NodeDetail, say: Reading): FieldDifference[] {
  const found = [
    ...attributeDifferences(mine, theirs),
    ...variableDifferences(mine, theirs, say),
    ...differ(
      'condition',
      '',
      mine.condition === null ? null : plainConditionText(say, mine.condition),
      theirs.condition === null ? null : plainConditionText(say, theirs.condition),
    ),
  ];
  const hides = hidesItsValue(mine.variables) || hidesItsValue(theirs.variables);
  return hides ? found : [...found, ...differ('command', '', mine.action, theirs.action)];
}

/** What makes two rows of two readings the same step: ids of another reading mean nothing. */
function rowKey(row: OutlineRow): string {
  return JSON.stringify([row.depth, row.kind, row.type, row.name]);
}

interface Side {
  readonly document: SequenceDocument;
  readonly rows: readonly OutlineRow[];
  readonly numbers: ReadonlyMap<OutlineRow, number>;
}

function sideOf(document: SequenceDocument): Side {
  const rows = document.rows();
  return { document, rows, numbers: new Map(rows.map((row, index) => [row, index + 1])) };
}

type Pair = readonly [mine: OutlineRow | null, theirs: OutlineRow | null];

/**
 * With more rows than this taken away and added, the middle is given as a removed and an added block. A number and no
 * time, so that the same two versions always compare alike.
 */
const mostEdits = 600;

function pairMiddle(mine: readonly OutlineRow[], theirs: readonly OutlineRow[]): Pair[] {
  const parts = diffArrays(theirs.map(rowKey), mine.map(rowKey), { maxEditLength: mostEdits });
  if (parts === undefined) {
    return [...theirs.map((row): Pair => [null, row]), ...mine.map((row): Pair => [row, null])];
  }
  const pairs: Pair[] = [];
  let [a, b] = [0, 0];
  for (const { added, removed, count } of parts) {
    for (let left = count; left > 0; left -= 1) {
      pairs.push([removed ? null : (mine[a] ?? null), added ? null : (theirs[b] ?? null)]);
      if (!removed) a += 1;
      if (!added) b += 1;
    }
  }
  return pairs;
}

/** The rows of two versions side by side, by what people call them: common ends first, then the longest common part. */
function pairRows(mine: readonly OutlineRow[], theirs: readonly OutlineRow[]): Pair[] {
  const same = (a: OutlineRow | undefined, b: OutlineRow | undefined) =>
    a !== undefined && b !== undefined && rowKey(a) === rowKey(b);
  const most = Math.min(mine.length, theirs.length);
  let head = 0;
  while (head < most && same(mine[head], theirs[head])) head += 1;
  let tail = 0;
  while (tail < most - head && same(mine.at(-1 - tail), theirs.at(-1 - tail))) tail += 1;
  const together = (from: number, to: number, shift: number): Pair[] =>
    mine.slice(from, to).map((row, index): Pair => [row, theirs[from + index + shift] ?? null]);
  return [
    ...together(0, head, 0),
    ...pairMiddle(mine.slice(head, mine.length - tail), theirs.slice(head, theirs.length - tail)),
    ...together(mine.length - tail, mine.length, theirs.length - mine.length),
  ];
}

/** The content of a row without its name or without its place: what a renamed or moved row kept. */
function contentKey(side: Side, row: OutlineRow, hasName: boolean): string {
  const { id: _, ...detail } = side.document.node(row.id);
  return JSON.stringify(hasName ? detail : { ...detail, name: '', depth: row.depth });
}

/** Rows that are alone on both sides and have the same content: renamed where they stood, or moved elsewhere. */
function joinAlone(mine: Side, theirs: Side, pairs: readonly Pair[]): Map<OutlineRow, OutlineRow> {
  const joined = new Map<OutlineRow, OutlineRow>();
  const own = pairs.flatMap(([row, other]) => (row !== null && other === null ? [row] : []));
  const others = pairs.flatMap(([row, other]) => (row === null && other !== null ? [other] : []));
  if (own.length === 0 || others.length === 0) return joined;
  for (const hasName of [true, false]) {
    const waiting = new Map<string, OutlineRow[]>();
    for (const row of others) {
      if ([...joined.values()].includes(row)) continue;
      const key = contentKey(theirs, row, hasName);
      waiting.set(key, [...(waiting.get(key) ?? []), row]);
    }
    for (const row of own) {
      const found = joined.has(row) ? undefined : waiting.get(contentKey(mine, row, hasName))?.shift();
      if (found !== undefined) joined.set(row, found);
    }
  }
  return joined;
}

/** Compares two versions: rows, values, options and conditions. Values of secrets are never given. Rule DOC-24. */
export function compareSequences(
  mineDocument: SequenceDocument,
  theirDocument: SequenceDocument,
  say: Reading,
): SequenceComparison {
  const mine = sideOf(mineDocument);
  const theirs = sideOf(theirDocument);
  const pairs = pairRows(mine.rows, theirs.rows);
  const joined = joinAlone(mine, theirs, pairs);
  const taken = new Set(joined.values());
  const place = (side: Side, row: OutlineRow | null) =>
    row === null ? null : { number: side.numbers.get(row) ?? 0, row };
  const differences: RowDifference[] = [];
  let sameCount = 0;
  const compare = (own: OutlineRow, other: OutlineRow, isMoved: boolean): void => {
    const texts = [mineDocument.ownText(own.id), theirDocument.ownText(other.id)];
    const isSame = texts[0] === texts[1];
    const fields = isSame ? [] : compareNodes(mineDocument.node(own.id), theirDocument.node(other.id), say);
    if (isSame && !isMoved) {
      sameCount += 1;
      return;
    }
    const rest: FieldDifference = { what: 'other', label: '', mine: null, theirs: null, isHidden: false };
    differences.push({
      difference: isMoved && fields.every(({ what }) => what !== 'name') ? 'moved' : 'changed',
      mine: place(mine, own),
      theirs: place(theirs, other),
      fields: fields.length === 0 && !isSame ? [rest] : fields.slice(0, 200),
    });
  };
  for (const [own, other] of pairs) {
    const partner = own === null ? undefined : joined.get(own);
    if (own !== null && other !== null) compare(own, other, false);
    else if (own !== null && partner !== undefined) compare(own, partner, true);
    else if (own !== null) differences.push({ difference: 'added', mine: place(mine, own), theirs: null, fields: [] });
    else if (other !== null && !taken.has(other))
      differences.push({ difference: 'removed', mine: null, theirs: place(theirs, other), fields: [] });
  }
  return { differences, sameCount, differsElsewhere: mineDocument.frameText() !== theirDocument.frameText() };
}
