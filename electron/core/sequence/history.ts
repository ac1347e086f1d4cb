import { z } from 'zod';
import { EditLabel } from '#shared/model/edit-label';
import type { Patch, PatchPiece } from './patch.ts';

/** One undo step. Times in milliseconds since 1970. The way back follows from the patches (`invertPatches`). */
export interface HistoryEntry {
  readonly label: EditLabel;
  readonly at: number;
  readonly patches: readonly Patch[];
  /** Fields in which a burst of typing joins this entry; null never. */
  readonly mergeKey: string | null;
}

const piece = z.union([
  z.string(),
  // Ids are of another epoch: those of earlier versions are read and left out.
  z.strictObject({ e: z.string(), ids: z.array(z.string()).exactOptional() }).transform(({ e }) => ({ e })),
  z.strictObject({ m: z.int().min(1) }),
]);
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

/** An entry as it is stored; the form is checked again when it comes back. Entries of all earlier versions have it too. */
export const StoredHistoryEntry = z.strictObject({
  label: EditLabel,
  at: z.number(),
  patches: z.array(patch),
  mergeKey: z.string().nullable(),
});
export type StoredHistoryEntry = z.infer<typeof StoredHistoryEntry>;

/** Patches as they are stored. Node ids are left out: they live only as long as an epoch of a session (DOC-41). */
export function storedPatches(patches: readonly Patch[]): Patch[] {
  const strip = (one: PatchPiece): PatchPiece => (typeof one === 'object' && 'e' in one ? { e: one.e } : one);
  return patches.map((one) =>
    one.kind === 'tag' ? one : { ...one, remove: one.remove.map(strip), insert: one.insert.map(strip) },
  );
}

/** The entry as JSON text. */
export function serialiseEntry(entry: HistoryEntry): string {
  return JSON.stringify({ ...entry, patches: storedPatches(entry.patches) });
}

/** The entry of a JSON text written by `serialiseEntry`. Throws when it has another form. */
export function parseEntry(text: string): HistoryEntry {
  return StoredHistoryEntry.parse(JSON.parse(text));
}

/** The text of pieces that are nothing else; undefined when an element is among them. */
function textOf(pieces: readonly PatchPiece[]): string | undefined {
  return pieces.every((one) => typeof one === 'string') ? pieces.join('') : undefined;
}

/** Two patches of one place in a row as one; undefined when they are not of one place, or more than text. */
function joinTwo(first: Patch, second: Patch): Patch | undefined {
  if (first.path.join() !== second.path.join()) return undefined;
  if (first.kind === 'tag' && second.kind === 'tag') {
    return { ...first, open: [first.open[0], second.open[1]], close: [first.close[0], second.close[1]] };
  }
  if (first.kind !== 'children' || second.kind !== 'children' || first.index !== second.index) return undefined;
  const isPlain = [first.remove, second.insert].every((pieces) => textOf(pieces) !== undefined);
  const between = textOf(first.insert);
  const fits = isPlain && between !== undefined && between === textOf(second.remove);
  return fits ? { ...first, insert: second.insert } : undefined;
}

/**
 * The patches of a burst of typing with those of one more keystroke. Texts that were typed over in between are left
 * out, so that a burst is no longer than its first and last state (DOC-42).
 */
export function joinBurst(before: readonly Patch[], added: readonly Patch[]): Patch[] {
  const joined = before.map((one, at) => {
    const next = added[at];
    return next === undefined ? undefined : joinTwo(one, next);
  });
  const isWhole = before.length === added.length && joined.every((one) => one !== undefined);
  return isWhole ? joined : [...before, ...added];
}
