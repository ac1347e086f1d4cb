import { resolve } from 'node:path';
import { realClock } from '#core/ports/real';
import { readRunning } from '#core/site/console-lock';
import { getSitePaths } from '#core/site/site';
import { restoreDatabase } from '#core/store/backup';
import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { Client } from '#shared/contract/client';
import type { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import {
  type Command,
  type CommandContext,
  type Commands,
  flag,
  hasOption,
  text,
  textOption,
  toNewPath,
} from './command.ts';
import { exitCodes, formatSize, Refusal } from './output.ts';
import { makeSite } from './session.ts';

/** Waits for a job by its events; its error becomes the error of the command. Ctrl+C cancels the job. */
export async function waitForJob(
  { signal }: Pick<CommandContext, 'signal'>,
  client: Client,
  jobId: JobId,
  onProgress?: (job: Job) => void,
): Promise<void> {
  const { promise, resolve: settle } = Promise.withResolvers<Job>();
  const look = (job: Job): void => {
    if (job.id !== jobId) return;
    if (job.state === 'running') onProgress?.(job);
    else settle(job);
  };
  const stop = client.on('job.advanced', look);
  let cancelled: Promise<unknown> = Promise.resolve();
  const cancel = (): void => void (cancelled = client.call('job.cancel', { jobId }));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  const { rows } = await client.call('job.list', { ids: [jobId] });
  for (const job of rows) look(job);
  const job = await promise;
  stop();
  signal.removeEventListener('abort', cancel);
  await cancelled;
  if (job.error !== null) throw new AppError(job.error.code, job.error.details);
}

const init: Command = {
  usage: 'site init [--sample] [--code ABC] [--name NAME]',
  needs: 0,
  most: 0,
  options: { sample: flag, code: text, name: text },
  run: async (context) => {
    const { siteDirectory, output } = context;
    toNewPath(siteDirectory);
    await makeSite(siteDirectory, textOption(context, 'code') ?? 'WAY', textOption(context, 'name') ?? 'Waystation');
    const sample = hasOption(context, 'sample');
    if (sample) {
      await context.site(async (client) => {
        const { jobId } = await client.call('site.createSample', {});
        await waitForJob(context, client, jobId);
      });
    }
    output.result({ site: resolve(siteDirectory), sample }, [
      message('command-line:site.made', { path: resolve(siteDirectory) }),
    ]);
    return exitCodes.success;
  },
};

const sample: Command = {
  usage: 'site sample',
  needs: 0,
  most: 0,
  run: (context) =>
    context.site(async (client) => {
      if ((await client.call('site.get', {})).hasSample) {
        throw new Refusal('CONFLICT', {
          sentence: message('command-line:site.sample-there'),
          remedy: message('command-line:site.sample-there-remedy'),
        });
      }
      const { jobId } = await client.call('site.createSample', {});
      await waitForJob(context, client, jobId);
      context.output.result({ sample: true }, [message('command-line:site.sample-made')]);
      return exitCodes.success;
    }),
};

const check: Command = {
  usage: 'site check',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { findings } = await client.call('site.check', {});
      const lines = findings.map(({ severity, subject, message: said }) =>
        message('command-line:site.finding', {
          ...{ subject, message: said },
          severity: message(`command-line:severity.${severity}`),
        }),
      );
      output.result({ findings }, lines.length > 0 ? lines : [message('command-line:site.nothing-found')]);
      return findings.some(({ severity }) => severity === 'error') ? exitCodes.incomplete : exitCodes.success;
    }),
};

const backup: Command = {
  usage: 'site backup FILE [--overwrite]',
  needs: 1,
  most: 1,
  options: { overwrite: flag },
  run: (context) =>
    context.site(async (client) => {
      const { output, words } = context;
      const file = toNewPath(words[0] ?? '');
      const made = await client.call('site.backup', { file, overwrite: hasOption(context, 'overwrite') });
      output.result(made, [`${made.file} (${formatSize(made.sizeBytes)})`]);
      return exitCodes.success;
    }),
};

const restore: Command = {
  usage: 'site restore FILE',
  needs: 1,
  most: 1,
  run: async ({ siteDirectory, output, words }) => {
    const running = readRunning(siteDirectory);
    if (running !== undefined) throw new AppError('SITE_IN_USE', { path: siteDirectory, pid: running.pid });
    const replaced = await restoreDatabase(
      resolve(words[0] ?? ''),
      getSitePaths(siteDirectory).database,
      realClock.now(),
    );
    output.result({ replaced }, [
      replaced === null
        ? message('command-line:site.restored')
        : message('command-line:site.restored-from', { path: replaced }),
    ]);
    return exitCodes.success;
  },
};

export const siteCommands = {
  'site init': init,
  'site sample': sample,
  'site check': check,
  'site backup': backup,
  'site restore': restore,
} satisfies Commands;
