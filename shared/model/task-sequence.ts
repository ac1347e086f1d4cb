import { z } from 'zod';
import { ErrorCode, ErrorDetails } from '../contract/errors.ts';
import { Message } from '../contract/message-shape.ts';
import { Amount, FolderId, PackageId, Revision, Timestamp } from './ids.ts';
import { ReferenceProblem } from './editor-look.ts';
import { NodeProblem, SequenceDialect } from './sequence.ts';

export const TaskSequenceFolder = z.strictObject({
  id: FolderId,
  parentId: FolderId.nullable(),
  name: z.string().min(1).max(255),
});
export type TaskSequenceFolder = z.infer<typeof TaskSequenceFolder>;

/** A folder as lists show it. */
export const TaskSequenceFolderRow = TaskSequenceFolder.extend({
  /** Names from the outermost folder to this one. */
  path: z.array(z.string().max(255)).min(1).max(1000),
  /** Sequences in it, without those of folders below it and those that were deleted. */
  sequenceCount: Amount,
});
export type TaskSequenceFolderRow = z.infer<typeof TaskSequenceFolderRow>;

export const TaskSequenceRow = z.strictObject({
  packageId: PackageId,
  folderId: FolderId.nullable(),
  /** Names from the outermost folder to its own; none at the top. */
  folderPath: z.array(z.string().max(255)).max(1000),
  name: z.string().max(1000),
  description: z.string().max(4000),
  dialect: SequenceDialect,
  revision: Revision,
  stepCount: Amount,
  sizeBytes: Amount,
  enabled: z.boolean(),
  createdAt: Timestamp,
  modifiedAt: Timestamp,
  modifiedBy: z.string().max(255),
  hasDraft: z.boolean(),
  deletedAt: Timestamp.nullable(),
});
export type TaskSequenceRow = z.infer<typeof TaskSequenceRow>;

/** One thing a sequence needs, with the step numbers that name it. */
export const TaskSequenceReference = z.strictObject({
  id: z.string().max(1024),
  name: z.string().max(1024).nullable(),
  kind: z.enum(['package', 'application', 'task-sequence', 'boot-image', 'image', 'driver-package', 'other']),
  steps: z.array(z.int()).max(100_000),
});
export type TaskSequenceReference = z.infer<typeof TaskSequenceReference>;

/** Properties as shown in the details pane; `properties` are the field's own names from the export. */
/** What the field takes for the name of a task sequence, in characters; longer ones of imported files stay as they are. */
export const sequenceNameMax = 50;

export const TaskSequenceDetails = z.strictObject({
  row: TaskSequenceRow,
  /** The file that it was imported from; empty for one that was made here, or came before that was kept. */
  sourceFile: z.string().max(4096),
  /** What an administrator wrote about the export that it came with; empty without. */
  administratorComment: z.string().max(100_000),
  properties: z.array(z.strictObject({ name: z.string().max(255), value: z.string().max(4000) })).max(200),
  references: z.array(TaskSequenceReference).max(20_000),
  problems: z.array(z.strictObject({ number: z.int(), name: z.string().max(4000), problem: NodeProblem })).max(1000),
  /** Calls of other task sequences that cannot work, as the editor finds them. */
  calls: z
    .array(z.strictObject({ number: z.int(), name: z.string().max(4000), reference: ReferenceProblem }))
    .max(1000),
});
export type TaskSequenceDetails = z.infer<typeof TaskSequenceDetails>;

/** What an import made or refused; a file is taken whole or not at all. */
export const ImportResult = z.strictObject({
  imported: z
    .array(
      z.strictObject({
        file: z.string().max(4096),
        packageId: PackageId,
        name: z.string().max(1000),
        originalId: z.string().max(255),
        notes: z.array(Message).max(100),
      }),
    )
    .max(10_000),
  refused: z
    .array(
      z.strictObject({
        file: z.string().max(4096),
        code: ErrorCode,
        details: ErrorDetails,
      }),
    )
    .max(10_000),
});
export type ImportResult = z.infer<typeof ImportResult>;
