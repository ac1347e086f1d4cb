import { tokenKey } from '#shared/contract/token';

/** Where the script of the session page lies: the policy of the page allows none within it. */
export const sessionScriptPath = '/session.js';

/** Keeps the token where only pages of this very port find it, and goes to the console. */
export const sessionScript = `const { content } = document.querySelector('meta[name="${tokenKey}"]');
localStorage.setItem('${tokenKey}', content);
location.replace('/');
`;

/**
 * What the one-time secret is answered with, and nothing else ever: the token stands in no address and no cookie. Not a
 * redirect: that would belong to the navigation of the address page, which may not carry a strict cookie.
 */
export function sessionPage(token: string): string {
  return `<!doctype html><meta name="${tokenKey}" content="${token}"><title>Waystation</title><script src="${sessionScriptPath}"></script>`;
}
