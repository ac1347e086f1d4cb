/** better-sqlite3 13 is built for it; with less it does not refuse, it crashes the process on opening a file. */
const neededNodeApi = 10;

/**
 * Stops with a sentence before the driver would crash. Throws a plain error: no part of the program works then.
 * Entry points call it before they import anything of `store/`.
 */
export function requireNodeApi(versions: Readonly<Record<string, string | undefined>> = process.versions): void {
  if (Number(versions['napi'] ?? 0) >= neededNodeApi) return;
  throw new Error(
    `Waystation needs Node 22.14 or newer (Node-API ${String(neededNodeApi)}); this is Node ${versions['node'] ?? '?'}. ` +
      'Start it with "npm start" or "npx", which bring the right Node along.',
  );
}
