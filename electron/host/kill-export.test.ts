import { it } from 'vitest';
import { killExports } from './kill-export.contract.ts';

it(
  '[XFER-86] an export and a backup over a file that are killed leave the old or the new one, and nothing after the next start',
  { timeout: 240_000 },
  async () => {
    await killExports(2, 400, 5);
  },
);
