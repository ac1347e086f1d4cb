// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react';
import { contract, type MethodName } from '#shared/contract/contract';
import { defaultSettings } from '#shared/model/site';
import { afterEach, expect, it, vi } from 'vitest';
import type { Question } from '../api/early-port.ts';
import { firstQuestions } from '../api/first-questions.ts';
import { features } from './features.ts';
import { Frame } from './frame.tsx';
import { createTestShell, pageOf, renderWithShell } from './testing.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const parse = (method: string, input: unknown): unknown => contract[method as MethodName].input.parse(input);

it('[UI-405] asks early for what the first page asks for, and for nothing else', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  const none = (): { rows: never[]; offset: number; total: number } => pageOf<never>([]);
  const test = createTestShell(
    {
      'setting.get': () => ({ ...defaultSettings, welcomeDismissed: true }),
      'sequence.list': none,
      'folder.list': none,
      'run.list': none,
      'restart.pending': () => ({ restart: null }),
    },
    features,
  );
  const call = vi.spyOn(test.client, 'call');
  await act(async () => {
    renderWithShell(<Frame />, test);
    await Promise.resolve();
  });
  const parsed = (questions: readonly Question[]): Set<string> =>
    new Set(questions.map(({ method, input }) => `${method} ${JSON.stringify(parse(method, input))}`));
  expect(parsed(test.client.calls)).toEqual(parsed(firstQuestions));
  // Word for word: the questions of the shell itself were asked before anybody could listen.
  const words = firstQuestions.map(({ method, input }) => JSON.stringify([method, input]));
  expect(call.mock.calls.length).toBeGreaterThan(0);
  for (const [method, input] of call.mock.calls) expect(words).toContain(JSON.stringify([method, input]));
});
