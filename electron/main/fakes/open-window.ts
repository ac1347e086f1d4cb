import type { EventEmitter } from 'node:events';
import type { Page } from '@playwright/test';

/** What the parts of the double need of a window; `DoubleWindow` is one. */
export interface OpenWindow extends EventEmitter {
  readonly webContents: {
    readonly page: Page | undefined;
    mayNavigate(address: string, isMainFrame: boolean): boolean;
    pageOpened(page: Page): Promise<void>;
  };
  close(): void;
}
