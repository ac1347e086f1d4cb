import {
  createDOMRenderer,
  FluentProvider,
  PositioningConfigurationProvider,
  RendererProvider,
} from '@fluentui/react-components';
import type { i18n as I18n } from 'i18next';
import { useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { useStore } from 'zustand';
import { rememberFocus } from '../a11y/focus-place.ts';
import { returnFocus } from '../a11y/return-focus.ts';
import { listenForKeys } from '../commands/keys.ts';
import { Frame } from './frame.tsx';
import { LiveRegion } from './live-region.tsx';
import { placeMenus } from './menu-place.ts';
import { ShellProvider } from './shell-context.tsx';
import { darkTheme, lightTheme } from './theme.ts';
import type { Shell } from './types.ts';

/** The policy of the page lets only styles with its nonce in; without one (a test page) none is needed. */
function styleRenderer() {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="waystation-nonce"]')?.content;
  return createDOMRenderer(document, nonce === undefined ? {} : { styleElementAttributes: { nonce } });
}

function useSystemDark(): boolean {
  const [query] = useState(() => window.matchMedia('(prefers-color-scheme: dark)'));
  const [isDark, setDark] = useState(query.matches);
  useEffect(() => {
    const look = (): void => setDark(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, [query]);
  return isDark;
}

function Themed({ shell }: { readonly shell: Shell }) {
  const theme = useStore(shell.settings.store, (state) => state.settings.theme);
  const isSystemDark = useSystemDark();
  const isDark = theme === 'dark' || (theme === 'system' && isSystemDark);
  useEffect(() => listenForKeys(shell, document), [shell]);
  useEffect(() => rememberFocus(document), []);
  useEffect(() => returnFocus(shell.dialogs, document), [shell]);
  useEffect(() => {
    document.documentElement.classList.toggle('ws-dark', isDark);
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return (
    <FluentProvider theme={isDark ? darkTheme : lightTheme} className={isDark ? 'ws-dark' : 'ws-light'}>
      <PositioningConfigurationProvider value={placeMenus}>
        <ShellProvider shell={shell}>
          <Frame />
          <LiveRegion />
        </ShellProvider>
      </PositioningConfigurationProvider>
    </FluentProvider>
  );
}

interface RootProps {
  readonly shell: Shell;
  readonly i18n: I18n;
}

/** The console with everything around it: styles, words, theme, keys. */
export function Root({ shell, i18n }: RootProps) {
  const [renderer] = useState(styleRenderer);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <I18nextProvider i18n={i18n}>
        <Themed shell={shell} />
      </I18nextProvider>
    </RendererProvider>
  );
}
