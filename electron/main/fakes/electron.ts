import type * as Electron from 'electron';
import type { DoubleApp } from './app.ts';
import { app as doubleApp } from './app.ts';
import { ipcMain as doubleIpcMain } from './ipc-main.ts';
import { DoubleChannel } from './message-ports.ts';
import { state } from './state.ts';
import { DoubleUtilityProcess } from './utility-process.ts';
import { DoubleWindow } from './window.ts';

/*
 * What `import … from 'electron'` gives under the double. Each part is checked against Electron's own types for the
 * members that the main process uses; listeners are left out of that check, their overloads would say nothing more.
 */

export const app: DoubleApp = doubleApp satisfies Pick<
  Electron.App,
  | 'enableSandbox'
  | 'whenReady'
  | 'isPackaged'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
>;

export const ipcMain = doubleIpcMain;

export const BrowserWindow = DoubleWindow satisfies new (
  options?: Electron.BrowserWindowConstructorOptions,
) => Pick<Electron.BrowserWindow, 'loadURL' | 'isDestroyed' | 'isMinimized' | 'restore' | 'show' | 'focus' | 'close'>;

/** Menus are not drawn; what was set is kept for a test to look at. */
export const Menu = {
  buildFromTemplate: (template: readonly Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu(menu: unknown) {
    state.menu = menu;
  },
};

export const MessageChannelMain = DoubleChannel;

export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = []) => new DoubleUtilityProcess(modulePath, args),
};

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    state.schemes.push(...schemes.map(({ scheme, privileges }) => ({ scheme, ...(privileges ? { privileges } : {}) })));
  },
  handle(scheme, handler) {
    state.protocolHandlers.set(scheme, handler);
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler) {
      state.permissionRequest = handler as typeof state.permissionRequest;
    },
    setPermissionCheckHandler(handler) {
      state.permissionCheck = handler as typeof state.permissionCheck;
    },
    setDevicePermissionHandler(handler) {
      state.devicePermission = handler as typeof state.devicePermission;
    },
  } satisfies Pick<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
};

const mark = 'sealed by the double: ';

/** Not a seal at all: it only shows whether the program keeps what it gets back and asks for it again. */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(state.keyRing !== null),
  getSelectedStorageBackend: () => state.keyRing ?? 'unknown',
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(mark + Buffer.from(text).toString('base64'))),
  decryptStringAsync: (sealed) => {
    const text = sealed.toString('utf8');
    if (!text.startsWith(mark)) return Promise.reject(new Error('Error while decrypting the ciphertext.'));
    const result = Buffer.from(text.slice(mark.length), 'base64').toString('utf8');
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
} satisfies Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;
