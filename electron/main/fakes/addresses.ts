/*
 * Playwright's Chromium knows no schemes of ours, and a page of an unknown scheme cannot be opened at all. So the
 * browser sees `app://console/x` as `https://console.app.invalid/x` (a name that can lead nowhere), and everything
 * that the program sees is translated back.
 */
const ending = '.app.invalid';

export function toBrowser(address: string): string {
  const url = URL.parse(address);
  return url?.protocol === 'app:' ? `https://${url.host}${ending}${url.pathname}${url.search}${url.hash}` : address;
}

export function fromBrowser(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || !url.host.endsWith(ending)) return address;
  return `app://${url.host.slice(0, -ending.length)}${url.pathname}${url.search}${url.hash}`;
}
