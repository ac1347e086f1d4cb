import { expect, type Page } from '@playwright/test';
import { userState } from '#shared/text/en/user-state';
import { MigrationPoints } from '../migration-points.ts';
import { anyWords } from '../words.ts';
import { dismiss, type Stop } from './stop.ts';

export function roleStops(page: Page): Stop[] {
  const points = new MigrationPoints(page);
  const { frame } = points;
  const point = 'Sample state migration point';
  return [
    {
      name: 'migration-points',
      open: async () => {
        await points.open();
        await frame.select(userState.point.list, point);
      },
    },
    { name: 'migration-point-properties', open: () => points.openProperties(point) },
    {
      name: 'migration-point-refused',
      open: async () => {
        await dismiss(page, points.dialog);
        await frame.command(userState.point.command.delete);
        await expect(frame.dialog(anyWords(userState.point.question.refusedTitle))).toBeVisible();
      },
    },
  ];
}
