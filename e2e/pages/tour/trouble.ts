import { expect, type Page } from '@playwright/test';
import { runs as runsText } from '#shared/text/en/runs';
import { stateResult } from '#shared/text/en/state-result';
import { userState } from '#shared/text/en/user-state';
import type { Toured } from '../../fixtures/toured.ts';
import { Runs } from '../runs.ts';
import { UserState } from '../user-state.ts';
import { anyWords } from '../words.ts';
import { captureName, dismiss, type Stop } from './stop.ts';

/** What a restore that left something out looks like, and what is said before a run that may be dangerous. */
export function troubleStops(page: Page, toured: Toured): Stop[] {
  const state = new UserState(page);
  const runs = new Runs(page);
  const { frame } = state;
  return [
    {
      name: 'trouble-association',
      open: async () => {
        await (await toured.openTroubled()).open(page);
        await state.open();
        await state.select('OLD-PC');
      },
    },
    {
      name: 'trouble-result',
      open: async () => {
        await frame.command(userState.association.command.open);
        await expect(state.proof).toBeVisible();
      },
    },
    {
      name: 'trouble-left-out',
      open: () => state.lists.getByRole('tab', { name: anyWords(stateResult.lists.leftOut) }).click(),
    },
    {
      name: 'trouble-accept',
      open: async () => {
        await frame.command(stateResult.command.accept);
        await expect(frame.dialog(anyWords(stateResult.accept.title))).toBeVisible();
      },
    },
    {
      name: 'trouble-runs',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(stateResult.accept.title)));
        await frame.openNode('monitoring', runsText.node);
        await frame.select(runsText.list, captureName);
      },
    },
    {
      name: 'trouble-shell-characters',
      open: async () => {
        await frame.command(runsText.command.startSequence);
        const dialog = runs.startDialog;
        await frame.choose(dialog, runsText.start.device, 'OLD-PC');
        await dialog.getByRole('button', { name: runsText.start.add }).click();
        await dialog.getByRole('textbox').nth(-2).fill('Site');
        await dialog.getByRole('textbox').last().fill('Harbour & Sons');
      },
    },
  ];
}
