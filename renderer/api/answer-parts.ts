import type { contract, Input, MethodName, Output } from '#shared/contract/contract';
import type { SiteArea } from '#shared/model/site';

/** Calls without effects: their answers can be kept. */
export type QueryName = {
  [K in MethodName]: (typeof contract)[K] extends { readonly kind: 'query' } ? K : never;
}[MethodName];

/** Calls that answer with a page of rows. */
export type ListName = {
  [K in QueryName]: Output<K> extends { readonly rows: readonly unknown[]; readonly total: number } ? K : never;
}[QueryName];
export type RowOf<K extends ListName> = Output<K>['rows'][number];

/** What an answer is made of: rows of a kind, of one id only or any of them. */
export interface AnswerPart {
  readonly kind: SiteArea;
  readonly id?: string;
}

const any = (...kinds: readonly SiteArea[]): readonly AnswerPart[] => kinds.map((kind) => ({ kind }));

/**
 * Which changes make an answer old. Names of others come with the rows, so a list is also made of those others. What is
 * not here is never made old by a change of the site: the file browser, previews and what an open editor holds.
 */
const parts: { readonly [K in QueryName]?: (input: Input<K>) => readonly AnswerPart[] } = {
  'site.summary': () => any('sequences', 'devices', 'associations', 'state-stores', 'migration-points', 'runs'),
  'sequence.list': () => any('sequences', 'folders'),
  'sequence.get': ({ packageId }) => [{ kind: 'sequences', id: packageId }, ...any('folders')],
  'folder.list': () => any('folders', 'sequences'),
  'device.list': () => any('devices'),
  'device.get': ({ deviceId }) => [{ kind: 'devices', id: deviceId }],
  'device.thisComputer': () => any('devices'),
  'association.list': () => any('associations', 'state-stores', 'devices'),
  'association.get': ({ associationId }) => [
    { kind: 'associations', id: associationId },
    ...any('state-stores', 'devices'),
  ],
  'migrationPoint.list': () => any('migration-points', 'state-stores'),
  'migrationPoint.get': ({ migrationPointId }) => [
    { kind: 'migration-points', id: migrationPointId },
    ...any('state-stores'),
  ],
  'stateStore.list': () => any('state-stores', 'associations', 'devices', 'migration-points'),
  'stateStore.get': ({ stateStoreId }) => [
    { kind: 'state-stores', id: stateStoreId },
    ...any('associations', 'devices'),
  ],
  'run.list': () => any('runs'),
};

export function answerParts<K extends QueryName>(method: K, input: Input<K>): readonly AnswerPart[] {
  return parts[method]?.(input) ?? [];
}
