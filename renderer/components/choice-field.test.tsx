// @vitest-environment jsdom
import { Option } from '@fluentui/react-components';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChoiceField } from './choice-field.tsx';

const zones = ['Pacific', 'Paris', 'Tokyo'];
let chosen: string[] = [];
let drawn = 0;

function Row({ name }: { readonly name: string }) {
  drawn += 1;
  return name;
}

function Zone() {
  const [value, setValue] = useState('');
  return (
    <ChoiceField
      freeform
      value={value}
      onChange={({ target }) => setValue(target.value)}
      onOptionSelect={(_event, { optionValue }) => chosen.push(String(optionValue))}
    >
      {zones
        .filter((name) => name.includes(value))
        .map((name) => (
          <Option key={name} value={name} text={name}>
            <Row name={name} />
          </Option>
        ))}
    </ChoiceField>
  );
}

const box = () => screen.getByRole<HTMLInputElement>('combobox');
const offered = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const type = (value: string) => fireEvent.change(box(), { target: { value } });

/** The frame that paints, and the task after it. */
const paint = (): void => {
  act(() => {
    vi.advanceTimersToNextFrame();
    vi.advanceTimersByTime(1);
  });
};

describe('a field to type into or choose for', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    [chosen, drawn] = [[], 0];
    render(<Zone />);
    act(() => box().focus());
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it('[UI-820] shows a letter first, and then what it offers', () => {
    type('P');
    expect([box().value, offered(), drawn]).toEqual(['P', [], 0]);
    paint();
    expect(offered()).toEqual(['Pacific', 'Paris']);
    const before = drawn;
    type('Pari');
    expect([box().value, offered(), drawn]).toEqual(['Pari', ['Pacific', 'Paris'], before]);
    paint();
    expect(offered()).toEqual(['Paris']);
  });

  it('[UI-820] a key that takes something from the list means what was typed up to it', () => {
    type('P');
    paint();
    type('Pari');
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(chosen).toEqual(['Paris']);
  });

  it('[UI-339] is one stop of the Tab key: the button that opens its list is none', () => {
    type('P');
    paint();
    expect(box().getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByRole('button').tabIndex).toBe(-1);
    act(() => box().blur());
    expect(box().getAttribute('aria-expanded')).toBe('false');
  });

  it('[UI-820] a list that was due does not open behind whoever has left the field', () => {
    type('P');
    act(() => box().blur());
    paint();
    expect(box().getAttribute('aria-expanded')).toBe('false');
  });
});
