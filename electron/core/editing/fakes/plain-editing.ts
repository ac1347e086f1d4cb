import type { Edit } from '#shared/model/edit';
import type { EditLabel } from '#shared/model/edit-label';
import type { PackageId, SessionId } from '#shared/model/ids';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import type { SequenceDocument } from '../../sequence/document.ts';
import type { Editing, SessionCall } from '../editing-types.ts';

/** Editors of one window that always knows the epoch: for tests of what the calls do, not of who may make them. */
export function plainEditing(editing: Editing, by = 'window') {
  const callFor = async (sessionId: SessionId): Promise<SessionCall> => {
    const { epoch } = await editing.state(sessionId);
    return { sessionId, epoch, by };
  };
  const node = async (id: SessionId, nodeId: NodeId): Promise<NodeDetail> => {
    const [found] = await editing.nodes(await callFor(id), [nodeId]);
    if (found === undefined) throw new Error('no node was answered');
    return found;
  };
  return {
    whole: editing,
    callFor,
    node,
    drafts: () => editing.drafts(),
    open: (packageId: PackageId, mode: 'edit' | 'view', draft: 'keep' | 'discard') =>
      editing.open(packageId, mode, draft, by),
    state: (id: SessionId) => editing.state(id),
    apply: async (id: SessionId, edits: readonly Edit[], label?: EditLabel) =>
      editing.apply(await callFor(id), edits, label),
    setSecret: async (id: SessionId, given: Parameters<Editing['setSecret']>[1]) =>
      editing.setSecret(await callFor(id), given),
    undo: async (id: SessionId, steps: number) => editing.undo(await callFor(id), steps),
    redo: async (id: SessionId, steps: number) => editing.redo(await callFor(id), steps),
    copy: async (id: SessionId, nodeIds: readonly NodeId[]) => ({
      xml: await editing.copy(await callFor(id), nodeIds),
    }),
    read: async <Result>(id: SessionId, work: (document: SequenceDocument) => Result) =>
      editing.read(await callFor(id), work),
    save: async (id: SessionId, overwrite: boolean) => editing.save(await callFor(id), overwrite),
    saveCopy: async (id: SessionId, name: string) => editing.saveCopy(await callFor(id), name),
    stored: async (id: SessionId) => editing.stored(await callFor(id)),
    discard: async (id: SessionId) => editing.discard(await callFor(id)),
    close: (id: SessionId) => editing.close(id, by),
  };
}

export type PlainEditing = ReturnType<typeof plainEditing>;
