import type { SiteInfo, SiteSummary } from '#shared/model/site';
import type { Client } from '../api/client.ts';
import { createResource, type Resource } from '../api/resource.ts';

/** What the site says about itself and the numbers behind the node tree. */
export interface SiteModel {
  readonly info: Resource<SiteInfo>;
  readonly summary: Resource<SiteSummary>;
}

export function createSite(client: Client, onReconnect: (listener: () => void) => () => void): SiteModel {
  return {
    info: createResource({ client, onReconnect, areas: [], load: (c, signal) => c.call('site.get', {}, { signal }) }),
    summary: createResource({
      client,
      onReconnect,
      areas: ['sequences', 'devices', 'associations', 'state-stores', 'migration-points', 'runs'],
      load: (c, signal) => c.call('site.summary', {}, { signal }),
    }),
  };
}
