import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { DeviceId, JobId } from '#shared/model/ids';
import type { CapturePreview } from '#shared/model/local-computer';
import type { Clock } from '#core/ports/clock';
import type { ScanTarget } from '#core/running/scan-targets';
import type { UserState } from '#core/userstate/user-state';
import type { Jobs } from './jobs.ts';

/** Results are large; who looks at a preview looks at one of the last. */
const keepResults = 10;

export interface PreviewParts {
  readonly jobs: Jobs;
  readonly userState: Pick<UserState, 'scan'>;
  readonly clock: Clock;
  /** What is to be scanned for a device, or for this computer. */
  target(deviceId: DeviceId | null): Promise<ScanTarget>;
}

/** Previews of captures: read-only scans as jobs, with their results kept for a while. */
export class PreviewJobs {
  readonly #parts: PreviewParts;
  readonly #results = new Map<JobId, CapturePreview>();
  /** Previews that are under way, or that have a result. */
  readonly #known = new Set<JobId>();

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  /** Errors: `DEVICE_NOT_FOUND`, `DEVICE_NOT_RUNNABLE`, `DEVICE_ELSEWHERE`. */
  async start(deviceId: DeviceId | null, users: readonly string[] | undefined): Promise<JobId> {
    const { jobs, userState, clock } = this.#parts;
    const target = await this.#parts.target(deviceId);
    const jobId: JobId = jobs.start({
      kind: 'preview',
      title: target.device.name,
      stateStoreId: null,
      work: async (signal, report) => {
        const scan = await userState.scan(
          {
            device: target.device,
            excludedHostPaths: target.excludedHostPaths,
            ...(users === undefined ? {} : { users }),
          },
          { signal, onProgress: ({ files, currentPath }) => report(files, null, currentPath) },
        );
        const { profiles, elevationHelps } = target;
        const whose = { deviceName: target.device.name, deviceId: target.deviceId, takenAt: clock.now() };
        this.#keep(jobId, { ...scan, ...whose, profiles: [...profiles], elevationHelps: [...elevationHelps] });
      },
    });
    this.#known.add(jobId);
    // One that failed or was cancelled has no result to ask for; its job says why.
    void jobs.finished(jobId).then(({ state }) => state === 'succeeded' || this.#known.delete(jobId));
    return jobId;
  }

  /** Null while there is no result. Throws `NOT_FOUND` for a job that is no preview, or one whose result is gone. */
  result(jobId: JobId): CapturePreview | null {
    if (!this.#known.has(jobId)) throw new AppError('NOT_FOUND', { what: reason('a-preview') });
    return this.#results.get(jobId) ?? null;
  }

  #keep(jobId: JobId, preview: CapturePreview): void {
    this.#results.set(jobId, preview);
    const oldest = [...this.#results.keys()].slice(0, Math.max(0, this.#results.size - keepResults));
    for (const id of oldest) {
      this.#results.delete(id);
      this.#known.delete(id);
    }
  }
}
