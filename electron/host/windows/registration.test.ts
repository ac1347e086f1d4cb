import { expect, test } from 'vitest';
import type { Registry, RegistryText } from './registration.ts';
import { addToPath, register, type Registered, removeFromPath, unregister } from './registration.ts';

const pathKey = 'Environment';
const registered: Registered = { root: 'C:\\Program Files\\Way & Co', scope: 'person', program: undefined };

/** A registry in memory: keys exist with the values in them, as in Windows they are there without any too. */
function memoryRegistry(start: Readonly<Record<string, Readonly<Record<string, RegistryText>>>>) {
  const keys = new Map(Object.entries(start).map(([key, values]) => [key, new Map(Object.entries(values))]));
  const registry: Registry = {
    read: (key, name) => keys.get(key)?.get(name),
    write: (key, name, value) => {
      const parts = key.split('\\');
      for (const [index] of parts.entries()) {
        const each = parts.slice(0, index + 1).join('\\');
        if (!keys.has(each)) keys.set(each, new Map());
      }
      keys.get(key)?.set(name, value);
    },
    removeValue: (key, name) => void keys.get(key)?.delete(name),
    removeTree: (key) => {
      for (const each of keys.keys()) if (each === key || each.startsWith(`${key}\\`)) keys.delete(each);
    },
    removeEmpty: (key) => {
      const hasKeys = [...keys.keys()].some((each) => each.startsWith(`${key}\\`));
      if (!hasKeys && keys.get(key)?.size === 0) keys.delete(key);
    },
  };
  const content = (): object => Object.fromEntries([...keys].map(([key, values]) => [key, Object.fromEntries(values)]));
  return { registry, content };
}

const before = {
  Software: {},
  'Software\\Classes': {},
  'Software\\Classes\\.zip': { '': { kind: 'plain', text: 'CompressedFolder' } },
  'Software\\Classes\\.zip\\OpenWithProgids': { 'Other.zip': { kind: 'plain', text: '' } },
  Environment: { Path: { kind: 'expandable', text: '%USERPROFILE%\\bin;C:\\other' } },
} as const;

test('[PACK-21] a package is offered for its files beside others, and what opens them by default stays', () => {
  const { registry, content } = memoryRegistry(before);
  expect(register(registry, registered)).toBeUndefined();
  expect(content()).toMatchObject({
    'Software\\Classes\\.zip': { '': { text: 'CompressedFolder' } },
    'Software\\Classes\\.zip\\OpenWithProgids': { 'Other.zip': { text: '' }, 'Waystation.TaskSequence': { text: '' } },
    'Software\\Classes\\.xml': {},
    'Software\\Classes\\.xml\\OpenWithProgids': { 'Waystation.TaskSequence': { text: '' } },
    'Software\\Classes\\Waystation.TaskSequence\\shell\\open\\command': {
      '': {
        text: '"C:\\Program Files\\Way & Co\\runtime\\node.exe" "C:\\Program Files\\Way & Co\\app\\out\\web\\open.js" --pause "%1"',
      },
    },
  });
  expect(registry.read('Software\\Classes\\.xml', '')).toBeUndefined();
});

test('[PACK-22] what is registered twice is there once, and taken back it leaves the registry as it was', () => {
  const { registry, content } = memoryRegistry(before);
  register(registry, registered);
  const once = content();
  register(registry, registered);
  expect(content()).toEqual(once);
  unregister(registry, registered);
  expect(content()).toEqual(before);
});

test('[PACK-23] a PATH keeps its kind and every byte, however long it is, and has the folder once', () => {
  const long = Array.from({ length: 400 }, (_, index) => `C:\\some folder\\number ${String(index)}`).join(';');
  const kind = { ...before, Environment: { Path: { kind: 'plain', text: long } } } as const;
  const { registry } = memoryRegistry(kind);
  register(registry, registered);
  const bin = 'C:\\Program Files\\Way & Co\\bin';
  expect(long.length).toBeGreaterThan(8192);
  expect(registry.read(pathKey, 'Path')).toEqual({ kind: 'plain', text: `${long};${bin}` });
  expect(addToPath(`A;${bin.toUpperCase()}\\;B`, bin)).toBe(`A;${bin.toUpperCase()}\\;B`);
  expect(addToPath('A;', bin)).toBe(`A;${bin}`);
  expect(removeFromPath(`A;;"${bin}\\";B;`, bin)).toBe('A;;B;');
  expect(removeFromPath('A;"C:\\a;b\\bin";B', 'C:\\a;b\\bin')).toBe('A;B');
});

test('[PACK-23] a PATH that was not there is gone again, and a folder that cannot stand on it is said', () => {
  const { registry, content } = memoryRegistry({ Environment: {} });
  register(registry, registered);
  expect(registry.read(pathKey, 'Path')).toEqual({ kind: 'expandable', text: 'C:\\Program Files\\Way & Co\\bin' });
  unregister(registry, registered);
  expect(content()).toMatchObject({ Environment: {} });
  expect(register(registry, { ...registered, root: 'C:\\100 %\\Way' })).toBe('path-has-percent');
  expect(registry.read(pathKey, 'Path')).toBeUndefined();
});

test('[PACK-21] where Electron shows the console, the opener is told so; the machine has a PATH of its own', () => {
  const { registry } = memoryRegistry({});
  register(registry, { ...registered, scope: 'machine', program: 'C:\\Way\\Waystation.exe' });
  const command = registry.read('Software\\Classes\\Waystation.TaskSequence\\shell\\open\\command', '');
  expect(command?.text).toContain('--program "C:\\Way\\Waystation.exe" "%1"');
  const key = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
  expect(registry.read(key, 'Path')?.text).toBe('C:\\Program Files\\Way & Co\\bin');
});
