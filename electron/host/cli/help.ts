import type { Command, Commands } from './command.ts';
import { UsageError } from './output.ts';

/** What every verb has, so that no usage line says it again. */
const everywhere = 'Every verb: --site DIR for another site than your own, --json for one JSON document.';

const areaOf = (name: string): string => name.split(' ')[0] ?? '';

function describeArea(commands: Commands, area: string): string[] {
  const entries = Object.entries(commands).filter(([name]) => areaOf(name) === area);
  return [...entries.map(([, { usage, summary }]) => `  ${usage}\n      ${summary}`), '', everywhere];
}

function describeAll(commands: Commands): string[] {
  const verbs = Map.groupBy(Object.keys(commands), areaOf);
  const rows = [...verbs].map(([area, names]) => {
    const list = names.map((name) => name.slice(area.length + 1)).filter((verb) => verb !== '');
    return `  ${area.padEnd(13)}${list.length > 0 ? list.join(', ') : (commands[area]?.summary ?? '')}`;
  });
  return [
    'waystation AREA VERB …',
    '',
    ...rows,
    '',
    '“waystation AREA --help” explains the verbs of an area.',
    everywhere,
  ];
}

export interface Help {
  readonly commands: readonly Pick<Command, 'usage' | 'summary'>[];
  readonly lines: readonly string[];
}

/** What there is for these words: one verb, the verbs of an area, or the areas. Unknown words are wrong use. */
export function helpFor(commands: Commands, words: readonly string[]): Help {
  const [area = ''] = words;
  if (area === '') return { commands: Object.values(commands).map(toEntry), lines: describeAll(commands) };
  const own = Object.entries(commands).filter(([name]) => areaOf(name) === area);
  const found = findCommand(commands, words);
  if (found !== undefined || own.length === 0) {
    const { command } = found ?? demandCommand(commands, words);
    return { commands: [toEntry(command)], lines: [`  ${command.usage}`, `      ${command.summary}`, '', everywhere] };
  }
  return { commands: own.map(([, command]) => toEntry(command)), lines: describeArea(commands, area) };
}

const toEntry = ({ usage, summary }: Command): Pick<Command, 'usage' | 'summary'> => ({ usage, summary });

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
  if (!isArea) throw new UsageError([`“${area}” is not an area.`, '', ...describeAll(commands)].join('\n'));
  const sentence =
    verb === undefined ? `Say what to do with “${area}”.` : `“${area}” has no verb “${verb}”. It has these:`;
  throw new UsageError([sentence, '', ...describeArea(commands, area)].join('\n'));
}
