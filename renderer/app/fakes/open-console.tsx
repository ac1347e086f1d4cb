import { FluentProvider } from '@fluentui/react-components';
import { act, render } from '@testing-library/react';
import type { i18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import { Frame } from '../frame.tsx';
import { ShellProvider } from '../shell-context.tsx';
import { lightTheme } from '../theme.ts';
import type { Shell } from '../types.ts';

/** Everything that was asked for has come. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  });
}

/** Puts the whole console on the screen, and waits until it has what it asks for. */
export async function openConsole(shell: Shell, words: i18n): Promise<void> {
  render(
    <I18nextProvider i18n={words}>
      <FluentProvider theme={lightTheme}>
        <ShellProvider shell={shell}>
          <Frame />
        </ShellProvider>
      </FluentProvider>
    </I18nextProvider>,
  );
  await settle();
}
