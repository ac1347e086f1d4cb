import { activeScope } from '../commands/keys.ts';
import { workspaceIds } from '../stores/navigation.ts';
import { consoleTabId } from '../stores/tabs.ts';
import { cycleRegions, focusFilter } from './regions.ts';
import type { CommandDefinition, FeatureDefinition } from './types.ts';

const scope = 'global';
const places: CommandDefinition['places'] = ['palette'];

/** Everything is read again, as after a lost connection. */
const refresh: CommandDefinition = {
  id: 'frame.refresh',
  scope,
  label: 'frame:command.refresh',
  keys: 'Ctrl+R',
  group: 'frame',
  places,
  run: (shell) => {
    shell.connection.set({ status: 'lost', attempt: 0 });
    shell.connection.set({ status: 'connected' });
    shell.announcer.say(shell.text('frame:refreshed'));
  },
};

const workspaces = workspaceIds.map((id, index): CommandDefinition => ({
  id: `frame.workspace.${id}`,
  scope,
  label: (shell) => shell.text('frame:command.workspace', { name: shell.text(`frame:workspace.${id}`) }),
  keys: `Ctrl+${(index + 1).toString()}`,
  group: 'frame',
  places,
  run: (shell) => {
    shell.navigation.openWorkspace(id);
    shell.tabs.activate(consoleTabId);
  },
}));

const tabs: readonly CommandDefinition[] = [
  {
    id: 'frame.tab.next',
    scope,
    label: 'frame:command.nextTab',
    keys: 'Ctrl+Tab',
    group: 'tabs',
    places,
    run: (shell) => shell.tabs.cycle(1),
  },
  {
    id: 'frame.tab.previous',
    scope,
    label: 'frame:command.previousTab',
    keys: 'Ctrl+Shift+Tab',
    group: 'tabs',
    places,
    run: (shell) => shell.tabs.cycle(-1),
  },
  {
    id: 'frame.tab.close',
    scope,
    label: 'frame:command.closeTab',
    keys: 'Ctrl+W',
    group: 'tabs',
    places,
    when: (shell) => shell.tabs.store.getState().activeId !== consoleTabId,
    run: async (shell) => shell.tabs.close(shell.tabs.store.getState().activeId),
  },
];

const regions: readonly CommandDefinition[] = [
  {
    id: 'frame.region.next',
    scope,
    label: 'frame:command.nextRegion',
    keys: 'F6',
    group: 'regions',
    places,
    run: () => cycleRegions(document, 1),
  },
  {
    id: 'frame.region.previous',
    scope,
    label: 'frame:command.previousRegion',
    keys: 'Shift+F6',
    group: 'regions',
    places,
    run: () => cycleRegions(document, -1),
  },
  {
    id: 'frame.filter',
    scope,
    label: 'frame:command.filter',
    keys: 'Ctrl+F',
    group: 'regions',
    places,
    run: () => focusFilter(document),
  },
  {
    id: 'frame.tree',
    scope,
    label: 'frame:command.toggleTree',
    group: 'regions',
    places,
    run: (shell) => shell.settings.set({ isTreeMinimised: !shell.settings.store.getState().settings.isTreeMinimised }),
  },
];

/** The list on the screen as it is seen, with all that match. */
const saveList: CommandDefinition = {
  id: 'frame.saveList',
  scope,
  label: 'components:saveList',
  group: 'frame',
  places,
  when: (shell) => shell.lists.exportOf(activeScope(shell)) !== null,
  run: (shell) => {
    const made = shell.lists.exportOf(activeScope(shell));
    return made === null ? undefined : shell.dialogs.ask('list.saving', made);
  },
};

/** Commands of the window itself. */
export const frameFeature: FeatureDefinition = {
  id: 'frame',
  commands: [refresh, saveList, ...workspaces, ...tabs, ...regions],
};
