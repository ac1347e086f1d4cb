// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/contract';
import { ErrorCode } from '#shared/contract/errors';
import { plainWords, pseudoTexts } from '#shared/text/fakes/pseudo';
import { sampleNames } from '../features/start/sample.ts';
import { keyNames, unsaid } from './fakes/unsaid.ts';
import { features } from './features.ts';
import { openConsole, settle } from './fakes/open-console.tsx';
import { createI18n } from './i18n.ts';
import { createTestShell, pageOf } from './testing.tsx';
import { texts } from './texts.ts';
import type { Shell } from './types.ts';

const other = pseudoTexts(texts);

/** What is no word: keys, and what the site of this test has. */
const values = new Set(
  [
    'LAB Contoso Lab devries sites lab secret key',
    ...keyNames,
    'KB MB GB UTC test OLD-PC NEW-PC',
    ...Object.values(sampleNames),
    ...ErrorCode.options,
    // A call that this site does not answer is named in what is said of it.
    ...Object.keys(contract),
  ].flatMap(plainWords),
);
/** The whole console over an empty site, in the other language. */
async function open(): Promise<Shell> {
  const empty = () => pageOf([]);
  const lists = ['sequence', 'device', 'association', 'stateStore', 'migrationPoint', 'run'] as const;
  const handlers = Object.fromEntries(lists.map((area) => [`${area}.list`, empty]));
  const { shell } = createTestShell(
    { ...handlers, 'folder.list': empty, 'restart.pending': () => ({ restart: null }) },
    features,
    other,
  );
  await openConsole(shell, createI18n(other));
  return shell;
}

async function closeDialogs(shell: Shell): Promise<void> {
  act(() => {
    for (const { id } of shell.dialogs.store.getState().open) shell.dialogs.close(id);
  });
  await settle();
}

afterEach(cleanup);

const nodes = features.flatMap((feature) => feature.nodes ?? []);

describe('the console in another language', () => {
  it.each(nodes.map(({ id }) => id))('[UI-370] the page of %s says nothing in English', async (id) => {
    const shell = await open();
    act(() => shell.goTo(id));
    await settle();
    expect(unsaid(values)).toEqual([]);
  });

  it('[UI-371] every command has a label in the language of the console', async () => {
    const shell = await open();
    const labels = shell.commands.all().map((command) => shell.commands.label(command));
    expect(labels.length).toBeGreaterThan(100);
    expect(labels.filter((label) => plainWords(label).some((word) => !values.has(word)))).toEqual([]);
  });

  it('[UI-371] whatever a command opens is in it too', async () => {
    const shell = await open();
    let opened = 0;
    const found: Record<string, readonly string[]> = {};
    for (const command of shell.commands.all()) {
      if (!shell.commands.isShown(command) || !shell.commands.isEnabled(command)) continue;
      act(() => void shell.commands.invoke(command));
      await settle();
      opened += shell.dialogs.store.getState().open.length;
      const left = unsaid(values);
      if (left.length > 0) found[command.id] = left;
      await closeDialogs(shell);
    }
    expect(found).toEqual({});
    expect(opened).toBeGreaterThan(2);
  });
});
