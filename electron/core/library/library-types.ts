import type { PackageId } from '#shared/model/ids';
import type { InstallerFacts } from '#shared/model/installer';
import type { SequenceSelection } from '#shared/model/lists';
import type { SequenceModel } from '#shared/model/sequence';
import type { ImportResult, TaskSequenceDetails, TaskSequenceRow } from '#shared/model/task-sequence';
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

/** What a task sequence is called and described as. */
export interface SequenceNames {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/** The task sequences of a site and their folders: everything but the editing of one. Rules: LIB-n. */
export interface Library {
  /** Errors: `SEQUENCE_NOT_FOUND`. */
  get(packageId: PackageId): Promise<TaskSequenceDetails>;
  /** The XML as it is stored, secrets blank. Errors: `SEQUENCE_NOT_FOUND`. */
  print(packageId: PackageId): Promise<Uint8Array>;
  /** What a run needs of a sequence. */
  open(packageId: PackageId): Promise<{ row: TaskSequenceRow; model: SequenceModel }>;
  create(given: { name: string; description: string; folderId: string | null }): Promise<PackageId>;
  /**
   * Changes what is given and nothing else. `shown` has what a person saw of it: what has another value by now, and not
   * the wanted one, is `REVISION_CONFLICT`. Errors: `SEQUENCE_NOT_FOUND`, `NAME_INVALID`.
   */
  setProperties(packageId: PackageId, change: SequenceNames, shown?: SequenceNames): Promise<void>;
  /** Those of a selection, all of them or none. Errors: `SEQUENCE_NOT_FOUND`. */
  setEnabled(sequences: SequenceSelection, enabled: boolean): Promise<{ count: number }>;
  /** Name with " - Copy", same folder, definition and properties. */
  copy(packageId: PackageId): Promise<PackageId>;
  move(sequences: SequenceSelection, folderId: string | null): Promise<{ count: number }>;
  /** Deleted sequences can be restored for 30 days. */
  remove(sequences: SequenceSelection): Promise<{ count: number; deletedAt: number }>;
  undelete(sequences: SequenceSelection): Promise<{ count: number }>;
  /** Removes for good what was deleted more than 30 days ago, and secrets of steps to which nothing leads any more. */
  purge(): Promise<void>;
  /** Each file is taken whole or refused whole. */
  importFiles(files: readonly ImportFile[], folderId: string | null, options?: ImportOptions): Promise<ImportResult>;
  /**
   * What an installer (.msi) says of its product. Errors: `INSTALLER_NONE`, `INSTALLER_DAMAGED`, `FILE_NOT_FOUND`,
   * `FILE_UNREADABLE`; `CANCELLED`.
   */
  readInstaller(file: ImportFile, signal?: AbortSignal): Promise<InstallerFacts>;
  /** The sample's own sequences, through the field's file format. */
  importSample(samples: readonly SampleSequence[]): Promise<void>;
  /** Errors: `SEQUENCE_NOT_FOUND`, `SEQUENCE_HAS_NO_ZIP` (`{packageId, name}`), `CANCELLED`. */
  exportZip(sequences: SequenceSelection, comment: string, signal?: AbortSignal): Promise<ExportedZip>;
  folders: {
    create(parentId: string | null, name: string): Promise<string>;
    /** `shown` is the name that a person saw: another one by now is `REVISION_CONFLICT`. */
    rename(id: string, name: string, shown?: string): Promise<void>;
    move(id: string, parentId: string | null): Promise<void>;
    remove(id: string): Promise<void>;
  };
}
