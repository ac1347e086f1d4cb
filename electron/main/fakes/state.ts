import type { Page } from '@playwright/test';
import type { SafeStorage } from 'electron';
import type { OpenWindow } from './open-window.ts';

type ProtocolHandler = (request: Request) => Promise<Response> | Response;

/** What the parts of the double share, and what a test may look at. */
export const state = {
  windows: new Set<OpenWindow>(),
  protocolHandlers: new Map<string, ProtocolHandler>(),
  schemes: [] as { scheme: string; privileges?: object }[],
  permissionRequest: null as
    | ((
        contents: unknown,
        permission: string,
        answer: (granted: boolean) => void,
        details: { requestingUrl: string },
      ) => void)
    | null,
  permissionCheck: null as
    ((contents: unknown, permission: string, origin: string, details: { requestingUrl: string }) => boolean) | null,
  /** The application's menu; undefined: Electron's default. */
  menu: undefined as unknown,
  devicePermission: null as (() => boolean) | null,
  /** Whether there is a key ring, and of which kind. Without one `safeStorage` is not available. */
  keyRing: null as ReturnType<SafeStorage['getSelectedStorageBackend']> | null,
  windowOf(page: Page): OpenWindow | undefined {
    return [...state.windows].find((window) => window.webContents.page === page);
  },
};
