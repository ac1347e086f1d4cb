import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { removeLeftovers, writeWhole } from '#core/ports/whole-file';

/**
 * The page that opens the console: only its user can read it, and it posts the one-time secret. So the secret is
 * never on a command line, in an address or in a browser's history.
 */
export interface AddressFile {
  readonly path: string;
  readonly url: string;
  /** Replaces the page, whole or not at all. */
  write(origin: string, secret: string): void;
  remove(): void;
}

export function createAddressFile(siteDirectory: string): AddressFile {
  const path = join(siteDirectory, 'console-address.html');
  return {
    path,
    url: pathToFileURL(path).href,
    write(origin, secret) {
      removeLeftovers(siteDirectory);
      writeWhole(path, addressPage(origin, secret), { overwrite: true, mode: 0o600 });
    },
    remove() {
      rmSync(path, { force: true });
    },
  };
}

function addressPage(origin: string, secret: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Waystation</title>
<link rel="icon" href="data:,">
<form id="open" method="post" action="${origin}/session">
<input type="hidden" name="secret" value="${secret}">
<noscript><button>Open the console</button></noscript>
</form>
<script>document.getElementById('open').submit();</script>
</html>
`;
}
