import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { nameProblem } from '#core/devices/windows-path';
import type { Message } from '#shared/contract/message-shape';
import type { Client } from '#shared/contract/client';
import { type ExitCode, type Output } from './output.ts';
import type { Words } from '../words.ts';
import { wrongUse } from './wrong-use.ts';

/** What a verb gets: its words and options, an output, and a site when it asks for one. */
export interface CommandContext {
  /** The words of the language in which this command answers. */
  readonly say: Words;
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
  /** What a person should know before it does anything; help says it below the usage. */
  readonly note?: Message;
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
  if (found === undefined) throw wrongUse('one-of', { name, choices: choices.join(', '), given });
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
    throw wrongUse('number-from-to', { name, least, most, given });
  }
  return number;
}

/** Refuses two options that say different things. True when one of them is given. */
export function demandOneOf(context: WithOptions, first: string, second: string): boolean {
  const [one, other] = [context.options[first] !== undefined, context.options[second] !== undefined];
  if (one && other) throw wrongUse('exclude-each-other', { first, second });
  return one || other;
}

/** Two options that switch one thing on and off; undefined when neither is given. */
export function switchOption(context: WithOptions, on: string, off: string): boolean | undefined {
  return demandOneOf(context, on, off) ? hasOption(context, on) : undefined;
}

/** `NAME=VALUE`; the value may hold more equals signs. */
export function readPair(given: string): { name: string; value: string } {
  const at = given.indexOf('=');
  if (at < 1) throw wrongUse('not-a-pair', { given });
  return { name: given.slice(0, at), value: given.slice(at + 1) };
}

/**
 * A path of this computer, made whole. A shell does not replace the tilde in the middle of a word, and that of Windows
 * nowhere. A drive letter alone is asked back there: it would mean the current folder of that drive.
 */
export function toPath(given: string, system: NodeJS.Platform = process.platform): string {
  const isWindows = system === 'win32';
  if (isWindows && /^[a-z]:(?![\\/])/i.test(given)) {
    const drive = given.slice(0, 2).toUpperCase();
    throw wrongUse('drive-alone', { given, drive, rest: given.slice(2) });
  }
  const home = isWindows ? /^~(?=$|[\\/])/ : /^~(?=$|\/)/;
  return (isWindows ? win32 : posix).resolve(given.replace(home, () => homedir()));
}

/**
 * A path of this computer for something new. On Windows each name of it has to be one that Explorer and every program
 * can use: Node would make `con`, `x.` and `a:b` there as well.
 */
export function toNewPath(given: string, system: NodeJS.Platform = process.platform): string {
  const path = toPath(given, system);
  if (system !== 'win32' || existsSync(path)) return path;
  const root = win32.parse(path).root;
  for (const name of path.slice(root.length).split('\\').filter(Boolean)) {
    const problem = nameProblem(name);
    if (problem !== null) throw wrongUse('name-not-on-windows', { name, reason: problem });
  }
  return path;
}
