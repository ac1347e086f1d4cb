import { EventEmitter } from 'node:events';

/** `ipcMain`. */
export const ipcMain = new EventEmitter();
