import type { MessageOrText } from '#shared/contract/message-shape';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FoundText } from '#shared/model/editor-look';
import type { DeviceId } from '#shared/model/ids';
import type { NodeId } from '#shared/model/sequence';
import { noSelection, type Selection } from '../model/selection.ts';

export type StepTab = 'properties' | 'options' | 'variables';

/** What stands in the command of a step in place of `%name%`: the name, the value of the step, or also that of a device. */
export type CommandValues =
  | { readonly kind: 'written' }
  | { readonly kind: 'step' }
  | { readonly kind: 'device'; readonly deviceId: DeviceId; readonly name: string };

/** What one editor shows and where the person is; nothing of it is in the document. */
export interface EditorView {
  readonly selection: Selection;
  readonly closed: ReadonlySet<NodeId>;
  readonly tab: StepTab;
  readonly commandValues: CommandValues;
  /** Whether the command of a step has its panel; null while nobody said so, and the height of the window decides. */
  readonly isCommandOpen: boolean | null;
  readonly findText: string;
  /** The element of the find box, of which every open editor has one; null while it is not drawn. */
  readonly findBoxId: string | null;
  /** Rows that hold the text, in document order, and where the first ones have it. */
  readonly hits: readonly NodeId[];
  readonly found: ReadonlyMap<NodeId, FoundText>;
  /** The row whose name is being edited in the tree. */
  readonly renaming: NodeId | null;
  readonly isAddMenuOpen: boolean;
  readonly isProblemsOpen: boolean;
  /** Steps that were just added: what is missing in them is not said yet, but for fields where somebody has been. */
  readonly fresh: ReadonlySet<NodeId>;
  /** Fields of those steps where somebody has been, as `fieldName` names them. */
  readonly visited: ReadonlySet<string>;
  /** What was chosen on a page and nothing in its step says yet, as `fieldName` names the choices. */
  readonly choices: ReadonlyMap<string, string>;
  /** The problem that was gone to last. */
  readonly problem: { readonly nodeId: NodeId; readonly index: number } | null;
  /** The field that shall take the focus when its step is shown, by the names it may have; each request is its own. */
  readonly fieldRequest: {
    readonly nodeId: NodeId;
    readonly names: readonly MessageOrText[];
    /** Of its conditions, counted from 0: this one is selected. */
    readonly line?: number;
  } | null;
  /** Grows by one when the tree shall take the focus to its active row and bring it into view. */
  readonly focusRequest: number;
  /** Grows by one when the tree shall bring its active row into view and leave the focus where it is. */
  readonly showRequest: number;
}

export type ViewStore = StoreApi<EditorView>;

export function createViewStore(): ViewStore {
  return createStore<EditorView>(() => ({
    selection: noSelection,
    closed: new Set(),
    tab: 'properties',
    commandValues: { kind: 'written' },
    isCommandOpen: null,
    findText: '',
    findBoxId: null,
    hits: [],
    found: new Map(),
    renaming: null,
    isAddMenuOpen: false,
    isProblemsOpen: false,
    fresh: new Set(),
    visited: new Set(),
    choices: new Map(),
    problem: null,
    fieldRequest: null,
    focusRequest: 0,
    showRequest: 0,
  }));
}

/** Names a field of a step among those that were visited. */
export function fieldName(nodeId: NodeId, key: string): string {
  return `${nodeId}:${key}`;
}

/** The choices of a step that only its page has, by key. */
export function choicesOf(choices: EditorView['choices'], nodeId: NodeId): (key: string) => string | undefined {
  return (key) => choices.get(fieldName(nodeId, key));
}

/** True while it is too early to say that a field is empty: its step is new, and nobody has been there. */
export function isUnvisited({ fresh, visited }: EditorView, nodeId: NodeId, key: string): boolean {
  return fresh.has(nodeId) && !visited.has(fieldName(nodeId, key));
}
