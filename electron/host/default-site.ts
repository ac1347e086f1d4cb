import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the system keeps data of programs for this person, and Waystation its own below it. */
export function dataFolder(): string {
  if (process.platform === 'win32') {
    return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Waystation');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Waystation');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'waystation');
}

/** The site that is meant when none is named. */
export function defaultSiteDirectory(): string {
  return join(dataFolder(), 'site');
}
