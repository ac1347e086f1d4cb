import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSite } from '../../site/site.ts';
import type { Site } from '../../site/site.ts';
import type { Ids } from '../ids.ts';
import { createSeededIds } from './seeded-ids.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import type { SimulatedClock } from './simulated-clock.ts';

export interface TempSite {
  readonly site: Site;
  readonly clock: SimulatedClock;
  readonly ids: Ids;
  /** Closes the site and removes its folder. */
  remove(): Promise<void>;
}

/** A real site in a folder of its own below the system's folder for temporary files: code WST, name "Test site". */
export async function createTempSite(): Promise<TempSite> {
  const dir = mkdtempSync(join(tmpdir(), 'waystation-site-'));
  const clock = createSimulatedClock();
  const ids = createSeededIds();
  const site = await createSite(dir, { code: 'WST', name: 'Test site' }, { clock, ids });
  return {
    site,
    clock,
    ids,
    remove: async () => {
      await site.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
