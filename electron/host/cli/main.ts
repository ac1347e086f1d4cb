import type { Client } from '#shared/contract/client';
import { message } from '#shared/contract/message';
import { sayMessage } from '#shared/text/say';
import '../node-guard.ts';
import { onEndRequest } from '../signals.ts';
import { watchStreams } from './closed-output.ts';
import { defaultSiteDirectory } from '../default-site.ts';
import { type Command, type CommandContext, type Commands, type OptionValues, textOption } from './command.ts';
import { demandCommand, type HelpEntry, helpFor } from './help.ts';
import { asksForHelp, demandWords, readLine, readOptions } from './options.ts';
import {
  createOutput,
  type ExitCode,
  exitCodes,
  type Output,
  reportError,
  type Streams,
  UsageError,
  visibleWords,
} from './output.ts';
import { readSecrets } from './secret-input.ts';
import { summaryOf } from './summaries.ts';
import { createWords, type HostTexts, type Words } from '../words.ts';

/** Loaded after the guard: an older Node would crash in the database's binary instead of saying what is wrong. */
async function loadCommands(): Promise<Commands> {
  const { allCommands } = await import('./all-commands.ts');
  return allCommands;
}

function withSummaries(say: Words, entries: readonly HelpEntry[]) {
  return entries.map(({ name, usage }) => ({ usage, summary: sayMessage(say, summaryOf(name)) }));
}

/**
 * Carries out one command line in the language of the texts. Nothing is written but to the given streams. When nobody
 * reads them any more what is under way is left, nothing more is said, and the code is 141 (HOST-285).
 */
export async function runCommandLine(
  given: readonly string[],
  streams: Streams,
  signal: AbortSignal,
  texts?: HostTexts,
): Promise<ExitCode> {
  const watched = watchStreams(streams);
  const code = await carryOut(given, streams, AbortSignal.any([signal, watched.closed]), texts);
  const end = await watched.settle();
  if (end === 'closed') return exitCodes.closed;
  return end === undefined ? code : reportUnwritten(end, streams, texts);
}

/** What was said lies nowhere whole, whatever the command did: a full disk, a file that may not grow (HOST-282). */
function reportUnwritten(error: Error, streams: Streams, texts: HostTexts | undefined): ExitCode {
  return reportError(error, false, { out: streams.err, err: streams.err }, visibleWords(createWords(texts)));
}

async function carryOut(
  given: readonly string[],
  streams: Streams,
  signal: AbortSignal,
  texts: HostTexts | undefined,
): Promise<ExitCode> {
  const isJson = given.includes('--json');
  const say = visibleWords(createWords(texts));
  const output = createOutput(isJson, streams, say);
  try {
    const commands = await loadCommands();
    const line = readLine(commands, given);
    if (asksForHelp(line)) {
      const help = helpFor(commands, line.words);
      output.result({ commands: withSummaries(say, help.commands) }, help.lines);
      return exitCodes.success;
    }
    if (line.words.length === 0)
      throw new UsageError([message('command-line:usage.say-what'), '', ...helpFor(commands, []).lines]);
    const { name, command, rest } = demandCommand(commands, line.words);
    return await withUsage(command, async () => {
      const options = readOptions(name, command, line);
      demandWords(name, command, rest);
      return command.run(await createContext(options, rest, output, streams, signal, say));
    });
  } catch (error) {
    return reportError(error, isJson, streams, say);
  }
}

/** Wrong use of a known verb is followed by its usage line. */
async function withUsage(command: Command, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.lines, command.usage, { cause: error });
  }
}

async function createContext(
  options: OptionValues,
  words: readonly string[],
  output: Output,
  streams: Streams,
  signal: AbortSignal,
  say: Words,
): Promise<CommandContext> {
  const session = await import('./session.ts');
  const siteDirectory = textOption({ options }, 'site') ?? defaultSiteDirectory();
  const site: CommandContext['site'] = async (work: (client: Client) => Promise<never>) => {
    const opened = await session.openSession(siteDirectory, output, say);
    try {
      return await work(opened.client);
    } finally {
      await opened.close();
    }
  };
  const secrets: CommandContext['readSecrets'] = (names) => readSecrets(names, streams, signal, say);
  return { say, words, options, output, siteDirectory, signal, site, readSecrets: secrets };
}

if (import.meta.main) {
  const abort = new AbortController();
  onEndRequest((request) => {
    abort.abort(request);
  });
  process.exitCode = await runCommandLine(
    process.argv.slice(2),
    { in: process.stdin, out: process.stdout, err: process.stderr },
    abort.signal,
  );
}
