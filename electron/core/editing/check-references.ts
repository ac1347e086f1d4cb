import type { ReferenceProblem } from '#shared/model/editor-look';
import { type NodeDetail, walkNodes } from '#shared/model/sequence';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { findVariable } from '#shared/model/variable';
import { isStepOf } from '#shared/steps/catalog';
import { runTaskSequence } from '#shared/steps/run-task-sequence';
import { openText } from '../library/sequence-bytes.ts';
import { SequenceDocument } from '../sequence/document.ts';
import type { Database } from '../store/connection.ts';
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

/** Calls that can happen: what is disabled, or stands below something disabled, never runs. */
function listCalls(document: SequenceDocument): Call[] {
  return [...walkNodes(document.model().nodes)].flatMap(({ node, ancestors }) => {
    const packageId = calledBy(node);
    const isOff = node.disabled || ancestors.some((group) => group.disabled);
    return packageId === undefined || packageId === '' || isOff ? [] : [{ id: node.id, packageId }];
  });
}

/** Checks the calls of other task sequences in an open document against the site. Rule EDT-12. */
export type CheckReferences = (packageId: string, document: SequenceDocument) => Promise<ReferenceProblem[]>;

/** The check over the sequences of a site. What a stored one calls is read once for each revision. */
export function createReferenceCheck(database: Database): CheckReferences {
  /** Calls of stored sequences by package ID: a document is read once for each revision, and the last one is kept. */
  const read = new Map<string, { readonly revision: number; readonly calls: readonly string[] }>();
  const storedCalls = async (packageId: string, revision: number): Promise<readonly string[]> => {
    const held = read.get(packageId);
    if (held?.revision === revision) return held.calls;
    const stored = await getSequence(database.read, packageId);
    const { text } = openText(stored.document, stored.name);
    const calls = listCalls(new SequenceDocument(text, stored.name)).map((call) => call.packageId);
    read.set(packageId, { revision, calls });
    return calls;
  };
  return async (own, document) => {
    const calls = listCalls(document);
    if (calls.length === 0) return [];
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
      const add = (problem: ReferenceProblem['problem']) => problems.push({ id, problem, packageId, name });
      if (packageId === own) add('itself');
      else if (row === undefined) add(rowOf(packageId) !== undefined ? 'deleted' : 'missing');
      else if (await leadsBack(packageId)) add('circle');
      else if (!row.enabled) add('disabled');
    }
    return problems;
  };
}
