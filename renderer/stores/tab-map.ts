/**
 * Every kind of page that opens as a tab, with what it needs to know. A feature adds its own by declaration merging:
 * `declare module '../../stores/tab-map.ts' { interface TabMap { run: { runId: RunId } } }`
 * and describes the kind in `FeatureDefinition.tabKinds`.
 */
export interface TabMap {
  /** The first tab: node tree, list and details. It never closes. */
  console: Readonly<Record<string, never>>;
}
export type TabKindName = keyof TabMap;
