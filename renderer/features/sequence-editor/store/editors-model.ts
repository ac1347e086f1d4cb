import type { PackageId } from '#shared/model/ids';
import { defineModel, type Shell } from '../../../app/types.ts';
import { chosenIds, chosenRows, noSelection } from '../../../components/list-selection.ts';
import { activeScope } from '../../../commands/keys.ts';
import type { TabOf } from '../../../stores/tabs.ts';
import { editorText, labelText } from '../use-words.ts';
import { createClipboard, type EditorClipboard, offerToSystem } from './clipboard.ts';
import { type EditorDocument, sequenceName } from './document-store.ts';
import { createEditorController, type EditorController } from './editor-controller.ts';
import { followSequences } from './follow-sequences.ts';
import type { EditorDeps, Spoken } from './ports.ts';

export const editorTab = 'editor';

declare module '../../../stores/tab-map.ts' {
  interface TabMap {
    editor: { readonly packageId: PackageId; readonly mode: 'view' | 'edit' };
  }
}

/** Every open editor of the window, by tab. They share one clipboard with those of the other windows. */
export interface Editors {
  readonly clipboard: EditorClipboard;
  /** The editor of a tab; made and opened at first use, opened anew when the tab goes from viewing to editing. */
  of(tab: TabOf<'editor'>): EditorController;
  /** The editor on the screen, or null. */
  active(): EditorController | null;
  /** Calls the listener after an editor was made or ended. Gives how to stop it. */
  subscribe(listener: () => void): () => void;
  /** Opens the document again, for instance after the stored version was taken. */
  reopen(tabId: string): Promise<void>;
  /** Ends the session of a tab. Unsaved changes stay as a draft in the site. */
  close(tabId: string): Promise<void>;
}

function createDeps(shell: Shell): EditorDeps {
  const text = editorText(shell);
  const words = (spoken: Spoken): string => {
    if ('label' in spoken) {
      const label = labelText(shell, spoken.label);
      return spoken.key === 'changed' ? label : text(`said.${spoken.key}`, { label });
    }
    if (spoken.key === 'refused') return spoken.reason;
    const { key, ...values } = spoken;
    return text(`said.${key}`, values);
  };
  const { store } = shell.settings;
  return {
    client: shell.client,
    disk: {
      gigabytes: () => store.getState().settings.assumedDiskGb,
      subscribe: (listener) =>
        store.subscribe((state, before) => {
          if (state.settings.assumedDiskGb !== before.settings.assumedDiskGb) listener();
        }),
    },
    schedule: (action, milliseconds) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
    say: (spoken) =>
      spoken.key === 'refused' ? shell.announcer.alert(words(spoken)) : shell.announcer.say(words(spoken)),
  };
}

/** The number of the selected row is remembered with the window: ids of rows are given anew when a document is opened. */
function followSelected(shell: Shell, tabId: string, controller: EditorController): () => void {
  return controller.view.subscribe(({ selection: { active } }, before) => {
    if (active === before.selection.active || active === null) return;
    const at = controller.document.getState().rows.findIndex((row) => row.id === active);
    if (at >= 0) shell.selection.set(tabId, chosenRows([String(at)]));
  });
}

/** Where the person was in the document of this tab, by the number of the row. */
export function rememberedRow(shell: Shell, tabId: string): number {
  return Number(chosenIds(shell.selection.get(tabId))[0] ?? 0);
}

interface OpenEditor {
  readonly controller: EditorController;
  readonly stop: () => void;
}

/** Commands ask nothing of these; of what is typed only whether there is something. */
const unasked: ReadonlySet<string> = new Set<keyof EditorDocument>(['drafts', 'details', 'stale']);

function concernsCommands(state: EditorDocument, before: EditorDocument): boolean {
  if (state.drafts.size > 0 !== before.drafts.size > 0) return true;
  return (Object.keys(state) as (keyof EditorDocument)[]).some(
    (key) => !unasked.has(key) && state[key] !== before[key],
  );
}

/** The document as commands look at it: they are many, and a key in a field changes none of them. */
function commandFacts({ document }: EditorController): Parameters<Shell['commands']['watch']>[0] {
  return {
    subscribe: (listener) =>
      document.subscribe((state, before) => {
        if (concernsCommands(state, before)) listener();
      }),
  };
}

