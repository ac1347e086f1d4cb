import { expect, type Page } from '@playwright/test';
import { frame as frameText } from '#shared/text/en/frame';
import { jobs } from '#shared/text/en/jobs';
import { palette } from '#shared/text/en/palette';
import { settings } from '#shared/text/en/settings';
import { MigrationPoints } from '../migration-points.ts';
import { dismiss, type Stop } from './stop.ts';

export function toolStops(page: Page): Stop[] {
  const points = new MigrationPoints(page);
  const { frame } = points;
  return [
    {
      name: 'jobs',
      open: async () => {
        const rail = page.getByRole('navigation', { name: frameText.workspaces });
        await rail.getByRole('button', { name: frameText.jobs }).click();
        await expect(frame.tab(jobs.title)).toBeVisible();
      },
    },
    {
      name: 'settings',
      open: async () => {
        const rail = page.getByRole('navigation', { name: frameText.workspaces });
        await rail.getByRole('button', { name: frameText.settings }).click();
        await expect(page.getByRole('heading', { name: settings.section.secrets })).toBeVisible();
      },
    },
    {
      name: 'palette',
      open: async () => {
        await page.keyboard.press('Control+Shift+P');
        await expect(page.getByRole('dialog')).toBeVisible();
        await page.keyboard.type('First');
      },
    },
    {
      name: 'shortcuts',
      open: async () => {
        await dismiss(page, page.getByRole('dialog'));
        await page.keyboard.press('F1');
        await expect(frame.dialog(palette.shortcuts.title)).toBeVisible();
      },
    },
  ];
}
