import { z } from 'zod';
import { Timestamp } from './ids.ts';

/** What steps refer to by an ID, in the order in which pickers name them. */
export const ReferenceKind = z.enum([
  'package',
  'driver-package',
  'image',
  'upgrade-package',
  'boot-image',
  'application',
  'task-sequence',
]);
export type ReferenceKind = z.infer<typeof ReferenceKind>;

/** The longest ID: the model name of an application has two GUIDs and their words. */
export const referenceIdMost = 1024;
/** So many programs of a package and images of a file are kept. */
export const referencePartsMost = 1000;
/** What a name, a program or an image may have of characters; longer ones are cut. */
export const referenceTextMost = 255;

const ReferenceText = z.string().max(referenceTextMost);

/** One image in a file of several: by its index a step names it. */
export const ReferenceImage = z.strictObject({ index: z.int().min(1).max(2_147_483_647), name: ReferenceText });
export type ReferenceImage = z.infer<typeof ReferenceImage>;

/** What is known of one thing that steps refer to, whoever says it. */
export const ReferenceFact = z.strictObject({
  kind: ReferenceKind,
  id: z.string().min(1).max(referenceIdMost),
  name: ReferenceText,
  version: ReferenceText,
  manufacturer: ReferenceText,
  /** Of a package. */
  programs: z.array(ReferenceText).max(referencePartsMost),
  /** Of an image or an upgrade package, by index. */
  images: z.array(ReferenceImage).max(referencePartsMost),
});
export type ReferenceFact = z.infer<typeof ReferenceFact>;

/** Who knows it: the site itself, or a file that was imported. */
export const ReferenceOrigin = z.enum(['site', 'import']);
export type ReferenceOrigin = z.infer<typeof ReferenceOrigin>;

/** One thing to choose. */
export const ReferenceRow = ReferenceFact.pick({
  kind: true,
  id: true,
  name: true,
  version: true,
  manufacturer: true,
}).extend({ source: ReferenceOrigin });
export type ReferenceRow = z.infer<typeof ReferenceRow>;

/** All that is known of one ID. */
export const KnownReference = ReferenceFact.extend({
  source: ReferenceOrigin,
  /** The file that told it, and when it was imported; empty and null for what is of the site. */
  sourceFile: z.string().max(4096),
  importedAt: Timestamp.nullable(),
});
export type KnownReference = z.infer<typeof KnownReference>;

/** IDs are compared as the field does: without regard to case. */
export function referenceKey(id: string): string {
  return id.trim().toLowerCase();
}

/** The forms that IDs have: an application has a name of its model, everything else a package ID. */
export type ReferenceForm = 'package' | 'application';

const forms: Readonly<Record<ReferenceForm, RegExp>> = {
  package: /^[A-Z0-9]{3}[0-9A-F]{5}$/i,
  application: /^ScopeId_[^/,]+\/\w+_[^/,]+$/i,
};

/** Whether an ID has a form. */
export function hasReferenceForm(id: string, form: ReferenceForm): boolean {
  return forms[form].test(id.trim());
}

/** The form that the ID of something of these kinds has. */
export function referenceFormOf(kinds: readonly ReferenceKind[]): ReferenceForm {
  return kinds.includes('application') ? 'application' : 'package';
}

function mergePrograms(older: readonly string[], newer: readonly string[]): string[] {
  const known = new Map(older.map((name) => [name.toLowerCase(), name]));
  for (const name of newer) known.set(name.toLowerCase(), name);
  return [...known.values()].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).slice(0, referencePartsMost);
}

/**
 * What is known after somebody said something newer: a text that is empty there, and images that are not there, say
 * nothing; programs add up, because a file names only those that its sequences run. Both must be of one kind and ID.
 * Rule: LIB-51.
 */
export function mergeReference(older: ReferenceFact, newer: ReferenceFact): ReferenceFact {
  return {
    kind: newer.kind,
    id: newer.id,
    name: newer.name || older.name,
    version: newer.version || older.version,
    manufacturer: newer.manufacturer || older.manufacturer,
    programs: mergePrograms(older.programs, newer.programs),
    images: newer.images.length > 0 ? newer.images : older.images,
  };
}

/** One fact for each kind and ID, later ones being newer; those that nobody gives a name are left out. */
export function mergeReferences(facts: Iterable<ReferenceFact>): ReferenceFact[] {
  const merged = new Map<string, ReferenceFact>();
  for (const fact of facts) {
    const key = `${fact.kind} ${referenceKey(fact.id)}`;
    const older = merged.get(key);
    merged.set(key, mergeReference(older ?? fact, fact));
  }
  return [...merged.values()].filter(({ name }) => name !== '');
}

/** A fact of which nothing is known but its name. */
export function plainReference(kind: ReferenceKind, id: string, name: string): ReferenceFact {
  return { kind, id, name: name.slice(0, referenceTextMost), version: '', manufacturer: '', programs: [], images: [] };
}

/** The field's number of a kind of package in lists of references and downloads (formats 1.4). */
export const packageTypeKinds: Readonly<Record<number, ReferenceKind>> = {
  0: 'package',
  3: 'driver-package',
  4: 'task-sequence',
  257: 'image',
  258: 'boot-image',
  259: 'upgrade-package',
};
