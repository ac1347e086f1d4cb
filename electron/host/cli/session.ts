import { message } from '#shared/contract/message';
import { resolve } from 'node:path';
import type { Log } from '#core/ports/log';
import { realClock, realIds } from '#core/ports/real';
import { createSite, getSitePaths } from '#core/site/site';
import { createClient, type Client } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { composeHost, readVersion } from '../compose.ts';
import { findRelaunch } from '../relaunch.ts';
import { createServer } from '../serve.ts';
import type { Words } from '../words.ts';
import { createMemoryPair } from '../transports/memory.ts';
import { faultLogFile, logFault, shortReason } from './fault-log.ts';
import type { Output } from './output.ts';

/** An open site for one command, reached through the same contract as the console. */
export interface Session {
  readonly client: Client;
  close(): Promise<void>;
}

/** Warnings and errors go to standard error; the rest of the program's log is for the console. */
function commandLog(output: Output, say: Words, logs: string): Log {
  return {
    info: () => undefined,
    warning: (text, cause) => {
      output.progress(
        cause === undefined
          ? message('command-line:warning', { text })
          : message('command-line:warning-because', { text, reason: shortReason(cause, say) }),
      );
    },
    error: (text, cause) => {
      if (cause === undefined) {
        output.progress(message('command-line:error', { text }));
        return;
      }
      output.progress(message('command-line:error-because', { text, reason: shortReason(cause, say) }));
      logFault(text, cause, (line) => output.progress(line), faultLogFile(logs));
    },
  };
}

/** Opens an existing site. Errors: `SITE_NOT_FOUND`, `STORE_…`. */
export async function openSession(siteDirectory: string, output: Output, words: Words): Promise<Session> {
  const log = commandLog(output, words, getSitePaths(siteDirectory).logs);
  const relaunch = findRelaunch(resolve(siteDirectory));
  const host = await composeHost({
    ...(relaunch === null ? {} : { relaunch }),
    siteDirectory: resolve(siteDirectory),
    host: 'command-line',
    log,
    words,
    isConsole: false,
  });
  const build = readVersion();
  const server = createServer({ handlers: host.handlers, events: host.events, build, log });
  const { left, right } = createMemoryPair<ClientMessage, ServerMessage>();
  server.connect(right);
  const client = createClient(left, { build, onFault: (what, cause) => log.error(what, cause) });
  await client.ready;
  return {
    client,
    close: async () => {
      client.close();
      server.close();
      await host.close();
    },
  };
}

/** Makes a site with the code and name that a first site gets. Errors: `SITE_EXISTS`. */
export async function makeSite(directory: string, code: string, name: string): Promise<void> {
  const site = await createSite(resolve(directory), { code, name }, { clock: realClock, ids: realIds });
  await site.close();
}
