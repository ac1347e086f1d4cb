// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Column } from './list-model.ts';
import { useWholeColumns } from './use-whole-columns.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('[UI-668] a list that is drawn behind another tab has its states whole when it is shown', () => {
  let tell: ResizeObserverCallback = () => undefined;
  const observer = { observe: () => undefined, unobserve: () => undefined, disconnect: () => undefined };
  vi.stubGlobal('ResizeObserver', function (callback: ResizeObserverCallback) {
    tell = callback;
    return observer;
  });
  const list = document.createElement('div');
  const state = document.createElement('span');
  state.dataset['whole'] = 'state';
  list.append(state);
  let width = 0;
  state.getBoundingClientRect = () => new DOMRect(0, 0, width, 20);
  const columns: Column<string>[] = [{ id: 'state', name: 'State', width: 100, isWhole: true, text: (row) => row }];
  const drawn: unknown[] = [];
  const scroller = { current: list };
  const { result } = renderHook(() => useWholeColumns(scroller, columns, drawn));
  expect(result.current[0]?.least).toBeUndefined();
  width = 173;
  act(() => tell([{ contentRect: { width: 900 } } as ResizeObserverEntry], observer));
  expect(result.current[0]?.least).toBe(189);
});
