import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Client } from '#shared/contract/client';
import { type ExitCode, type Output, UsageError } from './output.ts';

/** What a verb gets: its words and options, an output, and a site when it asks for one. */
export interface CommandContext {
  readonly words: readonly string[];
  readonly options: OptionValues;
  readonly output: Output;
  readonly siteDirectory: string;
  /** Fires on Ctrl+C. */
  readonly signal: AbortSignal;
  site<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
  /** One line of standard input for each name; a terminal asks for it and shows nothing of what is typed. */
  readSecrets(names: readonly string[]): Promise<readonly string[]>;
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
export type OptionTable = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>
>;

/** The three kinds of options. A name has a value in every verb that knows it, or in none. */
export const text = { type: 'string' } as const;
export const texts = { type: 'string', multiple: true } as const;
export const flag = { type: 'boolean' } as const;

export interface Command {
  /** `device create NAME [--drive C:=DIR]…`; what every verb has is not in it. */
  readonly usage: string;
  readonly summary: string;
  /** The least number of words after the verb. */
  readonly needs: number;
  /** The most; any number when it is not said. */
  readonly most?: number;
  /** An option that is not here is wrong use, except those that every verb has. */
  readonly options?: OptionTable;
  run(context: CommandContext): Promise<ExitCode>;
}

/** `area verb` to command. */
export type Commands = Readonly<Record<string, Command>>;

type WithOptions = Pick<CommandContext, 'options'>;

/** An option that holds one text, or undefined. */
export function textOption({ options }: WithOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that may be given several times. */
export function listOption({ options }: WithOptions, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** An option without a value. */
export function hasOption({ options }: WithOptions, name: string): boolean {
  return options[name] === true;
}

/** An option that is one of some words, without regard to case; undefined when it is not given. */
export function choiceOption<Choice extends string>(
  context: WithOptions,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const given = textOption(context, name);
  if (given === undefined) return undefined;
  const found = choices.find((choice) => choice.toLowerCase() === given.toLowerCase());
  if (found === undefined) throw new UsageError(`--${name} is one of ${choices.join(', ')}; it cannot be “${given}”.`);
  return found;
}

/** An option that is a whole number within limits; undefined when it is not given. */
export function numberOption(
  context: WithOptions,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const given = textOption(context, name);
  if (given === undefined) return undefined;
  const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw new UsageError(`--${name} is a number from ${String(least)} to ${String(most)}; it cannot be “${given}”.`);
  }
  return number;
}

/** Refuses two options that say different things. True when one of them is given. */
export function demandOneOf(context: WithOptions, first: string, second: string): boolean {
  const [one, other] = [context.options[first] !== undefined, context.options[second] !== undefined];
  if (one && other) throw new UsageError(`--${first} and --${second} exclude each other.`);
  return one || other;
}

/** Two options that switch one thing on and off; undefined when neither is given. */
export function switchOption(context: WithOptions, on: string, off: string): boolean | undefined {
  return demandOneOf(context, on, off) ? hasOption(context, on) : undefined;
}

/** `NAME=VALUE`; the value may hold more equals signs. */
export function readPair(given: string): { name: string; value: string } {
  const at = given.indexOf('=');
  if (at < 1) throw new UsageError(`“${given}” is not NAME=VALUE.`);
  return { name: given.slice(0, at), value: given.slice(at + 1) };
}

/** A path of this computer, made whole. A shell does not replace the tilde in the middle of a word. */
export function toPath(given: string): string {
  return resolve(given.replace(/^~(?=$|\/)/, () => homedir()));
}
