// @vitest-environment jsdom
import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DropGuard } from './drop-guard.tsx';
import { createI18n } from './i18n.ts';
import { stopFeatures } from './testing.tsx';

const refused = 'Files cannot be used here. Close the dialog, then drop them on the window.';

beforeEach(() => {
  stopFeatures();
  render(
    <I18nextProvider i18n={createI18n()}>
      <DropGuard />
      <p>page</p>
      <input aria-label="field" />
      <div role="button" tabIndex={0} onDragOver={(event) => event.preventDefault()}>
        takes
      </div>
    </I18nextProvider>,
  );
});
afterEach(cleanup);

/** Whether the console stays, and what a drag says about the place. */
function drag(target: Element, kind: 'dragOver' | 'drop', types: readonly string[]) {
  const dataTransfer = { types, dropEffect: 'copy', files: [] };
  const event = createEvent[kind](target, { dataTransfer });
  fireEvent(target, event);
  const { dropEffect } = (event as DragEvent).dataTransfer ?? { dropEffect: '' };
  return { stays: event.defaultPrevented, dropEffect };
}

describe('what is dropped', () => {
  it('[UI-534] leaves the console where it is: files and addresses, on the page and in a field', () => {
    const places = [screen.getByText('page'), screen.getByRole('textbox')];
    for (const place of places) {
      for (const types of [['Files'], ['text/uri-list', 'text/plain']]) {
        expect(drag(place, 'dragOver', types)).toEqual({ stays: true, dropEffect: 'none' });
        expect(drag(place, 'drop', types).stays).toBe(true);
      }
    }
  });

  it('[UI-534] as a file where it cannot be used is shown so, until it has gone or is where it can', () => {
    drag(screen.getByText('page'), 'dragOver', ['Files']);
    expect(screen.getByText(refused)).not.toBeNull();
    expect(drag(screen.getByText('takes'), 'dragOver', ['Files'])).toEqual({ stays: true, dropEffect: 'copy' });
    expect(screen.queryByText(refused)).toBeNull();
    drag(screen.getByText('page'), 'dragOver', ['Files']);
    fireEvent.dragLeave(document.body, { relatedTarget: null });
    expect(screen.queryByText(refused)).toBeNull();
  });

  it('[UI-534] as text goes into a field', () => {
    expect(drag(screen.getByRole('textbox'), 'dragOver', ['text/plain'])).toEqual({ stays: false, dropEffect: 'copy' });
    expect(drag(screen.getByText('page'), 'dragOver', ['text/plain']).stays).toBe(true);
  });
});
