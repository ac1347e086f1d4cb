import { z } from 'zod';
import { listIdsMost, listPage } from '../../model/list.ts';
import { ReferenceListQuery } from '../../model/lists.ts';
import { KnownReference, referenceIdMost, ReferenceKind, ReferenceRow } from '../../model/reference.ts';
import { query } from '../define.ts';

/** What steps refer to by ID: packages, images, applications, sequences. One query for whoever lets a person choose. */
export const referenceContract = {
  /** What can be chosen of some kinds, from every source that the site has. */
  'reference.list': query(
    () => ReferenceListQuery,
    () => listPage(ReferenceRow),
  ),
  /** All that is known of these IDs, without regard to case; of what nothing explains there is no row. */
  'reference.find': query(
    () => z.strictObject({ ids: z.array(z.string().max(referenceIdMost)).min(1).max(listIdsMost) }),
    () => z.strictObject({ found: z.array(KnownReference).max(listIdsMost * ReferenceKind.options.length) }),
  ),
} as const;
