import type { SequenceDialect } from '../../model/sequence.ts';

/** What the two dialects write differently in tables. */
export interface TableWriting {
  /** Where the table has no other truth value or word to go by. */
  readonly trueText: 'true' | 'True';
  readonly isTitleCase: boolean;
  readonly percent: 'Percent' | '%';
  /** What has no value stays, or is written, as an empty text; else its variable is left out. */
  readonly keepsEmpty: boolean;
  /** Members that a new row has only when they say something else than a missing one means. */
  readonly seldom: readonly string[];
  /** The count of an array is an argument, and not there while the array has no rows. */
  readonly hidesCounts: boolean;
  /** That the computer starts from a GPT disk is derived from the partitions. */
  readonly derivesGptBoot: boolean;
}

/** How tables are written in each dialect. Source: the formats of the field. */
export const tableWritings: Readonly<Record<SequenceDialect, TableWriting>> = {
  cm: {
    trueText: 'true',
    isTitleCase: false,
    percent: 'Percent',
    keepsEmpty: false,
    seldom: [],
    hidesCounts: true,
    derivesGptBoot: true,
  },
  mdt: {
    trueText: 'True',
    isTitleCase: true,
    percent: '%',
    keepsEmpty: true,
    seldom: ['assignVolumeLetter'],
    hidesCounts: false,
    derivesGptBoot: false,
  },
};
