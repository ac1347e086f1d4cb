// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import { testRow, testView } from './fakes/runs.ts';
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
