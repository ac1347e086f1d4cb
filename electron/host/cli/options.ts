import { parseArgs } from 'node:util';
import { type Command, type Commands, flag, type OptionTable, type OptionValues, text } from './command.ts';
import { wrongUse } from './wrong-use.ts';

const everywhere = { site: text, json: flag, help: flag } as const;

/** Words and options as they were written, before it is known which verb is meant. */
export interface Line {
  readonly words: readonly string[];
  readonly options: readonly WrittenOption[];
}

interface WrittenOption {
  readonly name: string;
  /** With its hyphens. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** Written as `--name=value`. */
  readonly isInline: boolean;
}

/** Reads the line with the options of all verbs, so that the value of an option is not taken for a word. */
export function readLine(commands: Commands, given: readonly string[]): Line {
  const tables: OptionTable[] = [everywhere, ...Object.values(commands).map(({ options }) => options ?? {})];
  const { positionals, tokens } = parseArgs({
    args: [...given],
    options: Object.assign({}, ...tables) as OptionTable,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const options = tokens.flatMap((token) =>
    token.kind === 'option'
      ? [{ name: token.name, rawName: token.rawName, value: token.value, isInline: token.inlineValue === true }]
      : [],
  );
  return { words: positionals, options };
}

export const asksForHelp = ({ options }: Line): boolean => options.some(({ name }) => name === 'help');

function readValue({ rawName, value, isInline }: WrittenOption, type: 'string' | 'boolean'): string | true {
  if (type === 'boolean') {
    if (value !== undefined) throw wrongUse('takes-no-value', { option: rawName });
    return true;
  }
  if (value === undefined) throw wrongUse('needs-value', { option: rawName });
  if (value.startsWith('-') && !isInline) {
    throw wrongUse('needs-value-hyphen', { option: rawName, value });
  }
  return value;
}

/** The options of one verb. Refuses those that it does not know, and values that are missing or too many. */
export function readOptions(name: string, command: Command, line: Line): OptionValues {
  const table: OptionTable = { ...everywhere, ...command.options };
  const values: Record<string, string | true | string[]> = {};
  for (const option of line.options) {
    const kind = Object.hasOwn(table, option.name) ? table[option.name] : undefined;
    if (kind === undefined) throw wrongUse('no-such-option', { verb: name, option: option.rawName });
    const value = readValue(option, kind.type);
    const before = values[option.name];
    if (kind.multiple === true && value !== true) {
      values[option.name] = [...(Array.isArray(before) ? before : []), value];
    } else if (before !== undefined && kind.type === 'string') {
      throw wrongUse('given-twice', { option: option.rawName });
    } else {
      values[option.name] = value;
    }
  }
  return values;
}

/** Refuses words that are too few or too many. */
export function demandWords(name: string, { needs, most }: Command, words: readonly string[]): void {
  if (words.length < needs) throw wrongUse('more-words', { verb: name });
  const extra = words[most ?? words.length];
  if (extra !== undefined) throw wrongUse('word-too-many', { word: extra, verb: name });
}
