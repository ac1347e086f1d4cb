import { protocol } from 'electron';
import { createNonce, securityHeaders } from '#host/web/content-policy';
import { readStaticFile } from '#host/web/static-files';
import type { Log } from '#core/ports/log';
import { isPageAddress, pageScheme } from './page.ts';

/** Must run before the app is ready: afterwards a scheme cannot be given rights any more. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }]);
}

/** Answers a request of the page: files of the built page and nothing else, each with the policy. */
export async function answerRequest(request: Request, pageRoot: string, log: Log): Promise<Response> {
  const nonce = createNonce();
  const refuse = (status: number): Response => new Response(null, { status, headers: securityHeaders(nonce) });
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (!isPageAddress(request.url)) return refuse(403);
  try {
    const file = await readStaticFile(pageRoot, new URL(request.url).pathname, nonce);
    if (!file) return refuse(404);
    const headers = { ...securityHeaders(nonce), 'content-type': file.contentType, 'cache-control': file.cacheControl };
    return new Response(Buffer.from(file.body), { status: 200, headers });
  } catch (error) {
    log.error(`The page file for ${request.url} could not be read`, error);
    return refuse(500);
  }
}

export function servePage(pageRoot: string, log: Log): void {
  protocol.handle(pageScheme, (request) => answerRequest(request, pageRoot, log));
}
