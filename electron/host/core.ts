import type { Devices } from '#core/devices/devices';
import type { MessageOrText } from '#shared/contract/message-shape';
import type { Associations } from '#core/state-migration/associations';
import type { Points } from '#core/state-migration/points';
import type { StateStores } from '#core/state-migration/state-stores';
import type { Clipboard } from '#core/editing/clipboard';
import type { Editing } from '#core/editing/editing-types';
import type { RunService } from '#core/engine/run-service';
import type { LocalComputer } from '#core/local/ports';
import type { Library } from '#core/library/library-types';
import type { Clock } from '#core/ports/clock';
import type { Ids } from '#core/ports/ids';
import type { Log } from '#core/ports/log';
import type { SecretStore } from '#core/ports/secrets';
import type { RunHistory } from '#core/running/run-history';
import type { Restarts } from '#core/running/restarts';
import type { ConsoleSettings } from '#core/site/settings';
import type { Site } from '#core/site/site';
import type { UserState } from '#core/userstate/user-state';
import type { JobId, StateStoreId } from '#shared/model/ids';
import type { SiteInfo } from '#shared/model/site';
import type { EventHub } from './event-hub.ts';
import type { ImportJobs } from './import-jobs.ts';
import type { Jobs } from './jobs.ts';
import type { PreviewJobs } from './preview-jobs.ts';
import type { SharedRestarts } from './shared-restarts.ts';
import type { Transfers } from './transfers.ts';

/** The wired product: what every handler works with. Made by `compose.ts` alone. */
export interface Core {
  readonly site: Site;
  readonly host: SiteInfo['host'];
  readonly version: string;
  readonly userName: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** A message in the language of this program. */
  readonly say: (message: MessageOrText) => string;
  readonly secrets: SecretStore;
  readonly hub: EventHub;
  readonly jobs: Jobs;
  readonly imports: ImportJobs;
  readonly transfers: Transfers;
  readonly library: Library;
  readonly editing: Editing;
  readonly clipboard: Clipboard;
  readonly runs: RunService;
  readonly runHistory: RunHistory;
  readonly settings: ConsoleSettings;
  readonly devices: Devices;
  readonly associations: Associations;
  readonly points: Points;
  readonly stateStores: StateStores;
  readonly userState: UserState;
  readonly computer: LocalComputer;
  readonly restarts: Restarts;
  /** Those of other processes of this site. */
  readonly sharedRestarts: SharedRestarts;
  readonly previews: PreviewJobs;
  /** False where the system has no elevated start, or this program does not know how it was started and ended. */
  readonly canStartElevated: boolean;
  /** Starts this program elevated; when that was done, this one asks its host to end. Errors: `ELEVATION_NOT_POSSIBLE`. */
  startElevated(): Promise<'started' | 'declined' | 'already-elevated'>;
  startSample(): JobId;
  startVerify(id: StateStoreId, path: string, sourceName: string): JobId;
  startDeleteStore(id: StateStoreId, sourceName: string): JobId;
  /** Errors: `NOT_FOUND`, `STATE_STORE_NOT_ACCEPTABLE`. */
  acceptRestore(id: StateStoreId, reason: string): Promise<void>;
}
