import { expect, type Page } from '@playwright/test';
import { runs as runsText } from '#shared/text/en/runs';
import { userState } from '#shared/text/en/user-state';
import { MigrationPoints } from '../migration-points.ts';
import { Runs } from '../runs.ts';
import { anyWords } from '../words.ts';
import { dismiss, captureName, type Stop } from './stop.ts';

export function runStops(page: Page): Stop[] {
  const points = new MigrationPoints(page);
  const runs = new Runs(page);
  const { frame } = points;
  return [
    {
      name: 'runs',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(userState.point.question.refusedTitle)));
        await frame.openNode('monitoring', runsText.node);
        await frame.select(runsText.list, captureName);
      },
    },
    {
      name: 'runs-start',
      open: async () => {
        await frame.command(runsText.command.startSequence);
        await runs.startDialog.getByRole('button', { name: runsText.start.add }).click();
      },
    },
    {
      name: 'runs-delete',
      open: async () => {
        await dismiss(page, runs.startDialog);
        await frame.command(runsText.command.delete);
        await expect(frame.dialog(anyWords(runsText.question.deleteTitle_one))).toBeVisible();
      },
    },
    {
      name: 'runs-log-file',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(runsText.question.deleteTitle_one)));
        await frame.command(runsText.command.showLog);
        await expect(frame.dialog(anyWords(runsText.logFile.title))).toBeVisible();
      },
    },
    {
      name: 'run',
      open: async () => {
        await dismiss(page, frame.dialog(anyWords(runsText.logFile.title)));
        await frame.command(runsText.command.open);
        await expect(runs.ended).toBeVisible();
      },
    },
    {
      name: 'run-step',
      open: async () => {
        await runs.step('Capture User Files').click();
        await page.getByRole('tab', { name: runsText.detail.tab, exact: true }).click();
      },
    },
  ];
}
