import { createServer as createHttpServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Log } from '#core/ports/log';
import type { Port, ServerMessage } from '#shared/contract/envelope';
import { maxMessageBytes, portFromWebSocket } from '../transports/websocket.ts';
import { createWords, type Words } from '../words.ts';
import type { AddressFile } from './address-file.ts';
import { createNonce, securityHeaders } from './content-policy.ts';
import type { Refusal } from './guard.ts';
import { checkRequest, checkUpgrade, noSession } from './guard.ts';
import { greetedPort } from './greeted-port.ts';
import { sessionPage, sessionScript, sessionScriptPath } from './session-page.ts';
import { readCookie, Sessions } from './sessions.ts';
import { readStaticFile, type StaticFile } from './static-files.ts';
import type { KeptWindows, WindowFile } from './window-file.ts';

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

/** Listens at the port of the host before, where its pages look for it; true when that was free. */
async function listenAgain(http: HttpServer, port: number | undefined): Promise<boolean> {
  if (port !== undefined) {
    try {
      await listen(http, port);
      return true;
    } catch {
      // Somebody else has it, or the system keeps it for itself: any other will do, and open pages do not come back.
    }
  }
  await listen(http, 0);
  return false;
}

/**
 * Serves the page and its connection on a port of 127.0.0.1, to whoever can read the address file. The port is that of the
 * host before on this site when it can be had, else a random one.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const http = createHttpServer();
  const kept = options.windowFile?.read();
  const isAgain = await listenAgain(http, kept?.port);
  const server = new ConsoleServer(http, options);
  server.start(isAgain ? kept : undefined);
  return server;
}

class ConsoleServer implements WebServer {
  readonly origin: string;
  readonly #http: HttpServer;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  readonly #options: WebServerOptions;
  readonly #sessions: Sessions;
  readonly #cookie: string;
  readonly #words: Words;
  /** After the port was had, never before: who was connected to it earlier is connected to somebody else. */
  readonly #listeningSince = performance.now();

  constructor(http: HttpServer, options: WebServerOptions) {
    const { port } = http.address() as AddressInfo;
    this.#http = http;
    this.#options = options;
    this.#sessions = new Sessions(options.now, () => this.#keepWindows(port));
    this.#words = options.words ?? createWords();
    this.origin = `http://127.0.0.1:${String(port)}`;
    // Cookies do not know ports: two sites in one browser need two names.
    this.#cookie = `waystation-${String(port)}`;
  }

  start(kept: KeptWindows | undefined): void {
    if (kept !== undefined) {
      const away = Math.max(0, Date.now() - kept.writtenAt);
      this.#sessions.restore(kept.sessions.map((session) => ({ ...session, age: session.age + away })));
    }
    this.#invite(this.#sessions.invitation);
    this.#http.on('request', (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.#options.log.error(`A request for ${request.url ?? ''} failed`, error);
        if (response.headersSent) response.destroy();
        else this.#refuse(response, { status: 400, reason: 'noAnswer' });
      });
    });
    this.#http.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head);
    });
  }

  async close(): Promise<void> {
    this.#options.addressFile.remove();
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    const closed = new Promise<void>((resolve) => {
      this.#http.close(() => {
        resolve();
      });
    });
    this.#http.closeAllConnections();
    await closed;
    await this.#options.windowFile?.settled();
  }

  #keepWindows(port: number): void {
    this.#options.windowFile?.write(() => ({ port, writtenAt: Date.now(), sessions: this.#sessions.keep() }));
  }

  #invite(secret: string): void {
    this.#options.addressFile.write(this.origin, secret);
  }

  #hasSession(request: IncomingMessage): boolean {
    return this.#sessions.knows(readCookie(request.headers.cookie, this.#cookie));
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
    if (!this.#hasSession(request)) {
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
    const session = this.#sessions.redeem(secret, (next) => this.#invite(next));
    if (session === undefined) {
      this.#refuse(response, noSession);
      return;
    }
    response.writeHead(200, {
      ...securityHeaders(createNonce()),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'set-cookie': `${this.#cookie}=${session.cookie}; HttpOnly; SameSite=Strict; Path=/`,
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

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = checkUpgrade(request, this.origin) ?? (this.#hasSession(request) ? undefined : noSession);
    if (refusal) {
      const line = `HTTP/1.1 ${String(refusal.status)} ${STATUS_CODES[refusal.status] ?? ''}`;
      socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#connect(webSocket);
    });
  }

  #connect(webSocket: WebSocket): void {
    const report = (): void => {
      const open = [...this.#sockets.clients].filter((client) => client.readyState === client.OPEN);
      this.#options.onConnections?.(open.length);
    };
    webSocket.on('error', (error) => {
      this.#options.log.warning('A connection failed', error);
    });
    webSocket.on('close', report);
    const port = portFromWebSocket<ServerMessage, unknown>(webSocket, (bytes) => {
      this.#options.log.warning(`A window that does not read was disconnected with ${String(bytes)} bytes for it`);
    });
    this.#options.connect(
      greetedPort(port, this.#sessions, () => Math.floor(performance.now() - this.#listeningSince)),
    );
    report();
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
