import { z } from 'zod';
import { Edit, editLimits } from '../../model/edit.ts';
import { EditLabel } from '../../model/edit-label.ts';
import { EditorChange, EditorDraft, EditorRenewal, EditorState, Epoch, MadeChange } from '../../model/editor.ts';
import { Amount, FolderId, JobId, PackageId, Revision, SessionId, Timestamp } from '../../model/ids.ts';
import { Acted, listPage } from '../../model/list.ts';
import { DraftListQuery, FolderListQuery, SequenceListQuery, SequenceSelection } from '../../model/lists.ts';
import {
  FoundRow,
  foundMost,
  ReferenceProblem,
  referenceProblemsMost,
  RowDifference,
} from '../../model/editor-look.ts';
import { NodeDetail, NodeId } from '../../model/sequence.ts';
import {
  ImportResult,
  sequenceNameMax,
  TaskSequenceDetails,
  TaskSequenceFolderRow,
  TaskSequenceRow,
} from '../../model/task-sequence.ts';
import { command, event, query } from '../define.ts';

const nothing = z.strictObject({});
const byId = z.strictObject({ packageId: PackageId });
const several = z.strictObject({ sequences: SequenceSelection });
const Name = z.string().min(1).max(255);
/** One that a person gives. */
const NewName = Name.max(sequenceNameMax);
const Names = z.strictObject({ name: NewName, description: z.string().max(255) }).partial();
/** What was shown may be longer: it came with a file. */
const ShownNames = Names.extend({ name: Name.optional() });
const anySession = z.strictObject({ sessionId: SessionId });
/** `SESSION_RENEWED` when the document was read anew since: its node ids are others (ADR 0013). */
const bySession = anySession.extend({ epoch: Epoch });

export const ImportSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transfer'), transferId: z.uuid() }),
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
]);
export type ImportSource = z.infer<typeof ImportSource>;

export const ExportTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transfer') }),
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(4096), overwrite: z.boolean() }),
]);
export type ExportTarget = z.infer<typeof ExportTarget>;

