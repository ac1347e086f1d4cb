import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '#shared/contract/bridge';

/*
 * All that the page gets: two functions over one channel each, for plain data. The event object, which would lead to
 * `ipcRenderer`, stays here. Names are repeated as text because the sandbox lets this file load nothing.
 */
const bridge: Bridge = {
  send(message) {
    ipcRenderer.send('waystation:to-core', message);
  },
  onMessage(listener) {
    const receive = (_event: unknown, message: unknown): void => {
      listener(message);
    };
    ipcRenderer.on('waystation:to-page', receive);
    return () => {
      ipcRenderer.off('waystation:to-page', receive);
    };
  },
};

contextBridge.exposeInMainWorld('waystation', Object.freeze(bridge));
