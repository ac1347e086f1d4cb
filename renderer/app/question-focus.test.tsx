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

it('[UI-639] where something is lost Enter keeps it, and the button that loses it looks like nothing else', async () => {
  for (const more of [{}, { alternative: 'Keep a copy' }]) {
    const lost = { ...question, action: 'Delete the run', keep: 'Keep the run', isDestructive: true, ...more };
    renderWithShell(<ConfirmDialog request={lost} close={() => undefined} />, createTestShell());
    const keep = await screen.findByRole('button', { name: 'Keep the run' });
    expect(document.activeElement).toBe(keep);
    const buttons = screen.getAllByRole('button').filter((one) => one.classList.contains('ws-danger'));
    expect(buttons.map(({ textContent }) => textContent)).toEqual(['Delete the run']);
    cleanup();
  }
  renderWithShell(<ConfirmDialog request={question} close={() => undefined} />, createTestShell());
  expect((await screen.findByRole('button', { name: 'Save and run' })).classList.contains('ws-danger')).toBe(false);
});
