// @vitest-environment jsdom
import { FluentProvider } from '@fluentui/react-components';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from '../app/i18n.ts';
import { lightTheme } from '../app/theme.ts';
import { Splitter } from './splitter.tsx';

function resize(width: number, height: number): void {
  window.innerWidth = width;
  window.innerHeight = height;
  act(() => void window.dispatchEvent(new Event('resize')));
}

function show(end: string | null, direction: 'row' | 'column' = 'column') {
  const onSize = vi.fn();
  render(
    <I18nextProvider i18n={createI18n()}>
      <FluentProvider theme={lightTheme}>
        <Splitter
          side="end"
          direction={direction}
          size={200}
          minimum={120}
          maximum={460}
          onSize={onSize}
          name="Details"
          restName="Devices"
          start={<input aria-label="list" />}
          end={end === null ? null : <p>{end}</p>}
        />
      </FluentProvider>
    </I18nextProvider>,
  );
  return onSize;
}

afterEach(() => {
  cleanup();
  resize(1280, 800);
});

describe('splitter', () => {
  it('[UI-10] is moved by arrow keys, Home and End, within its limits', () => {
    resize(1280, 800);
    const onSize = show('OLD-PC');
    const bar = screen.getByRole('separator');
    expect([bar.ariaValueNow, bar.ariaValueMin, bar.ariaValueMax]).toEqual(['200', '120', '460']);
    for (const key of ['ArrowUp', 'ArrowDown', 'Home', 'End']) fireEvent.keyDown(bar, { key });
    expect(onSize.mock.calls.flat()).toEqual([216, 184, 120, 460]);
  });

  it('[UI-11] becomes two tabs in a window that is too low, keeps what was typed, and comes back', () => {
    resize(1280, 800);
    show('OLD-PC');
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'kept' } });
    resize(640, 400);
    expect(screen.queryByRole('separator')).toBeNull();
    expect(screen.getByText('OLD-PC').parentElement?.hidden).toBe(true);
    fireEvent.click(screen.getByRole('tab', { name: 'Details' }));
    expect(screen.getByText('OLD-PC').parentElement?.hidden).toBe(false);
    fireEvent.click(screen.getByRole('tab', { name: 'Devices' }));
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('kept');
    resize(1280, 800);
    expect(screen.queryByRole('tab')).toBeNull();
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('kept');
  });

  it('[UI-11] panes side by side need width, and one pane alone needs no tabs', () => {
    resize(1280, 400);
    show('OLD-PC', 'row');
    expect(screen.queryByRole('tab')).toBeNull();
    resize(640, 400);
    expect(screen.getAllByRole('tab')).toHaveLength(2);
    cleanup();
    show(null);
    expect([screen.queryByRole('tab'), screen.queryByRole('separator')]).toEqual([null, null]);
  });
});
