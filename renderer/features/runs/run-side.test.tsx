// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import { testRow, testStep, testView } from './fakes/runs.ts';
import { runsFeature } from './index.tsx';
import { modelOfView } from './run-model.ts';
import { RunOutcome } from './run-side.tsx';

afterEach(cleanup);

it('[ENG-172] the page of a cancelled run says what goes on, and by which number', () => {
  const view = testView({
    row: testRow({ state: 'cancelled', endedAt: 1_000_001 }),
    left: [
      { code: 'not-ended', processes: [4711, 4712] },
      { code: 'not-readable', processes: [4713] },
      { code: 'marks-not-shown' },
      { code: 'other-computer' },
      { code: 'owner-not-noted' },
    ],
  });
  renderWithShell(
    <RunOutcome model={modelOfView(view)} onStep={() => undefined} />,
    createTestShell({}, [runsFeature]),
  );
  expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/could not be ended: process 4711, 4712\. /),
    expect.stringMatching(/process 4713 belongs to it is not known/),
    expect.stringMatching(/does not show/),
    expect.stringMatching(/on another computer/),
    expect.stringMatching(/earlier version/),
  ]);
});

it('[UI-584] the end of a run says how many steps did not run, and how many failed without ending it', () => {
  const row = testRow({ state: 'succeeded', endedAt: 1_000_001, stepDone: 3, stepTotal: 3 });
  const [group, ...steps] = [1, 2, 3, 4].map((number) => testStep(number, { state: 'succeeded' }));
  const shown = (changes: readonly Parameters<typeof testStep>[1][]) => {
    cleanup();
    const changed = [group, ...steps.map((step, at) => ({ ...step, ...changes[at] }))] as typeof steps;
    renderWithShell(
      <RunOutcome model={modelOfView(testView({ row, steps: changed }))} onStep={() => undefined} />,
      createTestShell({}, [runsFeature]),
    );
    return document.body.textContent;
  };
  const skipped = { state: 'skipped', skipReason: 'condition-false' } as const;
  expect(shown([])).toMatch(/All steps are done.*All 3 steps ran\./);
  expect(shown([skipped])).toMatch(/All steps are done.*2 of 3 steps ran; 1 was skipped/);
  expect(shown([skipped, { state: 'failed-ignored' }])).toMatch(
    /The run went on past 1 step that failed.*2 of 3 steps ran; 1 was skipped/,
  );
  expect(shown([{ state: 'failed-ignored' }])).toMatch(/The run went on past 1 step that failed.*All 3 steps ran\./);
});
