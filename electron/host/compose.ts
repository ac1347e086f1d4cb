import { createWords, type Words } from './words.ts';
import type { MessageOrText } from '#shared/contract/message-shape';
import { sayMessage } from '#shared/text/say';
import { readFileSync } from 'node:fs';
import type { SiteInfo } from '#shared/model/site';
import { createDevices } from '#core/devices/devices';
import { createAssociations } from '#core/state-migration/associations';
import { createPoints } from '#core/state-migration/points';
import { createStateStores } from '#core/state-migration/state-stores';
import { createClipboard } from '#core/editing/clipboard';
import { createEditing } from '#core/editing/editing';
import { createFileWorkers } from '#core/library/file-workers';
import { createPasteReader } from '#core/library/paste-reader';
import type { LocalComputer } from '#core/local/ports';
import { createLibrary } from '#core/library/library';
import { createStepSecrets } from '#core/library/step-secrets';
import { realFiles } from '#core/ports/files-real';
import type { Log } from '#core/ports/log';
import { ownUser } from '#core/ports/own-user';
import { realProcesses } from '#core/ports/processes-real';
import { realClock, realIds } from '#core/ports/real';
import { sweepLeftBehind } from '#core/ports/left-beside';
import { removeLeftovers } from '#core/ports/whole-file';
import { createKeyFileSealer, createSecretStore, type Sealer } from '#core/ports/secrets';
import { createKeyedQueue } from '#core/queue/keyed-queue';
import { createRunHistory } from '#core/running/run-history';
import { createRunSecrets } from '#core/running/secrets';
import { createConsoleSettings } from '#core/site/settings';
import { openSite, type Site } from '#core/site/site';
import { backUpDaily } from '#core/store/backup';
import { getSite } from '#core/store/tables/site';
import { createUserState } from '#core/userstate/user-state';
import type { ScanTarget } from '#core/running/scan-targets';
import type { DeviceId } from '#shared/model/ids';
import { composeLocal } from './compose-local.ts';
import { composeRuns, keepClaims } from './compose-runs.ts';
import type { Core } from './core.ts';
import { EventHub } from './event-hub.ts';
import { tellChanges } from './change-events.ts';
import { clipboardHandlers } from './handlers/clipboard.ts';
import { computerHandlers } from './handlers/computer.ts';
import { conditionHandlers } from './handlers/condition.ts';
import { deviceHandlers } from './handlers/device.ts';
import { editorHandlers, followEditing } from './handlers/editor.ts';
import { listHandlers } from './handlers/lists.ts';
import { runHandlers } from './handlers/run.ts';
import { sequenceHandlers } from './handlers/sequence.ts';
import { siteHandlers, workHandlers } from './handlers/site.ts';
import { stateHandlers } from './handlers/state.ts';
import { ImportJobs } from './import-jobs.ts';
import { Jobs } from './jobs.ts';
import { startSample } from './sample.ts';
import type { Handlers, HostEvents } from './serve.ts';
import { cleanUp, startDeleteStore, startVerify } from './state-jobs.ts';
import { acceptRestore } from '#core/state-migration/migration-points';
import type { IsGone } from '#core/state-migration/store-use';
import { isAbandoned, makeOwner } from '#core/engine/claims';
import { PreviewJobs } from './preview-jobs.ts';
import { Transfers } from './transfers.ts';
import { watchOtherProcesses } from './watch-site.ts';

export interface ComposeOptions {
  /** The language of what this host says; English without. */
  readonly words?: Words;
  /** An existing site folder. */
  readonly siteDirectory: string;
  readonly host: SiteInfo['host'];
  readonly log: Log;
  /** The operating system's sealing when the host has it; otherwise a key file in the site folder. */
  readonly sealer?: Sealer;
  /** False for a short command: no clean-up, no daily backup, no taking over of interrupted runs. */
  readonly isConsole?: boolean;
  /** The computer on which this runs; another one in tests. */
  readonly computer?: LocalComputer;
  /** What opens this program on this site, for a restart and for an elevated start. */
  readonly relaunch?: readonly string[];
  /** The process that a new start has to wait for; without it this one. */
  readonly processId?: number;
  /** Ends this program, so that an elevated one can open the site. */
  readonly end?: () => void;
}

