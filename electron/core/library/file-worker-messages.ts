import type { Message } from '#shared/contract/message-shape';
import type { InstallerFacts } from '#shared/model/installer';
import type { ReferenceFact } from '#shared/model/reference';
import type { SequenceDialect } from '#shared/model/sequence';
import type { ThreadFailure } from '../ports/worker-thread.ts';
import type { HistoryEntry } from '../sequence/history.ts';
import type { PasteRead } from '../sequence/read-paste.ts';
import type { XmlElement } from '../transfer/xml/tree.ts';
import type { SealableSecret } from './sequence-bytes.ts';

/** One sequence of a file, checked to its last node; what it is stored as comes with `link`. */
export interface ReadSequenceFacts {
  readonly name: string;
  readonly description: string;
  readonly originalId: string;
  readonly dialect: SequenceDialect;
  readonly properties: Readonly<Record<string, string>>;
  readonly stepCount: number;
  /** Taken out of the text, which names them by their ids. */
  readonly secrets: readonly SealableSecret[];
  readonly notes: readonly Message[];
}

/** A sequence as it is stored, calling its siblings by their new package IDs. */
export interface LinkedSequence {
  readonly document: Uint8Array;
  /** What came beside it, as JSON; null when nothing did. */
  readonly carry: string | null;
  /** The document that came and the undo step that gives it back; null when nothing had to change. */
  readonly link: { readonly baseDocument: Uint8Array; readonly entry: HistoryEntry } | null;
  readonly notes: readonly Message[];
}

/** A stored sequence on its way out. */
export interface SequenceToPack {
  readonly packageId: string;
  readonly name: string;
  readonly description: string;
  readonly document: Uint8Array;
  readonly enabled: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly carry: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface PackedZip {
  readonly bytes: Uint8Array;
  /** Step and property of each secret. */
  readonly secretsLeftOut: readonly string[];
}

/** `fileName` is what a person calls the file; errors name it. */
export type FileOrder =
  /** `source` is the path of the file, or its bytes. */
  | { readonly kind: 'read'; readonly fileName: string; readonly source: string | Uint8Array }
  | {
      /** Of the file that was read last: old package IDs to new ones, and the time of the undo step. */
      readonly kind: 'link';
      readonly fileName: string;
      readonly ids: ReadonlyMap<string, string>;
      readonly at: number;
    }
  /** Pasted text, which is no file of its own. */
  | { readonly kind: 'paste'; readonly fileName: string; readonly xml: string }
  | { readonly kind: 'conditions'; readonly fileName: string; readonly xml: string }
  | { readonly kind: 'condition-parts'; readonly fileName: string; readonly texts: readonly string[] }
  | { readonly kind: 'installer'; readonly fileName: string; readonly path: string }
  | {
      readonly kind: 'pack';
      readonly fileName: string;
      readonly sequences: readonly SequenceToPack[];
      /** Names of the site's sequences by package ID, for the list of references. */
      readonly names: ReadonlyMap<string, string>;
      readonly siteCode: string;
      readonly comment: string;
    };

/** A file that was read: its sequences, and what it tells of the things that they refer to. */
export interface ReadFile {
  readonly sequences: readonly ReadSequenceFacts[];
  readonly references: readonly ReferenceFact[];
}

export interface FileResults {
  readonly read: ReadFile;
  readonly link: readonly LinkedSequence[];
  readonly paste: PasteRead;
  readonly conditions: { readonly conditions: readonly string[] };
  readonly 'condition-parts': Map<string, XmlElement>;
  readonly installer: InstallerFacts;
  readonly pack: PackedZip;
}

/** How far a file is, in its own bytes. */
export interface FileProgress {
  readonly fileName: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export type FileWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: FileProgress }
  | { readonly kind: 'done'; readonly result: FileResults[FileOrder['kind']] }
  | ThreadFailure;
