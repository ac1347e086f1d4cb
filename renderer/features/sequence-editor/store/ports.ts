import type { EditLabel } from '#shared/model/edit-label';
import type { Client } from '../../../api/client.ts';

/** Starts something later; the returned function takes it back. */
export type Schedule = (action: () => void, milliseconds: number) => () => void;

/** What a reader of the screen is told. The words are in `shared/text/en/sequence-editor.ts` under `said`. */
export type Spoken =
  | { key: 'changed' | 'undone' | 'redone'; label: EditLabel | null }
  | { key: 'moved'; count: number; name: string; number: number }
  | { key: 'copied'; count: number }
  | { key: 'conditionsCopied'; count: number }
  | { key: 'pasted'; count: number }
  | { key: 'removed'; count: number; name: string }
  | { key: 'saved'; revision: number }
  | { key: 'savedWith'; revision: number; count: number }
  | { key: 'found'; count: number }
  | { key: 'refused'; reason: string };

/** The size of the disk on which partitions are looked at: a choice of the person, in GB. */
export interface AssumedDisk {
  gigabytes(): number;
  subscribe(listener: () => void): () => void;
}

/** Everything from outside; a test brings its own. */
export interface EditorDeps {
  readonly client: Client;
  readonly schedule: Schedule;
  readonly say: (spoken: Spoken) => void;
  /** Without it the size is that of the settings of a new site. */
  readonly disk?: AssumedDisk;
}
