import { readFileSync } from 'node:fs';

/** Names in the page that the double needs; the first is taken away before the page runs. */
export const sendBinding = '__electronDoubleSend';
export const receiveFunction = '__electronDoubleReceive';

/**
 * The script that stands for a preload: it runs before the page, in the main frame only, with a `require` that knows
 * nothing but the two parts of `electron` that a sandboxed preload may use. Real isolation it has not: page and preload
 * share one world here.
 */
export function preloadScript(file: string): string {
  const code = readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
  return `(() => {
  if (globalThis.top !== globalThis) return;
  const post = globalThis.${sendBinding};
  delete globalThis.${sendBinding};
  const listeners = new Map();
  const ofChannel = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
  const ipcRenderer = {
    send: (channel, message) => void post(channel, message),
    on: (channel, listener) => void ofChannel(channel).add(listener),
    off: (channel, listener) => void ofChannel(channel).delete(listener),
  };
  Object.defineProperty(globalThis, '${receiveFunction}', {
    value: (messages) => {
      for (const [channel, message] of messages) for (const listener of [...ofChannel(channel)]) listener({}, message);
    },
  });
  const contextBridge = {
    exposeInMainWorld: (name, api) => {
      Object.defineProperty(globalThis, name, { value: Object.freeze({ ...api }), enumerable: true });
    },
  };
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error('module not found: ' + name);
  };
  const module = { exports: {} };
  ((exports, require, module, process) => {
${code}
  })(module.exports, require, module, undefined);
})();`;
}
