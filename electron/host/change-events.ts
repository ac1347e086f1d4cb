import type { Database } from '#core/store/connection';
import { changedIdsMost, type SiteArea, type SiteChange } from '#shared/model/site';
import type { EventHub } from './event-hub.ts';

/** A run changes its row with each step: more often than this nobody is told. */
const tellEveryMs = 50;

/** Both say what changed; more ids than an event names are "many". */
function merge(into: Map<SiteArea, Set<string> | null>, changes: readonly SiteChange[]): void {
  for (const { kind, ids } of changes) {
    const known = into.get(kind);
    if (known === null) continue;
    const all = ids === null ? null : new Set([...(known ?? []), ...ids]);
    into.set(kind, all === null || all.size > changedIdsMost ? null : all);
  }
}

/** Tells every connection which rows changed: the first change at once, those that follow closely together. */
export function tellChanges(database: Pick<Database, 'onChanged'>, hub: EventHub): () => void {
  const waiting = new Map<SiteArea, Set<string> | null>();
  let revision = 0;
  let pause: NodeJS.Timeout | undefined;
  const tell = (): void => {
    pause = undefined;
    if (waiting.size === 0) return;
    const changes = [...waiting].map(([kind, ids]) => ({ kind, ids: ids === null ? null : [...ids] }));
    waiting.clear();
    pause = setTimeout(tell, tellEveryMs).unref();
    hub.emit('site.changed', { revision, changes });
  };
  const stop = database.onChanged((news) => {
    revision = news.revision;
    merge(waiting, news.changes);
    if (pause === undefined) tell();
  });
  return () => {
    stop();
    clearTimeout(pause);
  };
}
