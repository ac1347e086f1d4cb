import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fillNonce } from './content-policy.ts';

/** Every kind of file that the built page has. Others are not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Built files carry a hash in their name; the page itself changes with every response. */
const cacheForever = 'private, max-age=31536000, immutable';

export interface StaticFile {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
}

/**
 * Reads a file of the built page by the path of its address, for a response with this nonce. Undefined when there is
 * none, when it is of a kind that is not served, or when the path leads out of the root, by `..` or by a link.
 */
export async function readStaticFile(root: string, pathname: string, nonce: string): Promise<StaticFile | undefined> {
  const relative = decodePath(pathname);
  if (relative === undefined) return undefined;
  const contentType = Object.hasOwn(contentTypes, extname(relative)) ? contentTypes[extname(relative)] : undefined;
  if (contentType === undefined) return undefined;
  const file = await findInside(root, relative);
  if (file === undefined) return undefined;
  const body = await readFile(file);
  if (extname(relative) !== '.html') return { body, contentType, cacheControl: cacheForever };
  const page = fillNonce(body.toString('utf8'), nonce);
  return { body: Buffer.from(page, 'utf8'), contentType, cacheControl: 'no-store' };
}

/** The path below the root, or undefined for one that no file of ours can have. */
function decodePath(pathname: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  if (path === '/') return 'index.html';
  // Backslash and colon: on Windows they would be a separator, a drive or an alternate stream.
  if (!path.startsWith('/') || /[\\:\0]/.test(path)) return undefined;
  const parts = path.slice(1).split('/');
  return parts.some((part) => part === '' || part === '.' || part === '..') ? undefined : parts.join('/');
}

async function findInside(root: string, relative: string): Promise<string | undefined> {
  try {
    const [realRoot, file] = await Promise.all([realpath(root), realpath(join(root, relative))]);
    if (!file.startsWith(realRoot + sep)) return undefined;
    return (await stat(file)).isFile() ? file : undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}