export interface ComposedHost {
  readonly handlers: Handlers;
  readonly events: HostEvents;
  readonly core: Core;
  close(): Promise<void>;
}

const cleanUpEveryMs = 60 * 60 * 1000;
const keepDailyBackups = 7;

/** Name and version of the program, from the package file two folders up: the same place in source and bundle. */
export function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : '';
  return typeof version === 'string' ? version : '';
}

function handlersOf(core: Core): Handlers {
  return {
    ...siteHandlers(core),
    ...workHandlers(core),
    ...sequenceHandlers(core),
    ...editorHandlers(core),
    ...conditionHandlers(core),
    ...clipboardHandlers(core),
    ...deviceHandlers(core),
    ...computerHandlers(core),
    ...runHandlers(core),
    ...listHandlers(core),
    ...stateHandlers(core),
  };
}

/** Open editors, and the clipboard that they share. */
function editingParts(ports: Parameters<typeof createEditing>[0]): Pick<Core, 'editing' | 'clipboard'> {
  const editing = createEditing(ports);
  return { editing, clipboard: createClipboard({ editing, readPaste: ports.readPaste }) };
}

async function composeCore(site: Site, options: ComposeOptions): Promise<Core> {
  const { log, host } = options;
  const { database, paths } = site;
  const version = readVersion();
  const userName = ownUser().username;
  const hub = new EventHub();
  const secrets = createSecretStore(database, options.sealer ?? createKeyFileSealer(paths.secretKey), realClock);
  const siteRow = await getSite(database.read);
  const local = composeLocal(site, options, hub, siteRow.name);
  const owner = { processes: realProcesses, computerId: local.computer.id() };
  const self = makeOwner({ ...owner, ids: realIds });
  const isGone: IsGone = (claim) => isAbandoned({ ...owner, clock: realClock }, self, claim);
  const ports = { database, clock: realClock, ids: realIds, userName, isGone };
  const queue = createKeyedQueue();
  const fileWorkers = createFileWorkers();
  const library = createLibrary({ ...ports, secrets, queue, siteCode: siteRow.code, fileWorkers });
  const userState = createUserState({ files: realFiles, ids: realIds });
  const runSecrets = createRunSecrets(secrets, createStepSecrets(secrets));
  const named = { siteName: siteRow.name, siteCode: siteRow.code, logs: paths.logs, version };
  const words = options.words ?? createWords();
  const say = (message: MessageOrText): string => sayMessage(words, message);
  const runs = composeRuns({ ports, log, say, secrets, runSecrets, userState, ...named, local: local.parts });
  const jobs = new Jobs({ database, clock: realClock, ids: realIds, hub, log, ...owner });
  const target = (id: DeviceId | null): Promise<ScanTarget> => local.targets.find(id);
  const base = {
    ...{ site, host, version, userName },
    clock: realClock,
    ids: realIds,
    log,
    say,
    secrets,
    hub,
    jobs,
    imports: new ImportJobs(jobs, library),
    transfers: new Transfers(),
    library,
    ...editingParts({ ...ports, secrets, queue, readPaste: createPasteReader(fileWorkers, ports.ids) }),
    runs,
    runHistory: createRunHistory({ database, say, logs: paths.logs }),
    settings: createConsoleSettings(database, queue),
    devices: createDevices({ ...ports, secrets, queue, computer: local.computer }),
    associations: createAssociations({ ...ports, queue }),
    points: createPoints({ ...ports, queue }),
    stateStores: createStateStores({ ...ports, queue }),
    userState,
    computer: local.computer,
    restarts: local.restarts,
    sharedRestarts: local.sharedRestarts,
    canStartElevated: local.canStartElevated,
    startElevated: local.startElevated,
    previews: new PreviewJobs({ jobs, userState, clock: realClock, target }),
  };
  return {
    ...base,
    startSample: () => startSample(base),
    startVerify: (id, path, sourceName) => startVerify(base, id, path, sourceName),
    startDeleteStore: (id, sourceName) => startDeleteStore(base, id, sourceName),
    acceptRestore: (id, why) => acceptRestore(ports, id, why),
  };
}

