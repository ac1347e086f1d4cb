import { describe, expect, it } from 'vitest';
import { defaultSettings, mergeSettings, rememberedMost, type Settings, type WindowMemory } from '#shared/model/site';
import { chosenIds } from '../components/list-selection.ts';
import { devicesFeature } from '../features/devices/index.tsx';
import { jobsFeature } from '../features/jobs/index.tsx';
import { openJobs } from '../features/jobs/tabs.ts';
import { settingsFeature } from '../features/settings/index.tsx';
import { openSettings } from '../features/settings/tabs.ts';
import { rememberWindow, type WindowParts } from './remember-window.ts';
import { createTestShell } from './testing.tsx';

/** A site whose settings outlive its windows, and the names that its windows hold. */
function createSite() {
  let settings: Settings = { ...defaultSettings, welcomeDismissed: true };
  const held = new Set<string>();
  let windows = 0;
  const open = async (session = new Map<string, string>()) => {
    const { shell } = createTestShell(
      {
        'setting.get': () => settings,
        'setting.set': (change) => (settings = mergeSettings(settings, change as Partial<Settings>)),
      },
      [devicesFeature, jobsFeature, settingsFeature],
    );
    const mine = new Set<string>();
    let waiting: (() => void) | null = null;
    let leave: (() => void) | null = null;
    const parts: WindowParts = {
      storage: { getItem: (key) => session.get(key) ?? null, setItem: (key, value) => void session.set(key, value) },
      newId: () => `window-${(windows += 1).toString()}`,
      claim: (name) => {
        if (held.has(name)) return Promise.resolve(false);
        held.add(name);
        mine.add(name);
        return Promise.resolve(true);
      },
      schedule: (action) => {
        waiting = action;
        return () => (waiting = null);
      },
      onLeave: (action) => {
        leave = action;
        return () => (leave = null);
      },
      now: () => windows + Object.keys(settings.windows).length,
    };
    const stop = rememberWindow(shell, parts);
    const rest = async () => {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      waiting?.();
      await Promise.resolve();
    };
    await expect.poll(() => session.size).toBe(1);
    await rest();
    const close = () => {
      stop();
      mine.forEach((name) => held.delete(name));
    };
    return { shell, rest, close, session, leave: () => leave?.() };
  };
  return { open, settings: () => settings };
}
const idsOf = (opened: Awaited<ReturnType<ReturnType<typeof createSite>['open']>>) =>
  opened.shell.tabs.store.getState().tabs.map((tab) => tab.id);

describe('windows that are opened again', () => {
  it('[UI-486] have their tabs, the open one, the place and what was selected', async () => {
    const site = createSite();
    const first = await site.open();
    openSettings(first.shell);
    openJobs(first.shell);
    first.shell.goTo('devices');
    first.shell.selection.select('devices', ['one', 'two']);
    first.shell.tabs.activate('settings:settings');
    await first.rest();
    first.close();
    const again = await site.open();
    expect(idsOf(again)).toEqual(['console', 'settings:settings', 'jobs:jobs']);
    expect(again.shell.tabs.store.getState().activeId).toBe('settings:settings');
    expect(again.shell.navigation.store.getState()).toEqual(first.shell.navigation.store.getState());
    expect(chosenIds(again.shell.selection.get('devices'))).toEqual(['one', 'two']);
  });

  it('[UI-486] keep their own memory beside each other, and a reload has its own again', async () => {
    const site = createSite();
    const one = await site.open();
    openSettings(one.shell);
    await one.rest();
    const other = await site.open();
    expect(idsOf(other)).toEqual(['console']);
    openJobs(other.shell);
    await other.rest();
    one.close();
    const reloaded = await site.open(one.session);
    expect(idsOf(reloaded)).toEqual(['console', 'settings:settings']);
    expect(Object.keys(site.settings().windows)).toHaveLength(2);
  });

  it('[UI-486] keep what was done a moment before they go', async () => {
    const site = createSite();
    const one = await site.open();
    openSettings(one.shell);
    one.leave();
    one.close();
    expect(idsOf(await site.open(one.session))).toEqual(['console', 'settings:settings']);
  });

  it('[UI-486] leave out kinds of tabs and nodes that this version does not have', async () => {
    const site = createSite();
    const one = await site.open();
    openSettings(one.shell);
    await one.rest();
    one.close();
    const [memory] = Object.values(site.settings().windows);
    const tab = { id: 'other:1', kind: 'other', params: {}, title: 'Other', isDirty: false };
    memory?.tabs.push(tab);
    Object.assign(memory ?? {}, { places: { library: { nodeId: 'gone', childId: null } }, activeId: tab.id });
    const again = await site.open();
    expect(idsOf(again)).toEqual(['console', 'settings:settings']);
    expect(again.shell.navigation.store.getState().places).toEqual({});
    expect(again.shell.tabs.store.getState().activeId).toBe('console');
  });

  it('[UI-486] are remembered up to a number, the last ones', () => {
    const memory = (keptAt: number): WindowMemory => ({
      ...{ keptAt, tabs: [], activeId: 'console', workspace: 'library', places: {}, selected: {} },
    });
    let settings = defaultSettings;
    for (let at = 0; at < 20; at += 1) settings = mergeSettings(settings, { windows: { [at.toString()]: memory(at) } });
    expect(Object.keys(settings.windows)).toHaveLength(rememberedMost.windows);
    expect(settings.windows['19']).toBeDefined();
    expect(settings.windows['0']).toBeUndefined();
  });
});
