import type { RestoreMissing, RestoreRenamed } from '#shared/model/user-state';
import type { DriveAttributes } from '../devices/attributes.ts';
import type { FileRestorer } from './restore-file.ts';
import type { Targets } from './restore-targets.ts';
import type { Catalog } from './stores/catalog.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import type { RestoreRequest } from './types.ts';

/** What a restore knows while it works; its lists become the result. */
export interface Restore extends FileRestorer {
  readonly request: RestoreRequest;
  readonly catalog: Catalog;
  readonly targets: Targets;
  readonly attributes: Map<string, DriveAttributes>;
  readonly restored: CatalogObject[];
  readonly renamed: RestoreRenamed[];
  readonly missing: RestoreMissing[];
  /** Where everything that counts as restored lies. */
  readonly places: { readonly hostPath: string; readonly targetPath: string; readonly object: CatalogObject }[];
  /** Folders of the destination whose names somebody gave to something else meanwhile. */
  readonly swapped: string[];
  /** Folders whose time is set when nothing is written into them any more. */
  readonly folderTimes: { readonly hostPath: string; readonly object: CatalogObject }[];
  alreadyThere: number;
  /** Files and folders whose hidden and system attributes this computer does not keep. */
  attributesLost: number;
}
