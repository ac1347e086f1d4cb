import type { contract, Input, MethodName, Output } from '#shared/contract/contract';
import { listKinds } from '#shared/model/lists';
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

/** One row: of its own kind that id, of the others whatever it shows of them. */
const one = ([own, ...others]: readonly [SiteArea, ...SiteArea[]], id: string): readonly AnswerPart[] => [
  { kind: own, id },
  ...any(...others),
];

/** Points have no table of their own for lists: what they show of stores is counted. */
const pointKinds = ['migration-points', 'state-stores'] as const;

/**
 * Which changes make an answer old. Names of others come with the rows, so a list is also made of those others. What is
 * not here is never made old by a change of the site: the file browser, previews and what an open editor holds.
 */
const parts: { readonly [K in QueryName]?: (input: Input<K>) => readonly AnswerPart[] } = {
  'site.summary': () => any('sequences', 'devices', 'associations', 'state-stores', 'migration-points', 'runs'),
  'sequence.list': () => any(...listKinds.sequences),
  // What it calls may be another sequence that changed.
  'sequence.get': () => any(...listKinds.sequences),
  'folder.list': () => any('folders', 'sequences'),
  'device.list': () => any(...listKinds.devices),
  'device.get': ({ deviceId }) => one(listKinds.devices, deviceId),
  'device.thisComputer': () => any('devices'),
  'association.list': () => any(...listKinds.associations),
  'association.get': ({ associationId }) => one(listKinds.associations, associationId),
  'migrationPoint.list': () => any(...pointKinds),
  'migrationPoint.get': ({ migrationPointId }) => one(pointKinds, migrationPointId),
  'stateStore.list': () => any(...listKinds.stateStores),
  'stateStore.get': ({ stateStoreId }) => one(listKinds.stateStores, stateStoreId),
  'run.list': () => any(...listKinds.runs),
  'reference.list': () => any(...listKinds.references),
  'reference.find': () => any(...listKinds.references),
};

export function answerParts<K extends QueryName>(method: K, input: Input<K>): readonly AnswerPart[] {
  return parts[method]?.(input) ?? [];
}
