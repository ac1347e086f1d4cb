import type { capturePreview } from './en/capture-preview.ts';
import type { commandLine } from './en/command-line.ts';
import type { devices } from './en/devices.ts';
import type { errors } from './en/errors.ts';
import type { facts } from './en/facts.ts';
import type { notes } from './en/notes.ts';
import type { opening } from './en/opening.ts';
import type { reasons } from './en/reasons.ts';
import type { runLog } from './en/run-log.ts';
import type { sequenceEditor } from './en/sequence-editor.ts';
import type { steps } from './en/steps.ts';
import type { userState } from './en/user-state.ts';

/** The areas whose texts the core names by key; the words are said elsewhere. Every edge has them. */
interface CoreTexts {
  readonly reasons: typeof reasons;
  readonly notes: typeof notes;
  readonly log: typeof runLog;
  readonly errors: typeof errors;
  readonly steps: typeof steps;
}

/** Those and the areas that a host says by itself. */
interface MessageTexts extends CoreTexts {
  readonly devices: typeof devices;
  readonly facts: typeof facts;
  readonly 'capture-preview': typeof capturePreview;
  readonly 'sequence-editor': typeof sequenceEditor;
  readonly 'user-state': typeof userState;
  readonly 'command-line': typeof commandLine;
  readonly opening: typeof opening;
}

type Plural<Key extends string> = Key extends `${infer Stem}_one`
  ? Stem
  : Key extends `${infer Stem}_other`
    ? Stem
    : Key;
type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? Plural<K> : `${Plural<K>}.${Leaves<T[K]>}`;
}[keyof T & string];

/** `area:key.of.the.text`; plural forms are named by their stem, and need `count`. */
export type TextKeys<Texts> = { [Area in keyof Texts & string]: `${Area}:${Leaves<Texts[Area]>}` }[keyof Texts &
  string];
export type CoreKey = TextKeys<CoreTexts>;
export type MessageKey = CoreKey | TextKeys<Omit<MessageTexts, keyof CoreTexts>>;

type TextAt<T, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? TextAt<T[Head], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : `${Path}_other` extends keyof T
      ? T[`${Path}_other`]
      : never;
type NamesIn<Text> = Text extends `${string}{{${infer Place}}}${infer Rest}` ? NameOf<Place> | NamesIn<Rest> : never;
/** `{{count, number}}`: what follows the name says how it is written. */
type NameOf<Place extends string> = Place extends `${infer Name},${string}` ? Name : Place;

/** The names of the places in the words of a key. */
export type MessageNames<Key extends MessageKey> = Key extends `${infer Area}:${infer Path}`
  ? Area extends keyof MessageTexts
    ? NamesIn<TextAt<MessageTexts[Area], Path>>
    : never
  : never;
