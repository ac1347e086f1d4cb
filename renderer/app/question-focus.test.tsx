// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from './testing.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

afterEach(cleanup);

const question = { title: 'Save it?', text: 'It is not saved.', action: 'Save and run', keep: 'Go on editing' };

it('[UI-583] Enter on a question that has just opened does its action and not the alternative beside it', async () => {
  renderWithShell(
    <ConfirmDialog request={{ ...question, alternative: 'Run the old one' }} close={() => undefined} />,
    createTestShell(),
  );
  const action = await screen.findByRole('button', { name: 'Save and run' });
  expect(document.activeElement).toBe(action);
});
