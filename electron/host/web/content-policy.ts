import { randomBytes } from 'node:crypto';

/** The placeholder in the page that each response replaces by its own nonce. */
const noncePlaceholder = '__NONCE__';

export function createNonce(): string {
  return randomBytes(18).toString('base64');
}

/**
 * The page's policy: nothing from elsewhere, no inline script. Styles need the nonce, because Fluent's renderer makes
 * `<style>` elements and fills them through their sheet.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every response of both hosts, refusals included. */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** The page with the nonce of its response. */
export function fillNonce(html: string, nonce: string): string {
  return html.replaceAll(noncePlaceholder, nonce);
}
