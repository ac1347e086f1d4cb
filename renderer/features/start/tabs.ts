import type { Shell } from '../../app/types.ts';

declare module '../../stores/tab-map.ts' {
  interface TabMap {
    welcome: Readonly<Record<string, never>>;
  }
}

export const welcomeScope = 'welcome';

export function openWelcome(shell: Shell, isBehind = false): string {
  const title = shell.text('start:title');
  return shell.tabs.open({ kind: 'welcome', params: {}, title, key: 'welcome', isBehind });
}

/** Somebody was quicker than the answer of the site: what they clicked must not be covered. */
function hasBegun({ tabs, navigation, dialogs, selection }: Shell): boolean {
  return (
    tabs.store.getState().tabs.length > 1 ||
    Object.keys(navigation.store.getState().places).length > 0 ||
    dialogs.store.getState().open.length > 0 ||
    Object.keys(selection.store.getState().lists).length > 0
  );
}

/** Opens the page when the settings are read, unless the person does not want it. Gives the end of waiting. */
export function openWhenWanted(shell: Shell): () => void {
  const { store } = shell.settings;
  let isDone = false;
  const look = (): void => {
    const { settings, isLoaded } = store.getState();
    if (isDone || !isLoaded) return;
    isDone = true;
    if (!settings.welcomeDismissed) openWelcome(shell, hasBegun(shell));
  };
  look();
  return store.subscribe(look);
}
