import type { MessageOrText } from '#shared/contract/message-shape';
import { createMigrationPoints, rememberResults } from '#core/state-migration/migration-points';
import type { GrantPorts } from '#core/state-migration/grants';
import type { Secrets } from '#core/engine/ports';
import { createRunLogFiles } from '#core/engine/log-files';
import { createRunService, type RunService } from '#core/engine/run-service';
import { realFiles } from '#core/ports/files-real';
import type { Log } from '#core/ports/log';
import { realProcesses } from '#core/ports/processes-real';
import type { SecretStore } from '#core/ports/secrets';
import { createRunDevices, type LocalDeviceParts } from '#core/running/devices';
import { createScripts } from '#core/running/scripts';
import { createJournalStore, createRunStore } from '#core/running/run-store';
import { readFileVersion } from '#core/transfer/file-version';
import type { UserState } from '#core/userstate/user-state';

export interface RunParts {
  readonly ports: GrantPorts;
  readonly log: Log;
  readonly secrets: SecretStore;
  readonly runSecrets: Secrets;
  readonly userState: UserState;
  readonly logs: string;
  /** Makes the words of the text files of a run. */
  readonly say: (message: MessageOrText) => string;
  readonly version: string;
  readonly siteName: string;
  readonly siteCode: string;
  readonly local: LocalDeviceParts;
}

/** So often leases are looked at; the engine renews those that are due. */
const keepClaimsEveryMs = 5000;

/**
 * Renews what this process holds for as long as it lives, and interrupts what a process that is gone has held. Returns
 * what stops it.
 */
export function keepClaims(
  runs: Pick<RunService, 'keepClaims' | 'recover'>,
  jobs: { keep(): Promise<void> },
  log: Log,
): () => void {
  const timer = setInterval(() => {
    runs
      .keepClaims()
      .catch((error: unknown) => log.error('The claims of runs could not be renewed', error))
      .then(() => runs.recover())
      .catch((error: unknown) => log.error('Runs whose process is gone could not be interrupted', error));
    jobs.keep().catch((error: unknown) => log.error('The leases of jobs could not be renewed', error));
  }, keepClaimsEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The engine over the site: journal, devices, user state and migration points are the real ones. */
export function composeRuns(parts: RunParts): RunService {
  const { ports, log, secrets, userState } = parts;
  const { database, clock, ids } = ports;
  return createRunService({
    ...{ clock, ids, computerId: parts.local.computer.id() },
    say: parts.say,
    files: realFiles,
    fileVersion: (path) => readFileVersion(realFiles, path),
    processes: realProcesses,
    scripts: createScripts(parts.local.computer.powerShell.program),
    runs: createRunStore(database, secrets),
    journal: createJournalStore(database),
    logFiles: createRunLogFiles(realFiles, parts.logs),
    devices: createRunDevices(database, secrets, clock, parts.local),
    secrets: parts.runSecrets,
    userState: rememberResults(
      {
        capture: (request, work) => userState.capture(request, work),
        restore: (request, work) => userState.restore(request, work),
        describe: async (storePath) => userState.readCatalog(storePath),
      },
      database,
    ),
    migrationPoints: createMigrationPoints(ports),
    log,
    tool: `Waystation ${parts.version}`,
    organisation: parts.siteName,
    siteCode: parts.siteCode,
  });
}
