// @vitest-environment jsdom
import { act, cleanup, configure, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { stepDescriptions } from '#shared/steps/catalog';
import { fakeStep } from '../fakes/fake-nodes.ts';
import { click, showStep, type ShownStep } from '../fakes/show-step.tsx';
import { problemText } from '../problem-words.ts';
import { editorText } from '../use-words.ts';
import { PropertiesTab } from './properties-tab.tsx';

configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

const needed = /is empty\. The step needs it to run\./;

/** What the page says is empty, and what the problems say is missing, each by label. */
async function bothSides({ editor, shell }: ShownStep): Promise<{ page: string[]; problems: string[] }> {
  const model = editor.problems();
  await act(() => model.ready());
  const words = editorText(shell);
  const page = screen
    .queryAllByText(needed)
    .map(({ textContent }) => /^“?(.*?)”? is empty/.exec(textContent)?.[1] ?? '');
  const problems = model.store
    .getState()
    .problems.filter(({ kind }) => kind === 'missing')
    .map((one) => /“(.*?)” is empty/.exec(problemText(words, one, shell.format))?.[1] ?? '');
  return { page: page.sort(), problems: problems.sort() };
}

const choices = stepDescriptions.flatMap((description) =>
  description.properties.flatMap(({ key, derived = {} }) =>
    Object.keys(derived).map((value) => [description.id, key, value, description.type] as const),
  ),
);

describe('what the page and the problems say of a choice that only the page has', () => {
  it('[UI-830] is the same: a drive that is chosen and empty is missing, and what stands under the other choice is not', async () => {
    const shown = await showStep(
      () =>
        fakeStep('It', 'SMS_TaskSequence_EnableBitLockerAction', {
          variables: [{ name: 'OSDBitLockerMode', property: 'Mode', hidden: true, value: 'TPMAndPIN' }],
        }),
      [PropertiesTab],
    );
    const model = shown.editor.problems();
    await act(() => model.ready());
    await click('radio', 'Specific drive');
    await waitFor(async () => expect((await bothSides(shown)).problems).toEqual(['Drive']));
    expect((await bothSides(shown)).page).toEqual(['Drive']);
    const [problem] = model.store.getState().problems;
    if (problem === undefined) throw new Error('No problem');
    await act(async () => shown.editor.goToProblem(problem));
    expect(shown.editor.view.getState().fieldRequest?.names).toContain('OSDBitLockerTargetDrive');
  });

  it.each(choices)('[UI-830] is the same: %s, %s is %s', async (_id, key, value, type) => {
    const shown = await showStep(() => fakeStep('It', type), [PropertiesTab]);
    await act(() => shown.editor.problems().ready());
    act(() => shown.editor.view.setState({ choices: new Map([[`n1:${key}`, value]]) }));
    const { page, problems } = await bothSides(shown);
    expect(problems).toEqual(page);
  });
});