/** What a killed run left in the system goes, and runs that waited for a restart of this computer go on. */
async function goOnAfterRestart({ computer, runs, log }: Core): Promise<void> {
  try {
    await computer.cleanUp();
  } catch (error) {
    log.error('What an earlier run left in the registry could not be taken away', error);
  }
  for (const runId of await runs.resumeRestarted()) log.info(`Run ${String(runId)} goes on after the restart`);
}

/** Whoever looks sees no run as running whose process is gone; a site that cannot be written is shown as it is. */
async function recoverRuns({ runs, log }: Core): Promise<void> {
  try {
    await runs.recover();
  } catch (error) {
    log.warning('Runs whose process is gone could not be interrupted', error);
  }
}

/** What a console does by itself: takes up what a killed one left, cleans up, backs up, notices other processes. */
async function beginChores(core: Core): Promise<() => void> {
  const { site, log } = core;
  await core.jobs.recover();
  await goOnAfterRestart(core);
  await core.library.purge();
  const chore = (name: string, work: () => Promise<unknown>): void => {
    work().catch((error: unknown) => log.error(`${name} failed`, error));
  };
  const cleanUpNow = (): void => chore('The clean-up of state stores', () => cleanUp(core));
  cleanUpNow();
  chore('The daily backup', () => backUpDaily(site.database, site.paths.backups, core.clock.now(), keepDailyBackups));
  const timer = setInterval(cleanUpNow, cleanUpEveryMs);
  const stopWatching = watchOtherProcesses(core);
  return () => {
    clearInterval(timer);
    stopWatching();
  };
}

/** A console reads lists in a thread of their own; in development it says which reads were slow. */
function readingOf({ isConsole, log }: ComposeOptions): Parameters<typeof openSite>[2] {
  const slowMs = Number(process.env['WAYSTATION_SLOW_MS'] ?? '0');
  const onRead = (text: string, tookMs: number): void => {
    if (tookMs >= slowMs) log.info(`${tookMs.toFixed(1)} ms: ${text.replaceAll(/\s+/g, ' ')}`);
  };
  return { readerThread: isConsole !== false, ...(slowMs > 0 ? { onRead } : {}) };
}

/** Wires the product over a site folder: the one place where things are put together. Errors: `SITE_…`, `STORE_…`. */
export async function composeHost(options: ComposeOptions): Promise<ComposedHost> {
  sweepLeftBehind();
  const site = await openSite(options.siteDirectory, { clock: realClock }, readingOf(options));
  removeLeftovers(site.dir);
  try {
    const core = await composeCore(site, options);
    core.runs.onAdvanced((payload) => core.hub.emit('run.advanced', payload));
    core.runs.onLost((runId) => core.hub.emit('run.lost', { runId }));
    const stopTelling = tellChanges(site.database, core.hub);
    await recoverRuns(core);
    const stopChores = options.isConsole === false ? watchOtherProcesses(core) : await beginChores(core);
    const stopKeeping = keepClaims(core.runs, core.jobs, core.log);
    const stopEditing = followEditing(core);
    core.hub.onLeft((connection) => {
      core.transfers
        .left(connection)
        .catch((error: unknown) => core.log.error('Uploads of a window could not be removed', error));
    });
    const close = async (): Promise<void> => {
      stopChores();
      stopTelling();
      stopEditing();
      await core.runs.close();
      stopKeeping();
      await core.jobs.close();
      core.transfers.close();
      await core.sharedRestarts.close();
      await site.close();
    };
    return { handlers: handlersOf(core), events: core.hub, core, close };
  } catch (error) {
    await site.close();
    throw error;
  }
}
