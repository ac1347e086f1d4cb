import { message } from '#shared/contract/message';
import type { Command, Commands } from './command.ts';
import { type Line, UsageError } from './output.ts';
import { summaryOf } from './summaries.ts';

/** What every verb has, so that no usage line says it again. */
const everywhere = message('command-line:help.everywhere');

const areaOf = (name: string): string => name.split(' ')[0] ?? '';

function describeArea(commands: Commands, area: string): Line[] {
  const entries = Object.entries(commands).filter(([name]) => areaOf(name) === area);
  return [...entries.flatMap(([name, command]) => describeVerb(name, command)), '', everywhere];
}

function describeVerb(name: string, { usage, note }: Command): Line[] {
  const rows = [summaryOf(name), ...(note === undefined ? [] : [note])].map((line) => ['    ', line]);
  return [`  ${usage}`, { head: null, rows }];
}

function describeAll(commands: Commands): Line[] {
  const verbs = Map.groupBy(Object.keys(commands), areaOf);
  const rows = [...verbs].map(([area, names]) => {
    const list = names.map((name) => name.slice(area.length + 1)).filter((verb) => verb !== '');
    return ['', area.padEnd(11), list.length > 0 ? list.join(', ') : summaryOf(area)];
  });
  return [
    message('command-line:help.form'),
    '',
    { head: null, rows },
    '',
    message('command-line:help.more'),
    everywhere,
  ];
}

export interface HelpEntry {
  readonly name: string;
  readonly usage: string;
}

export interface Help {
  readonly commands: readonly HelpEntry[];
  readonly lines: readonly Line[];
}

/** What there is for these words: one verb, the verbs of an area, or the areas. Unknown words are wrong use. */
export function helpFor(commands: Commands, words: readonly string[]): Help {
  const [area = ''] = words;
  if (area === '') return { commands: Object.entries(commands).map(toEntry), lines: describeAll(commands) };
  const own = Object.entries(commands).filter(([name]) => areaOf(name) === area);
  const found = findCommand(commands, words);
  if (found !== undefined || own.length === 0) {
    const { name, command } = found ?? demandCommand(commands, words);
    return { commands: [toEntry([name, command])], lines: [...describeVerb(name, command), '', everywhere] };
  }
  return { commands: own.map(toEntry), lines: describeArea(commands, area) };
}

const toEntry = ([name, { usage }]: readonly [string, Command]): HelpEntry => ({ name, usage });

interface Found {
  readonly name: string;
  readonly command: Command;
  readonly rest: readonly string[];
}

function findCommand(commands: Commands, words: readonly string[]): Found | undefined {
  const [area = '', verb = ''] = words;
  for (const name of [area, `${area} ${verb}`]) {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command !== undefined) return { name, command, rest: words.slice(name.split(' ').length) };
  }
  return undefined;
}

/** The command of these words. An unknown verb is answered with the verbs of its area, an unknown area with all. */
export function demandCommand(commands: Commands, words: readonly string[]): Found {
  const found = findCommand(commands, words);
  if (found !== undefined) return found;
  const [area = '', verb] = words;
  const isArea = Object.keys(commands).some((name) => areaOf(name) === area);
  if (!isArea)
    throw new UsageError([message('command-line:usage.not-an-area', { area }), '', ...describeAll(commands)]);
  const sentence =
    verb === undefined
      ? message('command-line:usage.say-what-with', { area })
      : message('command-line:usage.no-such-verb', { area, verb });
  throw new UsageError([sentence, '', ...describeArea(commands, area)]);
}
