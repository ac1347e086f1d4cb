import type { Shell } from '../../app/types.ts';

declare module '../../stores/tab-map.ts' {
  interface TabMap {
    welcome: Readonly<Record<string, never>>;
  }
}

export const welcomeScope = 'welcome';

export function openWelcome(shell: Shell): string {
  return shell.tabs.open({ kind: 'welcome', params: {}, title: shell.text('start:title'), key: 'welcome' });
}

/** Opens the page when the settings are read, unless the person does not want it. Gives the end of waiting. */
export function openWhenWanted(shell: Shell): () => void {
  const { store } = shell.settings;
  let isDone = false;
  const look = (): void => {
    const { settings, isLoaded } = store.getState();
    if (isDone || !isLoaded) return;
    isDone = true;
    if (!settings.welcomeDismissed) openWelcome(shell);
  };
  look();
  return store.subscribe(look);
}
