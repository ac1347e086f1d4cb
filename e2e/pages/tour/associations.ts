import { expect, type Page } from '@playwright/test';
import { devices } from '#shared/text/en/devices';
import { stateResult } from '#shared/text/en/state-result';
import { userState } from '#shared/text/en/user-state';
import { Devices } from '../devices.ts';
import { UserState } from '../user-state.ts';
import { anyWords } from '../words.ts';
import { dismiss, type Stop } from './stop.ts';

export function associationStops(page: Page): Stop[] {
  const all = new Devices(page);
  const state = new UserState(page);
  const { frame } = all;
  const text = userState.association;
  return [
    {
      name: 'user-state',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(devices.question.deleteTitle_one)));
        await state.open();
        await state.select('OLD-PC');
      },
    },
    { name: 'association', open: () => state.beginCreate() },
    {
      name: 'association-impossible',
      open: () => state.chooseComputers('OLD-PC', 'NEW-PC'),
    },
    {
      name: 'association-accounts',
      open: async () => {
        await state.openAccounts();
        await state.choice('capture-all-restore-specified').check();
      },
    },
    {
      name: 'association-specify',
      open: async () => {
        await dismiss(page, state.dialog);
        await frame.command(text.command.accounts);
        await expect(frame.dialog(anyWords(text.form.accountsTitle))).toBeVisible();
      },
    },
    {
      name: 'association-delete',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(text.form.accountsTitle)));
        await frame.command(text.command.delete);
        await expect(frame.dialog(anyWords(text.question.deleteTitle_one))).toBeVisible();
      },
    },
  ];
}

export function resultStops(page: Page): Stop[] {
  const all = new Devices(page);
  const state = new UserState(page);
  const { frame } = all;
  const text = userState.association;
  return [
    {
      name: 'result',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(text.question.deleteTitle_one)));
        await frame.command(text.command.open);
        await expect(state.proof).toBeVisible();
      },
    },
    {
      name: 'result-renamed',
      open: () => state.lists.getByRole('tab', { name: anyWords(stateResult.lists.renamed) }).click(),
    },
    {
      name: 'result-delete',
      open: async () => {
        await frame.command(stateResult.command.delete);
        await expect(frame.dialog(anyWords(stateResult.question.deleteTitle))).toBeVisible();
      },
    },
  ];
}
