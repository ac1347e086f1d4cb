import { MessageOrText } from '../contract/message-shape.ts';
import { z } from 'zod';
import { Amount, Timestamp } from './ids.ts';

export const SiteCode = z.string().regex(/^[A-Z0-9]{3}$/);

/** Where secrets are sealed: by the operating system, or by a key file that only the user can read. */
export const SecretStoreKind = z.enum(['os', 'key-file']);

export const SiteInfo = z.strictObject({
  code: SiteCode,
  name: z.string().max(255),
  directory: z.string().max(4096),
  version: z.string().max(64),
  host: z.enum(['electron', 'browser', 'command-line']),
  secretStore: z.strictObject({ kind: SecretStoreKind, place: z.string().max(4096) }),
  userName: z.string().max(255),
  hasSample: z.boolean(),
});
export type SiteInfo = z.infer<typeof SiteInfo>;

/** The numbers behind the node tree. */
export const SiteSummary = z.strictObject({
  taskSequences: Amount,
  devices: Amount,
  associations: Amount,
  stateStores: Amount,
  migrationPoints: Amount,
  runs: Amount,
  activeRuns: Amount,
});
export type SiteSummary = z.infer<typeof SiteSummary>;

/** Kinds of rows that lists show. */
export const SiteArea = z.enum([
  'sequences',
  'folders',
  'devices',
  'associations',
  'migration-points',
  'state-stores',
  'runs',
  'settings',
  'jobs',
  'references',
]);
export type SiteArea = z.infer<typeof SiteArea>;

/** More changed ids of one kind than this are not named one by one. */
export const changedIdsMost = 1000;

/** Rows of one kind that were made, changed or removed; null: many, or not known which. */
export const SiteChange = z.strictObject({
  kind: SiteArea,
  ids: z.array(z.string().min(1).max(64)).min(1).max(changedIdsMost).nullable(),
});
export type SiteChange = z.infer<typeof SiteChange>;

/** So many tabs of one window, rows of one list and windows of one site are remembered. */
export const rememberedMost = { tabs: 64, rows: 100, lists: 128, windows: 8 } as const;

const remembered = z.string().max(400);

/** What was open in a window, and what was selected there. What of it is gone since is not there again. */
export const WindowMemory = z.strictObject({
  keptAt: Timestamp,
  tabs: z
    .array(
      z.strictObject({
        /** Kind and key of the tab, as the window names it. */
        id: remembered,
        kind: z.string().max(64),
        params: z.record(z.string().max(64), z.union([remembered, z.number(), z.null()])),
        title: remembered,
        isDirty: z.boolean(),
      }),
    )
    .max(rememberedMost.tabs),
  activeId: remembered,
  workspace: z.string().max(64),
  places: z.record(z.string().max(64), z.strictObject({ nodeId: remembered, childId: remembered.nullable() })),
  /** Per list or tab: the ids of the selected rows, or their numbers. */
  selected: z.record(remembered, z.array(remembered).max(rememberedMost.rows)),
});
export type WindowMemory = z.infer<typeof WindowMemory>;

/** Choices that are remembered for the person, not for the window. */
export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** What double-click and Enter do on a task sequence. */
  openAction: z.enum(['view', 'edit']),
  railLabels: z.boolean(),
  /** The node tree is a breadcrumb above the list. */
  isTreeMinimised: z.boolean(),
  /** The pane with the details of the selected row is shown below lists. */
  hasDetails: z.boolean(),
  /** Per list: column widths in px, hidden columns, sort. Keys are list ids. */
  lists: z.record(
    z.string().max(64),
    z.strictObject({
      widths: z.record(z.string().max(64), z.int().min(24).max(2000)),
      hidden: z.array(z.string().max(64)).max(64),
      sort: z.strictObject({ column: z.string().max(64), descending: z.boolean() }).nullable(),
    }),
  ),
  /** Sizes of panes in px, by pane id. */
  panes: z.record(z.string().max(64), z.int().min(0).max(10_000)),
  welcomeDismissed: z.boolean(),
  /** How large a disk pictures of partitions take it to be, in GB. */
  assumedDiskGb: z.int().min(1).max(1_000_000),
  /** Per window, by an id that it keeps: what is open in it. */
  windows: z.record(z.string().max(64), WindowMemory),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  theme: 'system',
  openAction: 'view',
  railLabels: true,
  isTreeMinimised: false,
  hasDetails: true,
  lists: {},
  panes: {},
  welcomeDismissed: false,
  assumedDiskGb: 256,
  windows: {},
};

/**
 * Settings with a change put over them. Of lists, panes and windows the entries that are named change and no others, so that two
 * windows that are set up at once keep both.
 */
export function mergeSettings(settings: Settings, change: Partial<Settings>): Settings {
  return {
    ...settings,
    ...change,
    lists: { ...settings.lists, ...change.lists },
    panes: { ...settings.panes, ...change.panes },
    windows: newestWindows({ ...settings.windows, ...change.windows }),
  };
}

/** Windows that come and go would fill the settings: the last ones stay. */
function newestWindows(windows: Settings['windows']): Settings['windows'] {
  const newest = Object.entries(windows).sort(([, one], [, other]) => other.keptAt - one.keptAt);
  return Object.fromEntries(newest.slice(0, rememberedMost.windows));
}

export const SiteFinding = z.strictObject({
  severity: z.enum(['error', 'warning', 'information']),
  subject: z.string().max(4096),
  message: MessageOrText,
});
export type SiteFinding = z.infer<typeof SiteFinding>;
