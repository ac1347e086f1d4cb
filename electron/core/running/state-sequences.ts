import type { PackageId } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import { type SequenceListQuery, SequenceSelection, type StatePurpose } from '#shared/model/lists';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { captureUserState } from '#shared/steps/capture-user-state';
import { isStepOf } from '#shared/steps/catalog';
import { restoreUserState } from '#shared/steps/restore-user-state';
import { makePlan } from '../engine/plan.ts';
import { openText, readModel } from '../library/sequence-bytes.ts';
import type { Database } from '../store/connection.ts';
import { findSequenceRow, listSequenceRows, resolveSequences } from '../store/lists/sequence-list.ts';
import { getSequence } from '../store/tables/sequence.ts';

const steps = { capture: captureUserState, restore: restoreUserState } as const;

/**
 * Lists sequences; those that are asked for what they do to the state of users are the ones in which a run can come to
 * such a step: it is on, and so is every group that it is in. A step of MDT's toolkit, which cannot act here, is none
 * (ENG-189). Each stored document is read once.
 */
export function createSequenceList(
  database: Database,
): (query: SequenceListQuery) => Promise<ListPage<TaskSequenceRow>> {
  const known = new Map<string, { readonly revision: number; readonly doesMove: boolean }>();
  const moves = async (packageId: PackageId, purpose: StatePurpose): Promise<boolean> => {
    const row = findSequenceRow(database.read, packageId);
    if (row === undefined) return false;
    const key = `${purpose} ${packageId}`;
    const held = known.get(key);
    if (held?.revision === row.revision) return held.doesMove;
    const doesMove = await readMoves(database, packageId, purpose);
    known.set(key, { revision: row.revision, doesMove });
    return doesMove;
  };
  return async (query) => {
    const { holds, deleted } = query;
    if (holds === null) return listSequenceRows(database, query);
    // Told by the bytes alone, without reading a document: what is left is few.
    const all = SequenceSelection.parse({ kind: 'all', criteria: { holds, deleted } });
    const ids: PackageId[] = [];
    for (const id of resolveSequences(database.read, all)) {
      if ((query.ids?.includes(id) ?? true) && (await moves(id, holds))) ids.push(id);
    }
    return listSequenceRows(database, { ...query, holds: null, ids });
  };
}

async function readMoves(database: Database, packageId: PackageId, purpose: StatePurpose): Promise<boolean> {
  const stored = await getSequence(database.read, packageId);
  const { text } = openText(stored.document, stored.name);
  return makePlan(readModel(text, stored.name)).rows.some(
    ({ isOff, node }) => !isOff && node.kind === 'step' && isStepOf(node, steps[purpose]),
  );
}
