import type { MessageOrText } from '#shared/contract/message-shape';
import type { SiteSummary } from '#shared/model/site';
import type { ComponentType, ReactElement } from 'react';
import type { Announcer } from '../a11y/announcer.ts';
import type { Client } from '../api/client.ts';
import type { QueryName } from '../api/answer-parts.ts';
import type { Question, SiteCache } from '../api/site-cache.ts';
import type { Connection } from '../stores/connection.ts';
import type { DialogKind, DialogMap } from '../stores/dialog-map.ts';
import type { Dialogs } from '../stores/dialogs.ts';
import type { Jobs } from '../stores/jobs.ts';
import type { ShownLists } from '../stores/lists.ts';
import type { Navigation, WorkspaceId } from '../stores/navigation.ts';
import type { SelectionModel } from '../stores/selection.ts';
import type { SettingsModel } from '../stores/settings.ts';
import type { TabKindName } from '../stores/tab-map.ts';
import type { TabOf, Tabs } from '../stores/tabs.ts';
import type { Toasts } from '../stores/toasts.ts';
import type { Formats } from './format.ts';
import type { TextKey, TextValues } from './i18n.ts';

/** Everything a part of the console may use. Made once by `createShell`; a test makes its own. */
export interface Shell {
  readonly client: Client;
  readonly connection: Connection;
  /** What this window knows of the site. */
  readonly cache: SiteCache;
  readonly settings: SettingsModel;
  readonly navigation: Navigation;
  readonly tabs: Tabs;
  readonly dialogs: Dialogs;
  readonly toasts: Toasts;
  readonly selection: SelectionModel;
  readonly lists: ShownLists;
  readonly jobs: Jobs;
  readonly commands: CommandRegistry;
  readonly announcer: Announcer;
  readonly features: readonly FeatureDefinition[];
  readonly format: Formats;
  /** The words of a key: `shell.text('frame:jobs')`. */
  text(key: TextKey, values?: TextValues): string;
  /** The words of a message of the core. */
  say(message: MessageOrText): string;
  /** The stores of a feature: made at first use, one per shell. */
  model<T>(key: ModelKey<T>): T;
  /** Shows a failure as a toast and says it aloud. A cancelled call is not shown. */
  report(error: unknown): void;
  /** Does the work; a failure is reported. Gives whether it went well. */
  attempt(work: () => Promise<unknown> | undefined): Promise<boolean>;
  /** Goes to a node of the tree, and to the console tab. */
  goTo(nodeId: string, childId?: string | null): void;
}

/** Names the stores of a feature and how they are made. */
export interface ModelKey<T> {
  readonly name: string;
  readonly create: (shell: Shell) => T;
}
export function defineModel<T>(name: string, create: (shell: Shell) => T): ModelKey<T> {
  return { name, create };
}

/**
 * One thing a person can do. Command bar, context menu, palette, key map and tests read this and nothing else.
 * A command whose `when` is false is not shown; one whose `isEnabled` is false is shown and cannot be chosen.
 */
export interface CommandDefinition {
  readonly id: string;
  /** `global`, a node id (`devices`) or a tab kind (`run`): where its keys and buttons live. */
  readonly scope: string;
  readonly label: TextKey | ((shell: Shell) => string);
  readonly icon?: ReactElement;
  /** `Ctrl+Shift+P`, `Alt+Enter`, `Del`, `F2`. */
  readonly keys?: string;
  /** The key belongs to the list or tree itself (Enter, arrows): shown as a hint, not listened for. */
  readonly isKeyHint?: boolean;
  /** Groups are divided by a line in the order of their first command. */
  readonly group: string;
  readonly places?: readonly CommandPlace[];
  readonly isPrimary?: boolean;
  /** Of the page, not of the row: a context menu begins with what its row is about and ends with these. */
  readonly isOfPage?: boolean;
  /** Only its icon in the command bar. */
  readonly isIconOnly?: boolean;
  readonly isChecked?: (shell: Shell) => boolean;
  readonly when?: (shell: Shell) => boolean;
  readonly isEnabled?: (shell: Shell) => boolean;
  /** Commands below this one: it opens a menu and does nothing itself. Those of one id and label do the same. */
  readonly menu?: (shell: Shell) => readonly CommandDefinition[];
  readonly run: (shell: Shell) => unknown;
}
export type CommandPlace = 'bar' | 'menu' | 'palette';

