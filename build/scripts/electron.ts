import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './bundle.ts';

/** Electron's program, if it was fetched. Its package is not imported: that would begin a download. */
export function findElectron(): string | undefined {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = join(projectRoot, 'node_modules/electron');
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : (names[process.platform] ?? 'electron');
  const program = join(given ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}
