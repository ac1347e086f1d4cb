import { parseArgs } from 'node:util';
import type { Client } from '#shared/contract/client';
import '../node-guard.ts';
import type { Command, CommandContext, Commands } from './command.ts';
import { createOutput, type ExitCode, exitCodes, reportError, type Streams, UsageError } from './output.ts';

const options = {
  site: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  sample: { type: 'boolean' },
  code: { type: 'string' },
  name: { type: 'string' },
  deleted: { type: 'boolean' },
  out: { type: 'string' },
  overwrite: { type: 'boolean' },
  comment: { type: 'string' },
  device: { type: 'string' },
  var: { type: 'string', multiple: true },
  cmtrace: { type: 'boolean' },
} as const;

/** Loaded after the guard: an older Node would crash in the database's binary instead of saying what is wrong. */
async function loadCommands(): Promise<Commands> {
  const [{ siteCommands }, { sequenceCommands }, { runCommands }, { stateCommands }, { corpusCommands }] =
    await Promise.all([
      import('./site-commands.ts'),
      import('./sequence-commands.ts'),
      import('./run-commands.ts'),
      import('./state-commands.ts'),
      import('./corpus-command.ts'),
    ]);
  return { ...siteCommands, ...sequenceCommands, ...runCommands, ...stateCommands, ...corpusCommands };
}

function describeAll(commands: Commands): string[] {
  const list = Object.values(commands).map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  return ['waystation <area> <verb> … [--json] [--site DIR]', '', ...list];
}

function find(commands: Commands, words: readonly string[]): { command: Command; rest: string[] } {
  const one = commands[words[0] ?? ''];
  if (one !== undefined) return { command: one, rest: words.slice(1) };
  const command = commands[`${words[0] ?? ''} ${words[1] ?? ''}`];
  if (command === undefined) {
    throw new UsageError([`“${words.slice(0, 2).join(' ')}” is not a command.`, ...describeAll(commands)].join('\n'));
  }
  return { command, rest: words.slice(2) };
}

/** Carries out one command line. Nothing is written but to the given streams. */
export async function runCommandLine(
  given: readonly string[],
  streams: Streams,
  signal: AbortSignal,
): Promise<ExitCode> {
  const isJson = given.includes('--json');
  const output = createOutput(isJson, streams);
  try {
    const commands = await loadCommands();
    const { values, positionals } = parse(given);
    if (values.help === true || positionals.length === 0) {
      for (const line of describeAll(commands)) output.progress(line);
      return values.help === true ? exitCodes.success : exitCodes.wrongUse;
    }
    const { command, rest } = find(commands, positionals);
    if (rest.length < command.needs) throw new UsageError(`Usage: ${command.usage}`);
    const session = await import('./session.ts');
    const siteDirectory = values.site ?? session.defaultSiteDirectory();
    const site: CommandContext['site'] = async (work: (client: Client) => Promise<never>) => {
      const opened = await session.openSession(siteDirectory, output);
      try {
        return await work(opened.client);
      } finally {
        await opened.close();
      }
    };
    return await command.run({ words: rest, options: values, output, siteDirectory, signal, site });
  } catch (error) {
    return reportError(error, isJson, streams);
  }
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

if (import.meta.main) {
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort();
  });
  process.exitCode = await runCommandLine(
    process.argv.slice(2),
    { out: process.stdout, err: process.stderr },
    abort.signal,
  );
}
