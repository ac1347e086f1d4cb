// @vitest-environment jsdom
import { FluentProvider } from '@fluentui/react-components';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from '../app/i18n.ts';
import { lightTheme } from '../app/theme.ts';
import { Splitter, type SplitterProps } from './splitter.tsx';

function resize(width: number, height: number): void {
  window.innerWidth = width;
  window.innerHeight = height;
  act(() => void window.dispatchEvent(new Event('resize')));
}

const pair: Omit<SplitterProps, 'start' | 'end'> = {
  ...({ side: 'end', direction: 'column', name: 'Details', restName: 'Devices' } as const),
  ...{ size: 200, minimum: 120, maximum: 460, onSize: () => undefined },
};

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

  it('[UI-641] the pane with the focus is in front when panes become tabs, and stays what it was without the other', () => {
    resize(1280, 800);
    render(
      <I18nextProvider i18n={createI18n()}>
        <FluentProvider theme={lightTheme}>
          <Splitter {...pair} start={<p>list</p>} end={<input aria-label="details" />} />
        </FluentProvider>
      </I18nextProvider>,
    );
    const field = screen.getByRole('textbox');
    field.focus();
    resize(640, 400);
    expect(field.closest('.ws-split-pane')?.hasAttribute('hidden')).toBe(false);
    expect(screen.getByText('list').parentElement?.hidden).toBe(true);
    expect(document.activeElement).toBe(field);
  });

  it('[UI-641] a pane that goes leaves the other one as it is, typed words and all', () => {
    const drawn = (start: string | null) => (
      <I18nextProvider i18n={createI18n()}>
        <FluentProvider theme={lightTheme}>
          <Splitter {...pair} start={start} end={<input aria-label="details" />} />
        </FluentProvider>
      </I18nextProvider>
    );
    const { rerender } = render(drawn('tree'));
    const field = screen.getByRole<HTMLInputElement>('textbox');
    fireEvent.change(field, { target: { value: 'kept' } });
    rerender(drawn(null));
    expect([screen.queryByText('tree'), screen.queryByRole('separator')]).toEqual([null, null]);
    rerender(drawn('tree'));
    expect(screen.getByRole('textbox')).toBe(field);
    expect(field.value).toBe('kept');
  });

  it('[UI-630] panes side by side become tabs below a width of their own', () => {
    resize(999, 800);
    render(
      <I18nextProvider i18n={createI18n()}>
        <FluentProvider theme={lightTheme}>
          <Splitter {...pair} direction="row" tabsBelow={1000} start="list" end="details" />
        </FluentProvider>
      </I18nextProvider>,
    );
    expect(screen.getAllByRole('tab')).toHaveLength(2);
    resize(1000, 800);
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it.each([
    ['column', 'end', true],
    ['column', 'start', false],
    ['row', 'end', false],
  ] as const)('[UI-643] of panes in a %s the one at the %s gives toasts their place: %s', (direction, side, gives) => {
    resize(1280, 800);
    render(
      <I18nextProvider i18n={createI18n()}>
        <FluentProvider theme={lightTheme}>
          <Splitter {...pair} direction={direction} side={side} start={<p>one</p>} end={<p>two</p>} />
        </FluentProvider>
      </I18nextProvider>,
    );
    const sized = screen.getByText(side === 'end' ? 'two' : 'one').parentElement;
    expect(sized?.style.flexBasis.includes('--ws-toasts')).toBe(gives);
  });
});
