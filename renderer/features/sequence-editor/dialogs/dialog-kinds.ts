import type { Output } from '#shared/contract/contract';
import type { ReferenceKind, ReferenceRow } from '#shared/model/reference';
import type { NodeId } from '#shared/model/sequence';
import type { StepProperty } from '#shared/steps/step-description';
import type { Adapter } from '#shared/steps/tables/adapters';
import type { DiskStyle, Partition } from '#shared/steps/tables/partitions';
import type { OutlineRow } from '#shared/model/outline';
import type { ConditionTest } from '#shared/model/conditions/condition-kinds';

export interface NewVariable {
  readonly property: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly value: string;
}

/** What is stored now, and how one's own steps differ from it. */
type StoredVersion = Output<'editor.compareStored'>;

declare module '../../../stores/dialog-map.ts' {
  interface DialogMap {
    /** A condition of one kind: its values as they begin, and whether it is a new one. */
    'editor.condition': {
      readonly request: { readonly test: ConditionTest; readonly isNew: boolean };
      readonly result: ConditionTest;
    };
    'editor.variable': { readonly request: { readonly taken: readonly string[] }; readonly result: NewVariable };
    /** The value goes to the core and is kept nowhere here. */
    'editor.secret': {
      readonly request: {
        readonly label: string;
        readonly stepName: string;
        readonly isSet: boolean;
        readonly rule: StepProperty | null;
      };
      readonly result: { readonly value: string };
    };
    /** An account with its password, which goes the way of every secret. */
    'editor.account': {
      readonly request: {
        readonly accountLabel: string;
        readonly accountRule: StepProperty;
        readonly userName: string;
        readonly label: string;
        readonly stepName: string;
        readonly isSet: boolean;
        readonly rule: StepProperty | null;
      };
      readonly result: { readonly userName: string; readonly password: string };
    };
    /** One of what is known of these kinds, but for those that are there already. */
    'editor.reference': {
      readonly request: {
        readonly label: string;
        readonly kinds: readonly ReferenceKind[];
        readonly without: readonly string[];
        readonly chosen: string;
      };
      readonly result: ReferenceRow;
    };
    'editor.move': {
      readonly request: { readonly rows: readonly OutlineRow[]; readonly moved: readonly NodeId[] };
      readonly result: { readonly parentId: NodeId | null; readonly index: number };
    };
    /** `partition` null: a new one. `taken`: variables of the other partitions. */
    'editor.partition': {
      readonly request: {
        readonly partition: Partition | null;
        readonly style: DiskStyle;
        readonly taken: readonly string[];
      };
      readonly result: Partition;
    };
    'editor.adapter': { readonly request: { readonly adapter: Adapter | null }; readonly result: Adapter };
    /** `host` has the code editor of the page; whoever asks takes it back. */
    'editor.script': {
      readonly request: { readonly title: string; readonly host: HTMLElement; readonly focus: () => void };
      readonly result: true;
    };
    'editor.close': {
      readonly request: { readonly name: string; readonly revision: number };
      readonly result: 'save' | 'keep' | 'discard';
    };
    'editor.conflict': {
      readonly request: { readonly base: number; readonly stored: StoredVersion };
      readonly result: 'mine' | 'theirs' | 'copy';
    };
  }
}
