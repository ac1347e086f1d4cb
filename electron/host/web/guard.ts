import type { IncomingMessage } from 'node:http';
import type { opening } from '#shared/text/en/opening';

export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415;
  /** The words of the one line that is shown: `opening:refused.…`. */
  readonly reason: keyof typeof opening.refused;
}

/**
 * What every request must be, before anything is looked up: for our own name (another name that leads to 127.0.0.1 is
 * DNS rebinding), and from our own page when it says where it is from. The page that hands over the secret is a local
 * file, whose origin is `null`; so only the session post may have that.
 */
export function checkRequest(request: IncomingMessage, origin: string): Refusal | undefined {
  const host = new URL(origin).host;
  if (request.headers.host !== host) return { status: 403, reason: 'address' };
  const from = request.headers.origin;
  const isSessionPost = request.method === 'POST' && request.url === '/session';
  if (from !== undefined && from !== origin && !(isSessionPost && from === 'null')) {
    return { status: 403, reason: 'otherPage' };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isSessionPost) {
    return { status: 405, reason: 'readOnly' };
  }
  return undefined;
}

/** A connection must say where it is from: a browser always does, and other pages may open sockets too. */
export function checkUpgrade(request: IncomingMessage, origin: string): Refusal | undefined {
  const refusal = checkRequest(request, origin);
  if (refusal) return refusal;
  if (request.headers.origin !== origin) return { status: 403, reason: 'otherPage' };
  return request.url === '/connection' ? undefined : { status: 404, reason: 'nothingHere' };
}

/** Shown to a window without a session. */
export const noSession: Refusal = { status: 401, reason: 'noSession' };
