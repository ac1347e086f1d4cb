import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Log } from '#core/ports/log';
import type { Port, ServerMessage } from '#shared/contract/envelope';
import { portFromWebSocket } from '../transports/websocket.ts';
import { greetedPort } from './greeted-port.ts';
import { checkUpgrade, noSession } from './guard.ts';
import { readCookie, type Sessions } from './sessions.ts';

export interface WindowDoorOptions {
  /** Of all doors of a host, so that its windows are counted together. */
  readonly sockets: WebSocketServer;
  readonly sessions: Sessions;
  readonly connect: (port: Port<ServerMessage, unknown>) => void;
  readonly log: Log;
  /** Hears how many windows are connected, whenever that changes. */
  readonly onConnections?: (count: number) => void;
}

/** Where windows come in at one port: only with a session, from a page of this very port, and after their greeting. */
export class WindowDoor {
  readonly port: number;
  readonly origin: string;
  /** Cookies do not know ports: two sites in one browser need two names. */
  readonly cookie: string;
  readonly sessions: Sessions;
  readonly #options: WindowDoorOptions;
  /** After the port was had, never before: who was connected to it earlier is connected to somebody else. */
  readonly #listeningSince = performance.now();

  /** `http` listens already. */
  constructor(http: HttpServer, options: WindowDoorOptions) {
    this.port = (http.address() as AddressInfo).port;
    this.origin = `http://127.0.0.1:${String(this.port)}`;
    this.cookie = `waystation-${String(this.port)}`;
    this.sessions = options.sessions;
    this.#options = options;
    http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  hasSession(request: IncomingMessage): boolean {
    return this.sessions.knows(readCookie(request.headers.cookie, this.cookie));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = checkUpgrade(request, this.origin) ?? (this.hasSession(request) ? undefined : noSession);
    if (refusal) {
      const line = `HTTP/1.1 ${String(refusal.status)} ${STATUS_CODES[refusal.status] ?? ''}`;
      socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#options.sockets.handleUpgrade(request, socket, head, (webSocket) => this.#connect(webSocket));
  }

  #connect(webSocket: WebSocket): void {
    const { sockets, log, connect, onConnections } = this.#options;
    const report = (): void => {
      onConnections?.([...sockets.clients].filter((client) => client.readyState === client.OPEN).length);
    };
    webSocket.on('error', (error) => log.warning('A connection failed', error));
    webSocket.on('close', report);
    const port = portFromWebSocket<ServerMessage, unknown>(webSocket, (bytes) => {
      log.warning(`A window that does not read was disconnected with ${String(bytes)} bytes for it`);
    });
    connect(greetedPort(port, this.sessions, () => Math.floor(performance.now() - this.#listeningSince)));
    report();
  }
}
