import { type Bridge, bridgeName, portFromBridge } from '#shared/contract/bridge';
import type { ClientMessage, Port } from '#shared/contract/envelope';
import { tokenKey } from '#shared/contract/token';

/** A greeting shows the token of the session, as it is now: another window may have opened a newer one. */
function withToken(message: ClientMessage, storage: Storage): ClientMessage {
  const token = message.t === 'hello' ? storage.getItem(tokenKey) : null;
  return token === null ? message : { ...(message as ClientMessage & { t: 'hello' }), token };
}

/** A port over a WebSocket; what is sent before it opens waits. */
function openSocket(address: string, storage: Storage): Port<ClientMessage, unknown> {
  const socket = new WebSocket(address);
  const waiting: ClientMessage[] = [];
  const write = (message: ClientMessage): void => socket.send(JSON.stringify(withToken(message, storage)));
  socket.addEventListener('open', () => {
    for (const message of waiting.splice(0)) write(message);
  });
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) write(message);
      else if (socket.readyState === WebSocket.CONNECTING) waiting.push(message);
    },
    onMessage: (listener) => {
      const receive = (event: MessageEvent): void => {
        if (typeof event.data === 'string') listener(JSON.parse(event.data));
      };
      socket.addEventListener('message', receive);
      return () => socket.removeEventListener('message', receive);
    },
    onClose: (listener) => {
      socket.addEventListener('close', listener);
      return () => socket.removeEventListener('close', listener);
    },
    close: () => socket.close(),
  };
}

/** Whether this page is the window of Electron, whose files come from no port. */
export function hasBridge(page: Window): boolean {
  return bridgeName in page;
}

/** Electron's bridge when there is one, else the host that served this page. */
export function openPort(page: Window): Port<ClientMessage, unknown> {
  const bridge = (page as unknown as Record<string, Bridge | undefined>)[bridgeName];
  if (bridge !== undefined) return portFromBridge(bridge);
  const protocol = page.location.protocol === 'https:' ? 'wss:' : 'ws:';
  return openSocket(`${protocol}//${page.location.host}/connection`, page.localStorage);
}
