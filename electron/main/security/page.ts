/** The page's own scheme and host: everything that this program shows comes from there. */
export const pageScheme = 'app';
export const pageHost = 'console';
export const pageAddress = `${pageScheme}://${pageHost}/`;

/**
 * True when an address is one of our page. Compared part by part: `app://console.evil/`, `app://console@evil/` and
 * `app://evil/app://console/` begin or end alike. The origin of such a scheme is `null` to the URL parser of Node.
 */
export function isPageAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${pageScheme}:` &&
    url.host === pageHost &&
    url.username === '' &&
    url.password === ''
  );
}
