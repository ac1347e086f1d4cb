// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stepDescriptions } from '#shared/steps/catalog';
import type { PropertyColumn, StepProperty } from '#shared/steps/step-description';
import { listVariablesOfStep } from '#shared/steps/step-variables';
import { plainWords, pseudoTexts } from '#shared/text/fakes/pseudo';
import { sayMessage } from '#shared/text/say';
import { keyNames, unsaid } from '../../app/fakes/unsaid.ts';
import { createI18n } from '../../app/i18n.ts';
import { texts } from '../../app/texts.ts';
import { fakeStep } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, pageDrawn } from './fakes/open-fake.tsx';

configure({ asyncUtilTimeout: 10_000 });

const other = pseudoTexts(texts);
const steps = stepDescriptions.filter(({ element }) => element !== 'group');

/** What the steps have in the document is no word: classes, variables, their values, commands, and the field's names. */
const ofDocument = steps.flatMap(({ type, action, newName, properties, runIn, successCodes }) => [
  ...[type, action ?? '', newName, runIn ?? '', successCodes],
  ...properties.flatMap(({ xml, default: value, constraint }) => [
    ...[xml?.name ?? '', xml?.property ?? '', String(value ?? '')],
    // The form of a path, an account or an OU is the field's own, too: `Domain\\account`.
    constraint?.format ?? '',
  ]),
]);
/** Nor are names of variables, which are the field's own in every language. */
const variableNames = steps.flatMap((one) => {
  const { reads, sets, givesWayTo } = listVariablesOfStep(fakeStep(one.newName, one.type).detail);
  return [...reads.map(({ name }) => name), ...sets, ...givesWayTo];
});
const values = new Set([...keyNames, ...ofDocument, ...variableNames, 'LAB Deploy'].flatMap(plainWords));

let opened: OpenedEditor | undefined;
beforeAll(giveSizes);
afterEach(() => {
  opened?.stop();
  opened = undefined;
  cleanup();
});

type Named = StepProperty | PropertyColumn;

function messagesOf(one: Named): readonly { readonly say: string }[] {
  const own = 'help' in one ? [one.label, one.help] : [one.label];
  return [...own, ...(one.choices ?? []).map(({ label }) => label), ...(one.columns ?? []).flatMap(messagesOf)];
}

describe('the editor in another language', () => {
  it.each(stepDescriptions.map(({ id }) => id))('[UI-420] %s, its properties and choices have words there', (id) => {
    const { t } = createI18n(other);
    const found = stepDescriptions.find((one) => one.id === id);
    const all = [found?.label, found?.purpose, ...(found?.properties ?? []).flatMap(messagesOf)];
    for (const one of all) {
      const said = sayMessage((key, given) => t(key, given), one ?? '');
      // A placeholder in a name of variables stays.
      expect(said.replaceAll(/<[^>]*>/g, '')).toMatch(/^⟦[^A-Za-z]*⟧$/);
    }
  });

  it('[UI-421] no tab of a step of any type says anything in English', { timeout: 120_000 }, async () => {
    opened = await openFake('edit', null, () => steps.map(({ newName, type }) => fakeStep(newName, type)), other);
    const found: Record<string, readonly string[]> = {};
    const key = (name: string) =>
      act(async () => void fireEvent.keyDown(document.activeElement ?? document.body, { key: name, code: name }));
    let seen = 0;
    for (const { id, newName } of steps) {
      const row = await screen.findByRole('treeitem', { selected: true });
      expect(row.textContent).toContain(newName);
      const tabs = screen.getAllByRole('tab');
      for (const tab of tabs) {
        await act(async () => void fireEvent.click(tab));
        await waitFor(() => expect(tab.getAttribute('aria-selected')).toBe('true'));
        // A page that is not there says no English.
        await pageDrawn();
        seen += 1;
        const left = unsaid(values);
        if (left.length > 0) found[`${id} ${tab.textContent}`] = left;
      }
      row.focus();
      await key('ArrowDown');
    }
    expect(found).toEqual({});
    expect(seen).toBeGreaterThanOrEqual(steps.length * 3);
  });
});
