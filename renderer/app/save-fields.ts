import { changedFields, conflictingFields } from '#shared/model/change';
import type { Shell } from './types.ts';

export interface FieldsToSave<Values extends object> {
  /** What the thing is called, for the question. */
  readonly name: string;
  /** What the form began with, as it was read. */
  readonly shown: Values;
  readonly edited: Values;
  /** What a field is called, and its value in words. */
  readonly words: {
    readonly [Field in keyof Values]-?: readonly [label: string, say: (value: Values[Field]) => string];
  };
  /** Sends what changed, with what was shown of it; `whole` has all fields, for what goes together only. */
  send(
    change: Partial<Values>,
    shown: Partial<Values>,
    whole: { readonly edited: Values; readonly shown: Values },
  ): Promise<unknown>;
  /** The thing as it is now. */
  reload(): Promise<Values>;
}

/**
 * Keeps what a person changed in a form and nothing else. What somebody else has changed meanwhile to another value is
 * shown beside theirs, to keep one of both. False when the person goes back to the form instead.
 */
export async function saveFields<Values extends object>(shell: Shell, fields: FieldsToSave<Values>): Promise<boolean> {
  let { shown, edited } = fields;
  for (;;) {
    const sent = changedFields(shown, edited);
    if (Object.keys(sent.change).length === 0) return true;
    try {
      await fields.send(sent.change, sent.shown, { edited, shown });
      return true;
    } catch (error) {
      const conflicts = conflictingFields(error);
      if (conflicts === null) throw error;
      const names = conflicts.filter((name): name is keyof Values & string => name in fields.words);
      const now: Values = await fields.reload();
      const theirs = Object.fromEntries(names.map((name) => [name, now[name]])) as Partial<Values>;
      const answer = await askWhich(shell, fields, names, { mine: edited, theirs: now });
      if (answer === undefined) return false;
      shown = { ...shown, ...theirs };
      if (answer === 'alternative') edited = { ...edited, ...theirs };
    }
  }
}

function askWhich<Values extends object>(
  { dialogs, text }: Shell,
  { name, words }: FieldsToSave<Values>,
  names: readonly (keyof Values & string)[],
  { mine, theirs }: { readonly mine: Values; readonly theirs: Values },
) {
  const items = names.map((field) => {
    const [label, say] = words[field];
    const shown = (values: Values): string => say(values[field]) || text('frame:conflict.nothing');
    return text('frame:conflict.field', { field: label, mine: shown(mine), theirs: shown(theirs) });
  });
  return dialogs.ask('confirm', {
    title: text('frame:conflict.title', { name }),
    text: text('frame:conflict.text'),
    items,
    action: text('frame:conflict.keepMine'),
    keep: text('frame:conflict.back'),
    alternative: text('frame:conflict.takeTheirs'),
  });
}

/** A text as its own words. */
export const asItIs = (value: string): string => value;
