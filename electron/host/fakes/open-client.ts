import { expect } from 'vitest';
import { createTempSite } from '#core/ports/fakes/temp-site';
import { type Client, createClient } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { isAppError } from '#shared/contract/errors';
import { composeHost } from '../compose.ts';
import { createServer } from '../serve.ts';
import { createMemoryPair } from '../transports/memory.ts';
import { memoryLog } from './host.ts';

/** A real site behind the contract, as a window or a command has it. */
export interface OpenClient {
  readonly client: () => Client;
  /** Closes the site and opens it anew, as another start of the program does. */
  reopen(): Promise<void>;
  remove(): Promise<void>;
}

export async function openClient(): Promise<OpenClient> {
  const temp = await createTempSite();
  const { dir } = temp.site;
  await temp.site.close();
  const open = async () => {
    const log = memoryLog();
    const host = await composeHost({ siteDirectory: dir, host: 'command-line', log, isConsole: false });
    const server = createServer({ handlers: host.handlers, events: host.events, build: '1', log });
    const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
    server.connect(left);
    const client = createClient(right, { build: '1', onFault: (what) => expect.unreachable(what) });
    const close = async (): Promise<void> => {
      client.close();
      server.close();
      await host.close();
    };
    return { client, close };
  };
  let opened = await open();
  return {
    client: () => opened.client,
    reopen: async () => {
      await opened.close();
      opened = await open();
    },
    remove: async () => {
      await opened.close();
      await temp.remove();
    },
  };
}

/** What was accepted; undefined for a refusal, which has to have a code of its own. */
export async function accepted<Answer>(work: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error;
    return undefined;
  }
}
