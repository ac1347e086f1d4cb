import { type ReferenceProblem, referenceProblemsMost } from '#shared/model/editor-look';
import { referenceIdMost, referenceKey } from '#shared/model/reference';
import { type NodeDetail, type SequenceNode, walkNodes } from '#shared/model/sequence';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { findVariable } from '#shared/model/variable';
import { isStepOf } from '#shared/steps/catalog';
import { referencesOfStep } from '#shared/steps/references';
import { runTaskSequence } from '#shared/steps/run-task-sequence';
import { openText } from '../library/sequence-bytes.ts';
import { SequenceDocument } from '../sequence/document.ts';
import type { Database, ReadConnection } from '../store/connection.ts';
import { explainedKeys } from '../store/lists/reference-list.ts';
import { findSequenceRow } from '../store/lists/sequence-list.ts';
import { getSequence } from '../store/tables/sequence.ts';

const callKey = runTaskSequence.source.properties[0].xml.property;

/** The package ID that a step calls; empty when none is chosen, undefined for a step that calls nothing. */
function calledBy(node: Pick<NodeDetail, 'type' | 'variables'>): string | undefined {
  if (!isStepOf(node, runTaskSequence)) return undefined;
  return (findVariable(node.variables, callKey)?.value ?? '').trim();
}

interface Call {
  readonly id: string;
  readonly packageId: string;
}

interface Named extends Call {
  readonly property: string;
}

/** What can happen: what is disabled, or stands below something disabled, never runs. */
function* runningNodes(document: SequenceDocument): Iterable<SequenceNode> {
  for (const { node, ancestors } of walkNodes(document.model().nodes))
    if (!node.disabled && !ancestors.some((group) => group.disabled)) yield node;
}

/** Calls of other sequences, and everything else that steps name by an ID. */
function listNamed(document: SequenceDocument): { readonly calls: Call[]; readonly others: Named[] } {
  const calls: Call[] = [];
  const others: Named[] = [];
  for (const node of runningNodes(document)) {
    const packageId = calledBy(node);
    if (packageId !== undefined && packageId !== '') calls.push({ id: node.id, packageId });
    if (packageId !== undefined) continue;
    for (const { property, id } of referencesOfStep(node))
      others.push({ id: node.id, packageId: id, property: property.xml?.property ?? '' });
  }
  return { calls, others };
}

/** Those whose ID is known to nobody: asked for all at once, however many steps there are. */
function listUnknown(connection: ReadConnection, named: readonly Named[]): ReferenceProblem[] {
  const known = explainedKeys(
    connection,
    named.map(({ packageId }) => packageId),
  );
  return named
    .filter(({ packageId }) => !known.has(referenceKey(packageId)))
    .map((one) => problemOf(one, 'unknown', '', one.property));
}

function problemOf(
  { id, packageId }: Call,
  problem: ReferenceProblem['problem'],
  name: string,
  property: string,
): ReferenceProblem {
  // What is longer than any ID can be is told by its beginning.
  return { id, problem, packageId: packageId.slice(0, referenceIdMost), name, property };
}

/**
 * Checks what the steps of an open document name by ID against the site: the calls of other task sequences (EDT-12), and
 * everything else of which nobody knows what it is (LIB-54). What is above the limit is counted.
 */
export type CheckReferences = (packageId: string, document: SequenceDocument) => Promise<CheckedReferences>;

export interface CheckedReferences {
  readonly problems: ReferenceProblem[];
  /** How many more there are. */
  readonly left: number;
}

/** The check over the sequences of a site. What a stored one calls is read once for each revision. */
export function createReferenceCheck(database: Database, most = referenceProblemsMost): CheckReferences {
  /** Calls of stored sequences by package ID: a document is read once for each revision, and the last one is kept. */
  const read = new Map<string, { readonly revision: number; readonly calls: readonly string[] }>();
  const storedCalls = async (packageId: string, revision: number): Promise<readonly string[]> => {
    const held = read.get(packageId);
    if (held?.revision === revision) return held.calls;
    const stored = await getSequence(database.read, packageId);
    const { text } = openText(stored.document, stored.name);
    const calls = listNamed(new SequenceDocument(text, stored.name)).calls.map((call) => call.packageId);
    read.set(packageId, { revision, calls });
    return calls;
  };
  return async (own, document) => {
    const { calls, others } = listNamed(document);
    const unknown = others.length === 0 ? [] : listUnknown(database.read, others);
    const cut = (all: readonly ReferenceProblem[]): CheckedReferences => ({
      problems: all.slice(0, most),
      left: Math.max(0, all.length - most),
    });
    if (calls.length === 0) return cut(unknown);
    // Of the sequences that calls lead to, each row is read once; a site has thousands of others.
    const rows = new Map<string, TaskSequenceRow | undefined>();
    const rowOf = (id: string): TaskSequenceRow | undefined => {
      if (!rows.has(id)) rows.set(id, findSequenceRow(database.read, id));
      return rows.get(id);
    };
    const liveRow = (id: string): TaskSequenceRow | undefined => {
      const row = rowOf(id);
      return row?.deletedAt === null ? row : undefined;
    };
    const leadsBack = async (from: string): Promise<boolean> => {
      const seen = new Set([from]);
      for (const at of seen) {
        const row = liveRow(at);
        const next = row === undefined ? [] : await storedCalls(at, row.revision);
        if (next.includes(own)) return true;
        for (const one of next) seen.add(one);
      }
      return false;
    };
    const problems: ReferenceProblem[] = [];
    for (const { id, packageId } of calls) {
      const row = liveRow(packageId);
      const name = rowOf(packageId)?.name ?? '';
      const add = (problem: ReferenceProblem['problem']) =>
        problems.push(problemOf({ id, packageId }, problem, name, callKey));
      if (packageId === own) add('itself');
      else if (row === undefined) add(rowOf(packageId) !== undefined ? 'deleted' : 'missing');
      else if (await leadsBack(packageId)) add('circle');
      else if (!row.enabled) add('disabled');
    }
    return cut([...problems, ...unknown]);
  };
}
