import { createHash } from 'node:crypto';
import { openThisComputer } from '#core/local/local-computer';
import type { LocalComputer } from '#core/local/ports';
import type { Log } from '#core/ports/log';
import { realProcesses } from '#core/ports/processes-real';
import { realClock } from '#core/ports/real';
import type { LocalDeviceParts } from '#core/running/devices';
import { createRestarts, type Restarts } from '#core/running/restarts';
import { createScanTargets, type ScanTargets } from '#core/running/scan-targets';
import type { Site } from '#core/site/site';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { EventHub } from './event-hub.ts';
import { createSharedRestarts, type SharedRestarts } from './shared-restarts.ts';

export interface LocalOptions {
  readonly siteDirectory: string;
  readonly log: Log;
  readonly computer?: LocalComputer;
  /** What starts this program on this site again. */
  readonly relaunch?: readonly string[];
  /** The process that a new start has to wait for; without it this one. */
  readonly processId?: number;
  readonly end?: () => void;
}

export interface LocalParts {
  readonly computer: LocalComputer;
  readonly restarts: Restarts;
  readonly sharedRestarts: SharedRestarts;
  readonly targets: ScanTargets;
  readonly parts: LocalDeviceParts;
  readonly canStartElevated: boolean;
  startElevated(): Promise<'started' | 'declined' | 'already-elevated'>;
}

/** The answer reaches the page before the console ends. */
const endAfterMs = 1000;

/** This computer, its restart and its elevation, over a site. */
export function composeLocal(site: Site, options: LocalOptions, hub: EventHub, siteName: string): LocalParts {
  const computer = options.computer ?? openThisComputer();
  const relaunch = options.relaunch ?? null;
  const siteFolder = options.siteDirectory;
  // Two sites may have one name, and each has an entry of its own.
  const mark = createHash('sha256').update(siteFolder).digest('hex').slice(0, 8);
  const sharedRestarts = createSharedRestarts({
    database: site.database,
    processes: realProcesses,
    log: options.log,
    onChange: (restart) => hub.emit('restart.changed', { restart }),
  });
  const restarts = createRestarts({
    clock: realClock,
    system: computer.restart,
    relaunch,
    siteName: `${siteName} ${mark}`,
    onChange: (restart) => sharedRestarts.tell(restart),
  });
  return {
    ...{ computer, restarts, sharedRestarts },
    targets: createScanTargets(site.database, computer, siteFolder),
    parts: { computer, restart: restarts, siteFolder },
    canStartElevated: computer.elevation.canStart && relaunch !== null && options.end !== undefined,
    startElevated: () => startElevated(computer, options),
  };
}

async function startElevated(
  { elevation }: LocalComputer,
  { relaunch, end, processId = process.pid }: LocalOptions,
): Promise<'started' | 'declined' | 'already-elevated'> {
  if (elevation.isElevated()) return 'already-elevated';
  const [program, ...parameters] = relaunch ?? [];
  if (program === undefined || end === undefined) {
    throw new AppError('ELEVATION_NOT_POSSIBLE', { reason: reason('own-start-unknown') });
  }
  const outcome = await elevation.start(program, [...parameters, '--after', String(processId)]);
  if (outcome === 'started') setTimeout(end, endAfterMs).unref();
  return outcome;
}