export const sequenceContract = {
  'sequence.list': query(
    () => SequenceListQuery,
    () => listPage(TaskSequenceRow),
  ),
  'sequence.get': query(
    () => byId,
    () => TaskSequenceDetails,
  ),
  /** The XML with its secrets blanked. */
  'sequence.print': query(
    () => byId,
    () => z.strictObject({ xml: z.string().max(100_000_000) }),
  ),
  'sequence.create': command(
    () => z.strictObject({ name: NewName, description: z.string().max(255), folderId: FolderId.nullable() }),
    () => byId,
  ),
  /** Changes what is given and nothing else; `shown` as of `device.set`. */
  'sequence.setProperties': command(
    () => Names.extend({ packageId: PackageId, shown: ShownNames.optional() }),
    () => nothing,
  ),
  'sequence.setEnabled': command(
    () => several.extend({ enabled: z.boolean() }),
    () => Acted,
  ),
  'sequence.copy': command(
    () => byId,
    () => byId,
  ),
  'sequence.move': command(
    () => several.extend({ folderId: FolderId.nullable() }),
    () => Acted,
  ),
  /** Can be taken back for 30 days; all of them have the same `deletedAt`. */
  'sequence.delete': command(
    () => several,
    () => Acted.extend({ deletedAt: Timestamp }),
  ),
  'sequence.undelete': command(
    () => several,
    () => Acted,
  ),
  /** Each file is taken whole or refused whole. Waits for the end, for callers that have nothing to show meanwhile. */
  'sequence.import': command(
    () => z.strictObject({ sources: z.array(ImportSource).min(1).max(1000), folderId: FolderId.nullable() }),
    () => ImportResult,
  ),
  /** The same as a job, with progress and cancel. */
  'sequence.startImport': command(
    () => z.strictObject({ sources: z.array(ImportSource).min(1).max(1000), folderId: FolderId.nullable() }),
    () => z.strictObject({ jobId: JobId }),
  ),
  /** What an import took and refused so far; all of it when its job has ended. */
  'sequence.importResult': query(
    () => z.strictObject({ jobId: JobId }),
    () => ImportResult,
  ),
  'sequence.export': command(
    () => several.extend({ target: ExportTarget, comment: z.string().max(4000) }),
    () =>
      z.strictObject({
        transferId: z.uuid().nullable(),
        fileName: z.string().max(1024),
        path: z.string().max(4096).nullable(),
        sizeBytes: Amount,
        /** Names of secret values that were left out, to be entered again after an import. */
        secretsLeftOut: z.array(z.string().max(1000)).max(10_000),
      }),
  ),

  'folder.list': query(
    () => FolderListQuery,
    () => listPage(TaskSequenceFolderRow),
  ),
  'folder.create': command(
    () => z.strictObject({ parentId: FolderId.nullable(), name: Name }),
    () => z.strictObject({ folderId: FolderId }),
  ),
  /** `shown` is the name that a person saw: when it is another one by now, that is `REVISION_CONFLICT`. */
  'folder.rename': command(
    () => z.strictObject({ folderId: FolderId, name: Name, shown: Name.optional() }),
    () => nothing,
  ),
  'folder.move': command(
    () => z.strictObject({ folderId: FolderId, parentId: FolderId.nullable() }),
    () => nothing,
  ),
  'folder.delete': command(
    () => z.strictObject({ folderId: FolderId }),
    () => nothing,
  ),

  'editor.drafts': query(
    () => DraftListQuery,
    () => listPage(EditorDraft),
  ),
  /** Opening to edit takes up a draft that is there, unless `draft` says to drop it. */
  'editor.open': command(
    () => z.strictObject({ packageId: PackageId, mode: z.enum(['edit', 'view']), draft: z.enum(['keep', 'discard']) }),
    () => EditorState,
  ),
  'editor.state': query(
    () => anySession,
    () => EditorState,
  ),
  'editor.node': query(
    () => bySession.extend({ nodeId: NodeId }),
    () => NodeDetail,
  ),
  'editor.nodes': query(
    () => bySession.extend({ nodeIds: z.array(NodeId).min(1).max(500) }),
    () => z.strictObject({ nodes: z.array(NodeDetail).max(500) }),
  ),
  /** Several edits are one undo step. */
  'editor.apply': command(
    () => bySession.extend({ edits: z.array(Edit).min(1).max(editLimits.editsMax), label: EditLabel.optional() }),
    () => MadeChange,
  ),
  /** A password or key of a step goes into the secret store; null clears it. Nothing of it ever comes back. */
  'editor.setSecret': command(
    () =>
      bySession.extend({
        nodeId: NodeId,
        property: z.string().min(1).max(256),
        value: z.string().min(1).max(4000).nullable(),
        /** Which variable of which rule, counted from 0, where the property holds rules. */
        inRules: z.strictObject({ rule: z.int().min(0).max(1000), variable: z.int().min(0).max(1000) }).optional(),
        /** What belongs to it and is done before it, in the same undo step: the account of a password. */
        edits: z.array(Edit).min(1).max(20).optional(),
      }),
    () => MadeChange,
  ),
  'editor.undo': command(
    () => bySession.extend({ steps: z.int().min(1).max(10_000) }),
    () => MadeChange,
  ),
  'editor.redo': command(
    () => bySession.extend({ steps: z.int().min(1).max(10_000) }),
    () => MadeChange,
  ),
  /** XML of groups and steps, to be inserted elsewhere; in the place of a secret stands a reference that says nothing of it. */
  'editor.copy': query(
    () => bySession.extend({ nodeIds: z.array(NodeId).min(1).max(10_000) }),
    () => z.strictObject({ xml: z.string().max(16_000_000), count: z.int() }),
  ),
  /**
   * `REVISION_CONFLICT` with `of: saved` when somebody saved the sequence meanwhile, unless `overwrite` is set. Every
   * change of a session may be refused with `of: draft` when another program changed the same draft.
   */
  'editor.save': command(
    () => bySession.extend({ overwrite: z.boolean() }),
    () => z.strictObject({ revision: Revision, change: EditorChange }),
  ),
  /** Ends a conflict of drafts: what is stored is shown, or one's own steps and history take its place. */
  'editor.settle': command(
    () => bySession.extend({ keep: z.enum(['stored', 'own']) }),
    () => EditorState,
  ),
  'editor.saveCopy': command(
    () => bySession.extend({ name: Name }),
    () => byId,
  ),
  /** What differs between one's own steps and those that are stored now, for a conflict. */
  'editor.compareStored': query(
    () => bySession,
    () =>
      z.strictObject({
        revision: Revision,
        modifiedAt: z.number(),
        modifiedBy: z.string().max(255),
        differences: z.array(RowDifference).max(200_000),
        sameCount: z.int().min(0),
        /** References, values for all steps, or what stands around the steps. */
        differsElsewhere: z.boolean(),
      }),
  ),
  /** Rows that hold the text in any place that can be read; the places of the first ones. An empty text gets ready. */
  'editor.find': query(
    () => bySession.extend({ text: z.string().max(1000) }),
    () => z.strictObject({ ids: z.array(NodeId).max(200_000), found: z.array(FoundRow).max(foundMost) }),
  ),
  /** Calls of other task sequences that cannot work as the site is now. */
  'editor.checkReferences': query(
    () => bySession,
    () =>
      z.strictObject({
        problems: z.array(ReferenceProblem).max(referenceProblemsMost),
        /** How many more there are. */
        left: z.int().min(0),
      }),
  ),
  /** Back to the stored state; draft and history end, so this cannot be undone. */
  'editor.discard': command(
    () => bySession,
    () => EditorState,
  ),
  'editor.close': command(
    () => anySession,
    () => nothing,
  ),
  /** To the other windows; who made the change has it as the answer. */
  'editor.changed': event(() => EditorChange),
  'editor.renewed': event(() => EditorRenewal),
} as const;
