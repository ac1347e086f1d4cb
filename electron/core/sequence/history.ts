import { z } from 'zod';
import type { Patch } from './patch.ts';

/** One undo step. Times in milliseconds since 1970. */
export interface HistoryEntry {
  readonly label: string;
  readonly at: number;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
  /** Fields in which a burst of typing joins this entry; null never. */
  readonly mergeKey: string | null;
}

const piece = z.union([z.string(), z.strictObject({ e: z.string(), ids: z.array(z.string()).exactOptional() })]);
const place = { path: z.array(z.number().int().min(0)) };
const patch = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tag'),
    ...place,
    open: z.tuple([z.string(), z.string()]),
    close: z.tuple([z.string(), z.string()]),
  }),
  z.strictObject({
    kind: z.literal('children'),
    ...place,
    index: z.number().int().min(0),
    remove: z.array(piece),
    insert: z.array(piece),
  }),
]);

/** An entry as it is stored; the form is checked again when it comes back. */
export const StoredHistoryEntry = z.strictObject({
  label: z.string().max(4000),
  at: z.number(),
  patches: z.array(patch),
  inverse: z.array(patch),
  mergeKey: z.string().nullable(),
});
export type StoredHistoryEntry = z.infer<typeof StoredHistoryEntry>;

function withoutIds(patches: readonly Patch[]): Patch[] {
  const strip = (one: string | { readonly e: string }) => (typeof one === 'string' ? one : { e: one.e });
  return patches.map((one) =>
    one.kind === 'tag' ? one : { ...one, remove: one.remove.map(strip), insert: one.insert.map(strip) },
  );
}

/** The entry as JSON text. Node ids are left out: they live only as long as a session. */
export function serialiseEntry(entry: HistoryEntry): string {
  return JSON.stringify({ ...entry, patches: withoutIds(entry.patches), inverse: withoutIds(entry.inverse) });
}

/** The entry of a JSON text written by `serialiseEntry`. Throws when it has another form. */
export function parseEntry(text: string): HistoryEntry {
  return StoredHistoryEntry.parse(JSON.parse(text));
}
