import { watchDatabase } from '#core/store/watch';
import type { Core } from './core.ts';

/** Another process (the command line) wrote to the site: the database says which rows, and some of it is asked of us. */
export function watchOtherProcesses(
  core: Pick<Core, 'site' | 'clock' | 'log' | 'editing' | 'runs' | 'restarts' | 'sharedRestarts'>,
): () => void {
  const watch = watchDatabase(core.site.database, core.clock, () => {
    core.site.database.lookForChanges();
    core.sharedRestarts
      .heed(core.restarts)
      .catch((error: unknown) => core.log.error('The restart of another process could not be read', error));
    core.editing
      .heedOthers()
      .catch((error: unknown) => core.log.error('What another process saved could not be read', error));
    core.runs.heedCancels().catch((error: unknown) => core.log.error('A request to cancel could not be read', error));
  });
  watch.ended.catch((error: unknown) => core.log.error('Watching the site for other processes ended', error));
  return () => {
    watch.stop();
  };
}
