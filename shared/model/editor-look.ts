import { z } from 'zod';
import { OutlineRow } from './outline.ts';
import { referenceIdMost } from './reference.ts';
import { NodeId } from './sequence.ts';

/** Where in a step a text was found; the order is that in which the places are looked through. */
export const FoundPlace = z.enum(['name', 'type', 'description', 'condition', 'value', 'command', 'variable']);
export type FoundPlace = z.infer<typeof FoundPlace>;

/** A hit with a little of the text around it. `label` names the field or variable; empty where the place says enough. */
export const FoundText = z.strictObject({
  place: FoundPlace,
  label: z.string().max(255),
  before: z.string().max(1000),
  hit: z.string().max(1000),
  after: z.string().max(1000),
});
export type FoundText = z.infer<typeof FoundText>;

/** So many hits come with their place; the others with their id alone. */
export const foundMost = 200;

/** A row that holds the text, with the first place where. */
export const FoundRow = z.strictObject({ id: NodeId, found: FoundText });
export type FoundRow = z.infer<typeof FoundRow>;

/** One value that differs between two versions of a row. `mine` and `theirs` are null where there is none. */
export const FieldDifference = z.strictObject({
  what: z.enum([
    'name',
    'description',
    'disabled',
    'continueOnError',
    'runIn',
    'successCodes',
    'timeout',
    'retries',
    'property',
    'variable',
    'condition',
    'command',
    /** Something that has no words: the way it is written, or an element that is not known. */
    'other',
  ]),
  /** The field in the field's words, or the variable; empty where `what` says it. */
  label: z.string().max(1000),
  /** Long values are cut around the first character that differs. */
  mine: z.string().max(1000).nullable(),
  theirs: z.string().max(1000).nullable(),
  /** A secret: that it differs is all that is said. */
  isHidden: z.boolean(),
});
export type FieldDifference = z.infer<typeof FieldDifference>;

const ComparedRow = z.strictObject({ number: z.int().min(1), row: OutlineRow }).nullable();

/** A row that differs: `added` is in mine only, `removed` in theirs only, `moved` stands elsewhere. */
export const RowDifference = z.strictObject({
  difference: z.enum(['added', 'removed', 'changed', 'moved']),
  mine: ComparedRow,
  theirs: ComparedRow,
  fields: z.array(FieldDifference).max(200),
});
export type RowDifference = z.infer<typeof RowDifference>;

/** So many such problems cross the line at once; what is above is told as a number. */
export const referenceProblemsMost = 200_000;

/** A call of another task sequence that cannot work as the site is now, or an ID of anything else that nothing explains. */
export const ReferenceProblem = z.strictObject({
  id: NodeId,
  problem: z.enum(['missing', 'deleted', 'disabled', 'itself', 'circle', 'unknown']),
  /** The ID that the step names, and the name of its sequence where there is one. */
  packageId: z.string().max(referenceIdMost),
  name: z.string().max(1000),
  /** The property of the step that has the ID. */
  property: z.string().max(256),
});
export type ReferenceProblem = z.infer<typeof ReferenceProblem>;
