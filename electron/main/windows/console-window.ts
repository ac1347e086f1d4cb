import { app, BrowserWindow } from 'electron';
import type { Context } from '../context.ts';
import { pageAddress } from '../security/page.ts';
import { windowOptions } from './window-options.ts';

/** Opens a window on the console. It is shown once it has something to show. */
export async function openConsoleWindow(context: Context): Promise<void> {
  const window = new BrowserWindow(windowOptions(context.paths.preload, app.isPackaged));
  const { id } = window.webContents;
  context.windows.set(id, window);
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('closed', () => {
    context.windows.delete(id);
    context.transport?.forget(id);
  });
  // Windows signs the person out or shuts down and gives a few seconds: they are for the runs and the database. The end
  // is not held back, since a run can be resumed.
  window.on('session-end', () => {
    app.quit();
  });
  await window.loadURL(pageAddress);
}

/** Brings the console forward when somebody starts it again. */
export function showConsoleWindow(context: Context): void {
  const window = [...context.windows.values()][0];
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}
