import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Log } from '#core/ports/log';
import type { Port, ServerMessage } from '#shared/contract/envelope';
import { maxMessageBytes } from '../transports/websocket.ts';
import { createWords, type Words } from '../words.ts';
import type { AddressFile } from './address-file.ts';
import { createNonce, securityHeaders } from './content-policy.ts';
import type { Refusal } from './guard.ts';
import { checkRequest, noSession } from './guard.ts';
import { sessionPage, sessionScript, sessionScriptPath } from './session-page.ts';
import { Sessions } from './sessions.ts';
import { readStaticFile, type StaticFile } from './static-files.ts';
import { WindowDoor } from './window-door.ts';
import { type KeptWindows, mostPlaces, type WindowFile } from './window-file.ts';

/** The one body that is read: the form of the address page, some 60 bytes. */
const maxFormBytes = 1024;

export interface WebServerOptions {
  /** Folder of the built page. */
  readonly pageRoot: string;
  readonly addressFile: AddressFile;
  readonly connect: (port: Port<ServerMessage, unknown>) => void;
  readonly log: Log;
  /** The language of what a window without access is told; English without. */
  readonly words?: Words;
  /** Milliseconds from any beginning, for the age of sessions. */
  readonly now?: () => number;
  /** Hears how many windows are connected, whenever that changes. */
  readonly onConnections?: (count: number) => void;
  /** Where the host before left what open pages need to find this one; without it they do not. */
  readonly windowFile?: WindowFile;
}

export interface WebServer {
  readonly origin: string;
  close(): Promise<void>;
}

async function listen(http: HttpServer, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => {
      http.off('error', reject);
      resolve();
    });
  });
}

/** Listens at the ports of the hosts before, where their pages look for one; those that somebody else has are left. */
async function listenAgain(places: KeptWindows['places']): Promise<Again[]> {
  const found: Again[] = [];
  for (const place of places) {
    const http = createHttpServer();
    try {
      await listen(http, place.port);
      found.push({ http, place });
    } catch {
      // Somebody else has it, or the system keeps it for itself: its pages do not come back.
    }
  }
  return found;
}

interface Again {
  readonly http: HttpServer;
  readonly place: KeptWindows['places'][number];
}

/**
 * Serves the page and its connection on a random port of 127.0.0.1, to whoever can read the address file. At the ports of
 * the hosts before on this site no page is served: pages that are open still come back there (HOST-300, HOST-322).
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const kept = options.windowFile?.read();
  const away = kept === undefined ? 0 : Math.max(0, Date.now() - kept.writtenAt);
  const again = await listenAgain(kept?.places ?? []);
  const http = createHttpServer();
  await listen(http, 0);
  const server = new ConsoleServer(http, options);
  server.start(again, away);
  return server;
}

class ConsoleServer implements WebServer {
  readonly #http: HttpServer;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  readonly #options: WebServerOptions;
  readonly #door: WindowDoor;
  readonly #words: Words;
  #again: readonly { readonly http: HttpServer; readonly door: WindowDoor }[] = [];

  constructor(http: HttpServer, options: WebServerOptions) {
    this.#http = http;
    this.#options = options;
    this.#words = options.words ?? createWords();
    this.#door = this.#openDoor(http);
  }

  get origin(): string {
    return this.#door.origin;
  }

  /** `away`: for how many milliseconds no host was there. */
  start(again: readonly Again[], away: number): void {
    this.#again = again.map(({ http, place }) => {
      const door = this.#openDoor(http);
      door.sessions.restore(place.sessions.map((session) => ({ ...session, age: session.age + away })));
      http.on('request', (request, response) => {
        this.#refuse(response, checkRequest(request, door.origin) ?? noSession);
      });
      return { http, door };
    });
    this.#invite(this.#door.sessions.invitation);
    this.#http.on('request', (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.#options.log.error(`A request for ${request.url ?? ''} failed`, error);
        if (response.headersSent) response.destroy();
        else this.#refuse(response, { status: 400, reason: 'noAnswer' });
      });
    });
  }

  async close(): Promise<void> {
    this.#options.addressFile.remove();
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    for (const http of [this.#http, ...this.#again.map((one) => one.http)]) {
      const closed = new Promise<void>((resolve) => {
        http.close(() => {
          resolve();
        });
      });
      http.closeAllConnections();
      await closed;
    }
    await this.#options.windowFile?.settled();
  }

  #openDoor(http: HttpServer): WindowDoor {
    const { connect, log, onConnections, now } = this.#options;
    const sessions = new Sessions(now, () => this.#keepWindows());
    const heard = onConnections === undefined ? {} : { onConnections };
    return new WindowDoor(http, { sockets: this.#sockets, sessions, connect, log, ...heard });
  }

  #keepWindows(): void {
    this.#options.windowFile?.write(() => ({
      writtenAt: Date.now(),
      places: [this.#door, ...this.#again.map(({ door }) => door)]
        .map(({ port, sessions }) => ({ port, sessions: sessions.keep() }))
        .filter(({ sessions }) => sessions.length > 0)
        .slice(0, mostPlaces),
    }));
  }

  #invite(secret: string): void {
    this.#options.addressFile.write(this.origin, secret);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = checkRequest(request, this.origin);
    if (refusal) {
      this.#refuse(response, refusal);
      return;
    }
    if (request.method === 'POST') {
      await this.#openSession(request, response);
      return;
    }
    if (!this.#door.hasSession(request)) {
      this.#refuse(response, noSession);
      return;
    }
    // The path as it was sent: the URL parser would resolve `..` before anybody could refuse it.
    const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const nonce = createNonce();
    const file = await this.#findFile(pathname, nonce);
    if (!file) {
      this.#refuse(response, { status: 404, reason: 'nothingHere' });
      return;
    }
    response.writeHead(200, {
      ...securityHeaders(nonce),
      'content-type': file.contentType,
      'content-length': file.body.byteLength,
      'cache-control': file.cacheControl,
    });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  async #findFile(pathname: string, nonce: string): Promise<StaticFile | undefined> {
    if (pathname !== sessionScriptPath) return readStaticFile(this.#options.pageRoot, pathname, nonce);
    const body = Buffer.from(sessionScript, 'utf8');
    return { body, contentType: 'text/javascript; charset=utf-8', cacheControl: 'no-store' };
  }

  async #openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
      this.#refuse(response, { status: 415, reason: 'noForm' });
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      this.#refuse(response, { status: 413, reason: 'formTooLarge' });
      return;
    }
    const secret = new URLSearchParams(body).get('secret') ?? '';
    const session = this.#door.sessions.redeem(secret, (next) => this.#invite(next));
    if (session === undefined) {
      this.#refuse(response, noSession);
      return;
    }
    response.writeHead(200, {
      ...securityHeaders(createNonce()),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'set-cookie': `${this.#door.cookie}=${session.cookie}; HttpOnly; SameSite=Strict; Path=/`,
    });
    response.end(sessionPage(session.token));
  }

  #refuse(response: ServerResponse, { status, reason }: Refusal): void {
    response.writeHead(status, {
      ...securityHeaders(createNonce()),
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
    });
    response.end(`${this.#words(`opening:refused.${reason}`)}\n`);
  }
}

/** The body as text, or undefined when it is larger than a form of ours can be. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxFormBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
