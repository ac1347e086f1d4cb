import { EventEmitter } from 'node:events';
import type { Page } from '@playwright/test';
import type { BrowserWindowConstructorOptions } from 'electron';
import { fromBrowser, toBrowser } from './addresses.ts';
import { openBrowser } from './browser.ts';
import { ipcMain } from './ipc-main.ts';
import { grantPermissions } from './permissions.ts';
import { preloadScript, receiveFunction, sendBinding } from './preload-runner.ts';
import { state } from './state.ts';

let nextId = 1;

class Navigation {
  isPrevented = false;
  readonly url: string;
  readonly isMainFrame: boolean;
  constructor(url: string, isMainFrame: boolean) {
    this.url = url;
    this.isMainFrame = isMainFrame;
  }
  preventDefault(): void {
    this.isPrevented = true;
  }
}

/** `WebContents`, by a page of Playwright. */
export class DoubleWebContents extends EventEmitter {
  readonly id = nextId++;
  page: Page | undefined;
  /** The address that `loadURL` asked for: such a navigation is the program's own and asks nobody. */
  #ownNavigation: string | undefined;
  #openHandler: ((details: { url: string }) => { action: 'deny' | 'allow' }) | undefined;
  #outbox: [channel: string, message: unknown][] = [];

  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' | 'allow' }): void {
    this.#openHandler = handler;
  }

  /** Messages of one turn go in one batch, so that their order holds. */
  send(channel: string, message: unknown): void {
    this.#outbox.push([channel, structuredClone(message)]);
    if (this.#outbox.length === 1) queueMicrotask(() => void this.#flush());
  }

  async load(page: Page, address: string): Promise<void> {
    this.page = page;
    this.#ownNavigation = address;
    await grantPermissions(page.context(), address);
    await page.goto(toBrowser(address));
  }

  mayNavigate(address: string, isMainFrame: boolean): boolean {
    if (isMainFrame && address === this.#ownNavigation) {
      this.#ownNavigation = undefined;
      return true;
    }
    const navigation = new Navigation(address, isMainFrame);
    this.emit('will-frame-navigate', navigation);
    if (isMainFrame) this.emit('will-navigate', navigation);
    return !navigation.isPrevented;
  }

  async pageOpened(page: Page): Promise<void> {
    const decision = this.#openHandler?.({ url: fromBrowser(page.url()) }) ?? { action: 'allow' };
    if (decision.action === 'deny') await page.close();
  }

  async #flush(): Promise<void> {
    const { page } = this;
    const batch = this.#outbox;
    this.#outbox = [];
    if (!page || page.isClosed()) return;
    try {
      await page.evaluate(
        ([name, messages]) => {
          (globalThis as unknown as Record<string, (messages: unknown) => void>)[name]?.(messages);
        },
        [receiveFunction, batch] as const,
      );
    } catch (error) {
      // A page that is being left hears nothing any more, as in Electron.
      if (!page.isClosed() && !/context was destroyed|navigat/i.test(String(error))) throw error;
    }
  }
}

/** `BrowserWindow`, by a page of Playwright's Chromium. */
export class DoubleWindow extends EventEmitter {
  readonly webContents = new DoubleWebContents();
  readonly options: BrowserWindowConstructorOptions;
  #isDestroyed = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    state.windows.add(this);
    DoubleWindow.onCreated(this.webContents);
  }

  async loadURL(address: string): Promise<void> {
    const page = this.webContents.page ?? (await this.#open());
    await this.webContents.load(page, address);
    this.emit('ready-to-show');
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.focus();
  }

  show(): void {
    this.focus();
  }

  focus(): void {
    const { page } = this.webContents;
    // A page that closes meanwhile is no fault: Electron's call gives no answer either.
    page?.bringToFront().catch((error: unknown) => {
      if (!page.isClosed()) throw error;
    });
    this.emit('focus');
  }

  close(): void {
    if (this.webContents.page) void this.webContents.page.close();
    else this.#closed();
  }

  async #open(): Promise<Page> {
    const context = await openBrowser();
    const unused = context.pages().find((page) => state.windowOf(page) === undefined);
    const page = unused ?? (await context.newPage());
    this.webContents.page = page;
    page.on('close', () => {
      this.#closed();
    });
    await page.exposeBinding(sendBinding, ({ frame }, channel: string, message: unknown) => {
      const parent = frame.parentFrame();
      ipcMain.emit(
        channel,
        { sender: this.webContents, senderFrame: { url: fromBrowser(frame.url()), parent } },
        message,
      );
    });
    const preload = this.options.webPreferences?.preload;
    if (preload !== undefined) await page.addInitScript({ content: preloadScript(preload) });
    return page;
  }

  #closed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    state.windows.delete(this);
    this.emit('closed');
    if (state.windows.size === 0) DoubleWindow.onAllClosed();
  }

  /** Both set by `app`, which would otherwise be imported in a circle. */
  static onCreated: (contents: DoubleWebContents) => void = () => undefined;
  static onAllClosed: () => void = () => undefined;
}
