import type { PackageId } from '#shared/model/ids';
import type { SequenceModel } from '#shared/model/sequence';
import type {
  ImportResult,
  TaskSequenceDetails,
  TaskSequenceFolder,
  TaskSequenceRow,
} from '#shared/model/task-sequence';
import type { SampleSequence } from './sample-sequences.ts';

/** A file to import: where its bytes lie, and what the person calls it. */
export interface ImportFile {
  readonly path: string;
  readonly fileName: string;
}

export interface ImportOptions {
  /** Ends the import: the file at hand is not taken, those before it stay. */
  readonly signal?: AbortSignal;
  /** Bytes that are worked through, of all files. */
  readonly onProgress?: (done: number, total: number, fileName: string) => void;
  /** Filled while the import goes on, so that what was done is known when it is called off. */
  readonly result?: ImportResult;
}

export interface ExportedZip {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly secretsLeftOut: string[];
}

/** The task sequences of a site and their folders: everything but the editing of one. Rules: LIB-n. */
export interface Library {
  list(options: { deleted: boolean }): Promise<TaskSequenceRow[]>;
  /** Errors: `SEQUENCE_NOT_FOUND`. */
  get(packageId: PackageId): Promise<TaskSequenceDetails>;
  /** The XML as it is stored, secrets blank. Errors: `SEQUENCE_NOT_FOUND`. */
  print(packageId: PackageId): Promise<Uint8Array>;
  /** What a run needs of a sequence. */
  open(packageId: PackageId): Promise<{ row: TaskSequenceRow; model: SequenceModel }>;
  create(given: { name: string; description: string; folderId: string | null }): Promise<PackageId>;
  setProperties(packageId: PackageId, name: string, description: string): Promise<void>;
  setEnabled(packageIds: readonly PackageId[], enabled: boolean): Promise<void>;
  /** Name with " - Copy", same folder, definition and properties. */
  copy(packageId: PackageId): Promise<PackageId>;
  move(packageIds: readonly PackageId[], folderId: string | null): Promise<void>;
  /** Deleted sequences can be restored for 30 days. */
  remove(packageIds: readonly PackageId[]): Promise<void>;
  undelete(packageIds: readonly PackageId[]): Promise<void>;
  /** Removes for good what was deleted more than 30 days ago, and secrets of steps to which nothing leads any more. */
  purge(): Promise<void>;
  /** Each file is taken whole or refused whole. */
  importFiles(files: readonly ImportFile[], folderId: string | null, options?: ImportOptions): Promise<ImportResult>;
  /** The sample's own sequences, through the field's file format. */
  importSample(samples: readonly SampleSequence[]): Promise<void>;
  /** Errors: `SEQUENCE_NOT_FOUND`, `EDIT_INVALID` for an MDT sequence, `CANCELLED`. */
  exportZip(packageIds: readonly PackageId[], comment: string, signal?: AbortSignal): Promise<ExportedZip>;
  folders: {
    list(): Promise<TaskSequenceFolder[]>;
    create(parentId: string | null, name: string): Promise<string>;
    rename(id: string, name: string): Promise<void>;
    move(id: string, parentId: string | null): Promise<void>;
    remove(id: string): Promise<void>;
  };
}