/** The tab shows what the document is: its name, and the dot while something is not saved. */
function followDocument(shell: Shell, tabId: string, controller: EditorController): () => void {
  const show = () => {
    const state = controller.document.getState();
    if (state.phase !== 'open') return;
    const name = sequenceName(state);
    const tab = shell.tabs.store.getState().tabs.find((one) => one.id === tabId);
    const title = state.mode === 'view' ? editorText(shell)('page.viewTitle', { name }) : name;
    if (tab !== undefined && tab.title !== title) shell.tabs.setTitle(tabId, title);
    const isDirty = state.isDirty && state.mode === 'edit';
    if (tab !== undefined && tab.isDirty !== isDirty) shell.tabs.setDirty(tabId, isDirty);
  };
  const stops = [
    controller.document.subscribe(show),
    followSelected(shell, tabId, controller),
    shell.commands.watch(commandFacts(controller)),
    shell.commands.watch(controller.view),
  ];
  return () => stops.forEach((stop) => stop());
}

/** What other windows copy, and from the first editor on also what was copied before this window was there. */
function followClipboard(shell: Shell): { readonly clipboard: EditorClipboard; readonly begin: () => void } {
  const clipboard = createClipboard(offerToSystem);
  let hasBegun = false;
  const read = () => void shell.attempt(async () => clipboard.show(await shell.client.call('clipboard.held', {})));
  shell.connection.onReconnect(() => {
    if (hasBegun) read();
  });
  shell.client.on('clipboard.changed', clipboard.show);
  return {
    clipboard,
    begin: () => {
      if (!hasBegun) read();
      hasBegun = true;
    },
  };
}

function createEditors(shell: Shell): Editors {
  const { clipboard, begin } = followClipboard(shell);
  const open = new Map<string, OpenEditor>();
  const listeners = new Set<() => void>();
  // An editor is made while its page is drawn: who else shows it is drawn after that.
  const tell = () => queueMicrotask(() => listeners.forEach((listener) => listener()));
  const deps = createDeps(shell);
  shell.commands.watch({ subscribe: (listener) => clipboard.subscribe(() => listener()) });
  followSequences(shell, (tabId) => open.get(tabId)?.controller);
  const start = (tab: TabOf<'editor'>): EditorController => {
    begin();
    const controller = createEditorController({ ...tab.params, deps, clipboard });
    open.set(tab.id, { controller, stop: followDocument(shell, tab.id, controller) });
    tell();
    void controller.session.open('keep');
    return controller;
  };
  const end = async (tabId: string) => {
    const one = open.get(tabId);
    if (one === undefined) return;
    open.delete(tabId);
    tell();
    one.stop();
    await one.controller.session.close();
  };
  const editors: Editors = {
    clipboard,
    of: (tab) => {
      const one = open.get(tab.id);
      if (one === undefined) return start(tab);
      const wasView = one.controller.document.getState().mode === 'view';
      if (!wasView || tab.params.mode === 'view') return one.controller;
      void end(tab.id);
      return start(tab);
    },
    active: () => {
      if (activeScope(shell) !== editorTab) return null;
      return open.get(shell.tabs.store.getState().activeId)?.controller ?? null;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reopen: async (tabId) => {
      const one = open.get(tabId);
      if (one !== undefined) await one.controller.session.open('keep');
    },
    close: async (tabId) => {
      shell.selection.set(tabId, noSelection);
      await end(tabId);
    },
  };
  shell.connection.onReconnect(() => {
    for (const { controller } of open.values()) void controller.session.open('keep', 'reconnected');
  });
  return editors;
}

export const editorsModel = defineModel('sequence-editors', createEditors);

/** Opens a task sequence in a tab of its own, or goes to the tab that has it. Editing wins over viewing. */
export function openEditor(
  shell: Shell,
  target: { readonly packageId: PackageId; readonly name: string; readonly mode: 'view' | 'edit' },
): void {
  const { packageId, name, mode } = target;
  const there = shell.tabs.store
    .getState()
    .tabs.find((tab) => tab.kind === editorTab && tab.params.packageId === packageId);
  const kept = there?.kind === editorTab && there.params.mode === 'edit' ? 'edit' : mode;
  shell.tabs.open({ kind: editorTab, key: packageId, title: name, params: { packageId, mode: kept } });
}
