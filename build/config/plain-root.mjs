import { mkdtempSync, rmdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a path reads the same as an address and as a path. */
export const isPlain = (path) => !/[#?%]/.test(path);

/**
 * The checkout under a name that Vite can take: it reads a `#` in a path as the beginning of a fragment, and Vitest a
 * `%20` as a blank, and neither finds the file. Such a checkout gets a second name for as long as this process lives; any
 * other keeps its own. What Node itself starts and imports goes by the real path again.
 */
export function plainRoot(root) {
  if (isPlain(root)) return root;
  const place = [tmpdir(), '/tmp', homedir()].find(isPlain);
  if (place === undefined)
    throw new Error(`Vite takes no path with # or ?, and there is no other place than ${tmpdir()}.`);
  const folder = mkdtempSync(join(place, 'waystation-checkout-'));
  const link = join(folder, 'checkout');
  try {
    symlinkSync(root, link, 'junction');
  } catch (error) {
    rmdirSync(folder);
    throw new Error(
      `Vite takes no path with #, ? or %, and ${place} gives this checkout no second name: put it elsewhere.`,
      { cause: error },
    );
  }
  process.on('exit', () => {
    // The link alone is removed, never what it leads to.
    unlinkSync(link);
    rmdirSync(folder);
  });
  return link;
}