export interface CommandRegistry {
  register(commands: readonly CommandDefinition[]): void;
  /** Every command of a scope in the order of registration. */
  inScope(scope: string): readonly CommandDefinition[];
  byId(id: string): CommandDefinition | undefined;
  all(): readonly CommandDefinition[];
  label(command: CommandDefinition): string;
  isShown(command: CommandDefinition): boolean;
  isEnabled(command: CommandDefinition): boolean;
  /** Runs it if it is shown and enabled; failures are reported. Gives whether it ran. */
  run(id: string): Promise<boolean>;
  invoke(command: CommandDefinition): Promise<boolean>;
  /** Commands are looked at again when this store changes. */
  watch(store: { subscribe(listener: () => void): () => void }): () => void;
  subscribe(listener: () => void): () => void;
  version(): number;
}

/** A place in the node tree. */
export interface NodeDefinition {
  readonly id: string;
  readonly workspace: WorkspaceId;
  readonly order: number;
  readonly label: TextKey;
  readonly icon: ReactElement;
  readonly count?: (summary: SiteSummary) => number;
  /** What the content card shows: command bar, list and details. */
  readonly Page: ComponentType<{ readonly childId: string | null }>;
  /** Rows below the node, such as folders. A hook: it may read stores. */
  readonly useChildren?: () => readonly NodeChild[];
  /** Scope of the context menu of the node and its children; the person is at the child when it opens. */
  readonly menuScope?: string;
  /** Whether things dragged from a list may be dropped on a row of this node, and what then happens. */
  readonly drop?: NodeDrop;
}
export interface NodeDrop {
  readonly accepts: (shell: Shell, data: Readonly<Record<string | symbol, unknown>>, childId: string | null) => boolean;
  readonly drop: (shell: Shell, data: Readonly<Record<string | symbol, unknown>>, childId: string | null) => void;
}
export interface NodeChild {
  readonly id: string;
  readonly parentId: string | null;
  readonly label: string;
  readonly icon: ReactElement;
  readonly count?: number;
  /** Given to drop targets when this row is dragged. */
  readonly dragData?: Readonly<Record<string, unknown>>;
}

export interface TabKindDefinition<K extends TabKindName = TabKindName> {
  readonly kind: K;
  readonly icon: ReactElement;
  readonly Page: ComponentType<{ readonly tab: TabOf<K> }>;
  /** The node from which such pages are opened; the first one of the feature when it is not given. */
  readonly openedFrom?: string;
  /** Asked before it closes; false keeps it open. */
  readonly mayClose?: (shell: Shell, tab: TabOf<K>) => Promise<boolean>;
}

export interface DialogProps<K extends DialogKind> {
  readonly request: DialogMap[K]['request'];
  /** Closes with a result; without one it was dismissed. */
  readonly close: (result?: DialogMap[K]['result']) => void;
}
export type DialogComponents = { readonly [K in DialogKind]?: ComponentType<DialogProps<K>> };

/** Something the palette finds. */
export interface PaletteObject {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly icon: ReactElement;
  readonly kind: 'object' | 'step';
  readonly open: () => void;
}

/** Where the palette finds objects: questions to the core for the words that were typed, and what an answer means. */
export interface PaletteSource {
  /** The best answer first; the last question has all that match. */
  readonly questions: (shell: Shell, words: string) => readonly Question<QueryName>[];
  readonly objects: (shell: Shell, answer: unknown) => FoundObjects;
}
export interface FoundObjects {
  readonly objects: readonly PaletteObject[];
  /** How many there are in all. */
  readonly total: number;
}

/** What a feature adds to the console. Its only door exports one of these. */
export interface FeatureDefinition {
  readonly id: string;
  readonly nodes?: readonly NodeDefinition[];
  readonly tabKinds?: readonly AnyTabKind[];
  readonly dialogs?: DialogComponents;
  readonly commands?: readonly CommandDefinition[];
  /** Rows that the palette finds: the core is asked for them. */
  readonly objects?: readonly PaletteSource[];
  /** A line above every page for what concerns the whole window; nothing while there is nothing to say. */
  readonly Banner?: ComponentType;
  /** Left part of the status bar: what runs now. */
  readonly StatusItem?: ComponentType;
  /** Right part of the status bar while the console tab shows a node of this feature or its tab is active. */
  readonly StatusCounts?: ComponentType<{ readonly scope: string }>;
  /** Called once when the console is connected; gives the end of it. */
  readonly start?: (shell: Shell) => () => void;
}
export type AnyTabKind = { [K in TabKindName]: TabKindDefinition<K> }[TabKindName];
