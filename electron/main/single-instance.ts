import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { app } from 'electron';
import type { Context } from './context.ts';
import { showConsoleWindow } from './windows/console-window.ts';

/**
 * One program per site: Electron's lock belongs to its data folder, so each site has its own. Returns false in the
 * second one, which has woken the first and must end.
 */
export function claimSite(site: string): boolean {
  const name = createHash('sha256').update(site).digest('hex').slice(0, 16);
  app.setPath('userData', join(app.getPath('appData'), 'Waystation', 'windows', name));
  return app.requestSingleInstanceLock();
}

export function enableSingleInstance(context: Context): void {
  app.on('second-instance', () => {
    showConsoleWindow(context);
  });
}
