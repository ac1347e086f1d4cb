import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';

/**
 * Takes Electron's default menu away from a package: it reloads, zooms and opens the developer tools. On a Mac the keys
 * for copy, paste and quit are those of a menu, so there it has these and nothing else.
 */
export function replaceMenu(isPackaged: boolean, system: NodeJS.Platform = process.platform): void {
  if (!isPackaged) return;
  const roles: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }];
  Menu.setApplicationMenu(system === 'darwin' ? Menu.buildFromTemplate(roles) : null);
}
