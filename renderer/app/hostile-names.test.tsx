// @vitest-environment jsdom
import { act, cleanup, fireEvent } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/contract';
import { defaultSettings } from '#shared/model/site';
import type { FakeHandlers } from '../api/fake-client.ts';
import { giveSizes } from '../features/sequence-editor/fakes/open-fake.tsx';
import { acting, makeHostile } from './fakes/hostile.ts';
import { openConsole, settle } from './fakes/open-console.tsx';
import { spokenTexts } from './fakes/unsaid.ts';
import { features } from './features.ts';
import { createI18n } from './i18n.ts';
import { createTestShell } from './testing.tsx';
import type { Shell } from './types.ts';

/** A host that answers every call with hostile names, wherever its answer has a text of its own. */
function hostileHandlers(): FakeHandlers {
  const calls = Object.entries(contract).flatMap(([name, one]) => {
    if (one.kind === 'event') return [];
    const answer = makeHostile(one.output);
    expect([name, one.output.safeParse(answer).success]).toEqual([name, true]);
    return [[name, () => answer] as const];
  });
  return { ...Object.fromEntries(calls), 'setting.get': () => defaultSettings, 'setting.set': () => defaultSettings };
}

async function open(): Promise<Shell> {
  const { shell } = createTestShell(hostileHandlers(), features);
  await openConsole(shell, createI18n());
  return shell;
}

/** What is shown or spoken and would act; how many texts show a hostile name as such. */
function look(): { readonly acts: string[]; readonly shows: number } {
  const texts = spokenTexts();
  return {
    acts: texts.filter((text) => acting.test(text)),
    shows: texts.filter((text) => text.includes(String.raw`in\u202Egnp`)).length,
  };
}

async function closeDialogs(shell: Shell): Promise<void> {
  act(() => {
    for (const { id } of shell.dialogs.store.getState().open) shell.dialogs.close(id);
  });
  await settle();
}

beforeAll(giveSizes);
afterEach(cleanup);

const nodes = features.flatMap((feature) => feature.nodes ?? []);

describe('a site whose every name is hostile', () => {
  it.each(nodes.map(({ id }) => id))(
    '[UI-462] %s shows them as such, with what its commands open',
    async (id) => {
      const shell = await open();
      const found: Record<string, readonly string[]> = {};
      const shown: Record<string, number> = {};
      const note = (place: string): void => {
        const { acts, shows } = look();
        if (acts.length > 0) found[place] = acts;
        shown[place] = shows;
      };
      act(() => shell.goTo(id));
      await settle();
      note(id);
      const row = document.querySelector('[role="row"][data-row], [role="gridcell"], [role="rowheader"]');
      await act(async () => {
        if (row !== null) fireEvent.mouseDown(row);
        if (row !== null) fireEvent.click(row);
      });
      await settle();
      note(`${id} row`);
      for (const command of shell.commands.all()) {
        if (!shell.commands.isShown(command) || !shell.commands.isEnabled(command)) continue;
        act(() => void shell.commands.invoke(command));
        await settle();
        note(`${id} ${command.id}`);
        for (const tab of document.querySelectorAll('[role="dialog"] [role="tab"]')) {
          await act(async () => void fireEvent.click(tab));
          note(`${id} ${command.id} tab`);
        }
        await closeDialogs(shell);
      }
      expect(found).toEqual({});
      // A page that shows none of them was not looked at.
      expect(Math.min(...Object.values(shown))).toBeGreaterThan(5);
    },
    120_000,
  );
});
