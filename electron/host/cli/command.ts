import type { Client } from '#shared/contract/client';
import type { ExitCode, Output } from './output.ts';

/** What a verb gets: its words and options, an output, and a site when it asks for one. */
export interface CommandContext {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly output: Output;
  readonly siteDirectory: string;
  /** Fires on Ctrl+C. */
  readonly signal: AbortSignal;
  site<Result>(work: (client: Client) => Promise<Result>): Promise<Result>;
}

export interface Command {
  readonly usage: string;
  readonly summary: string;
  /** The least number of words after the verb. */
  readonly needs: number;
  run(context: CommandContext): Promise<ExitCode>;
}

/** `area verb` to command. */
export type Commands = Readonly<Record<string, Command>>;

/** An option that holds one text, or undefined. */
export function textOption(context: CommandContext, name: string): string | undefined {
  const value = context.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that may be given several times. */
export function listOption(context: CommandContext, name: string): readonly string[] {
  const value = context.options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
