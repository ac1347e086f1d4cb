import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415;
  /** One line that is shown as it is. */
  readonly reason: string;
}

/**
 * What every request must be, before anything is looked up: for our own name (another name that leads to 127.0.0.1 is
 * DNS rebinding), and from our own page when it says where it is from. The page that hands over the secret is a local
 * file, whose origin is `null`; so only the session post may have that.
 */
export function checkRequest(request: IncomingMessage, origin: string): Refusal | undefined {
  const host = new URL(origin).host;
  if (request.headers.host !== host) return { status: 403, reason: 'This address is not served here.' };
  const from = request.headers.origin;
  const isSessionPost = request.method === 'POST' && request.url === '/session';
  if (from !== undefined && from !== origin && !(isSessionPost && from === 'null')) {
    return { status: 403, reason: 'Requests of other pages are refused.' };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isSessionPost) {
    return { status: 405, reason: 'Only reading is possible here.' };
  }
  return undefined;
}

/** A connection must say where it is from: a browser always does, and other pages may open sockets too. */
export function checkUpgrade(request: IncomingMessage, origin: string): Refusal | undefined {
  const refusal = checkRequest(request, origin);
  if (refusal) return refusal;
  if (request.headers.origin !== origin) return { status: 403, reason: 'Requests of other pages are refused.' };
  return request.url === '/connection' ? undefined : { status: 404, reason: 'There is nothing here.' };
}

/** Shown to a window without a session. */
export const noSession: Refusal = {
  status: 401,
  reason: 'This window has no access. Open the console with “npm start”; it opens another window on the running one.',
};
