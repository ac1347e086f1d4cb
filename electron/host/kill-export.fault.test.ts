import { expect, it } from 'vitest';
import { killExports } from './kill-export.contract.ts';

it('[XFER-86] exports and backups that are killed wherever chance will leave the old file or the new one', async () => {
  const rounds = 60;
  const { left } = await killExports(rounds, 900, 17);
  console.log(`${String(2 * rounds)} kills; ${String(left)} left something beside for the next start; none was lost`);
  expect(left).toBeGreaterThan(0);
});
