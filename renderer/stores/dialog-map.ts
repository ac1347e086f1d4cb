import type { UnreadableRow } from '#shared/model/list';
import type { ListExport } from './lists.ts';

/** A question with named buttons. Say what is lost; the verb is on the button. */
export interface ConfirmRequest {
  readonly title: string;
  readonly text: string;
  /** Things that go with it, named one by one. */
  readonly items?: readonly string[];
  readonly action: string;
  /** The button that leaves everything as it is, in words that cannot be taken for the action. */
  readonly keep: string;
  /** A second way, for instance "Discard" beside "Save". */
  readonly alternative?: string;
  readonly isDestructive?: boolean;
}

/**
 * Every dialog by kind: what opens it and what it gives back. A feature adds its own kinds by declaration merging:
 * `declare module '../../stores/dialog-map.ts' { interface DialogMap { 'device.edit': { request: …; result: … } } }`
 * and gives their components in `FeatureDefinition.dialogs`.
 */
export interface DialogMap {
  confirm: { readonly request: ConfirmRequest; readonly result: 'action' | 'alternative' };
  /** Reads a list to its end and saves it as a file. */
  'list.saving': { readonly request: ListExport; readonly result: true };
  /** Which rows a list had to leave out. */
  'list.unreadable': { readonly request: { readonly rows: readonly UnreadableRow[] }; readonly result: true };
  shortcuts: { readonly request: Readonly<Record<string, never>>; readonly result: true };
}
export type DialogKind = keyof DialogMap;
