import type { NodeId } from '#shared/model/sequence';
import type { OutlineRow } from '#shared/model/outline';
import type { VariableTest } from '../options/condition-edit.ts';

export interface NewVariable {
  readonly property: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly value: string;
}

export interface StoredVersion {
  readonly revision: number;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly rows: readonly OutlineRow[];
}

declare module '../../../stores/dialog-map.ts' {
  interface DialogMap {
    'editor.condition': { readonly request: { readonly test: VariableTest | null }; readonly result: VariableTest };
    'editor.variable': { readonly request: { readonly taken: readonly string[] }; readonly result: NewVariable };
    'editor.move': {
      readonly request: { readonly rows: readonly OutlineRow[]; readonly moved: readonly NodeId[] };
      readonly result: { readonly parentId: NodeId | null; readonly index: number };
    };
    'editor.close': {
      readonly request: { readonly name: string; readonly revision: number };
      readonly result: 'save' | 'keep' | 'discard';
    };
    'editor.conflict': {
      readonly request: { readonly mine: readonly OutlineRow[]; readonly base: number; readonly stored: StoredVersion };
      readonly result: 'mine' | 'theirs' | 'copy';
    };
  }
}
