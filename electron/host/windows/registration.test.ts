import { expect, test } from 'vitest';
import { createMemoryRegistry, expandable, type MemoryRegistry, sz } from '#core/ports/fakes/memory-registry';
import { plainWords, pseudoTexts } from '#shared/text/fakes/pseudo';
import { createWords, english } from '../words.ts';
import { addToPath, register, type Registered, removeFromPath, unregister } from './registration.ts';

const pathKey = 'HKCU\\Environment';
const classes = 'HKCU\\Software\\Classes';
const opened = `${classes}\\Waystation.TaskSequence\\shell\\open\\command`;
const registered: Registered = { root: 'C:\\Program Files\\Way & Co', scope: 'person', program: undefined };

const words = createWords();

/** Another program opens `.zip` and is offered for it, and a person has a PATH. */
function createRegistry(path = expandable('%USERPROFILE%\\bin;C:\\other')): MemoryRegistry {
  const registry = createMemoryRegistry();
  registry.put(`${classes}\\.zip`, { '': sz('CompressedFolder') });
  registry.put(`${classes}\\.zip\\OpenWithProgids`, { 'Other.zip': sz('') });
  registry.put(pathKey, { Path: path });
  return registry;
}

test('[PACK-21] a package is offered for its files beside others, and what opens them by default stays', () => {
  const registry = createRegistry();
  expect(register(registry, registered, words)).toBeUndefined();
  expect(registry.value(`${classes}\\.zip`, '')).toEqual(sz('CompressedFolder'));
  expect(registry.value(`${classes}\\.xml`, '')).toBeNull();
  expect(registry.value(`${classes}\\.zip\\OpenWithProgids`, 'Other.zip')).toEqual(sz(''));
  for (const extension of ['.zip', '.xml']) {
    const offered = registry.value(`${classes}\\${extension}\\OpenWithProgids`, 'Waystation.TaskSequence');
    expect(offered).toEqual(sz(''));
  }
  expect(registry.value(opened, '')).toEqual(
    sz(
      '"C:\\Program Files\\Way & Co\\runtime\\node.exe" "C:\\Program Files\\Way & Co\\app\\out\\web\\open.js" --pause "%1"',
    ),
  );
});

test('[PACK-22] what is registered twice is there once, and taken back it leaves the registry as it was', () => {
  const registry = createRegistry();
  const before = registry.content();
  register(registry, registered, words);
  const once = registry.content();
  register(registry, registered, words);
  expect(registry.content()).toEqual(once);
  expect(once).not.toEqual(before);
  unregister(registry, registered);
  expect(registry.content()).toEqual(before);
});

test('[PACK-23] a PATH keeps its kind and every byte, however long it is, and has the folder once', () => {
  const long = Array.from({ length: 400 }, (_, index) => `C:\\some folder\\number ${String(index)}`).join(';');
  const registry = createRegistry(sz(long));
  register(registry, registered, words);
  const bin = 'C:\\Program Files\\Way & Co\\bin';
  expect(long.length).toBeGreaterThan(8192);
  expect(registry.value(pathKey, 'Path')).toEqual(sz(`${long};${bin}`));
  expect(addToPath(`A;${bin.toUpperCase()}\\;B`, bin)).toBe(`A;${bin.toUpperCase()}\\;B`);
  expect(addToPath('A;', bin)).toBe(`A;${bin}`);
  expect(removeFromPath(`A;;"${bin}\\";B;`, bin)).toBe('A;;B;');
  expect(removeFromPath('A;"C:\\a;b\\bin";B', 'C:\\a;b\\bin')).toBe('A;B');
  expect(removeFromPath('A;C:\\bin;"B;never closed', 'C:\\bin')).toBe('A;"B;never closed');
});

test('[PACK-23] a PATH that was not there is gone again, and a folder that cannot stand on it is said', () => {
  const registry = createMemoryRegistry();
  registry.put(pathKey);
  register(registry, registered, words);
  expect(registry.value(pathKey, 'Path')).toEqual(expandable('C:\\Program Files\\Way & Co\\bin'));
  unregister(registry, registered);
  expect([registry.hasKey(pathKey), registry.value(pathKey, 'Path')]).toEqual([true, null]);
  expect(register(registry, { ...registered, root: 'C:\\100 %\\Way' }, words)).toBe('path-has-percent');
  expect(registry.value(pathKey, 'Path')).toBeNull();
});

test('[PACK-21] where Electron shows the console, the opener is told so; the machine has a PATH of its own', () => {
  const registry = createMemoryRegistry();
  register(registry, { ...registered, scope: 'machine', program: 'C:\\Way\\Waystation.exe' }, words);
  const command = registry.value(opened.replace('HKCU', 'HKLM'), '');
  expect(command).toMatchObject({
    text: expect.stringContaining('--program "C:\\Way\\Waystation.exe" "%1"') as string,
  });
  const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
  expect(registry.value(key, 'Path')).toEqual(expandable('C:\\Program Files\\Way & Co\\bin'));
  expect(registry.hasKey(pathKey)).toBe(false);
});

test('[HOST-202] what Explorer shows of the package is in the language of its words', () => {
  const registry = createRegistry();
  register(registry, registered, createWords(pseudoTexts(english)));
  const shown = [
    registry.value(`${classes}\\Waystation.TaskSequence`, ''),
    registry.value(`${classes}\\Waystation.TaskSequence\\shell\\open`, ''),
    registry.value(`${classes}\\Waystation.TaskSequence\\shell\\open`, 'FriendlyAppName'),
  ].map((value) => (value !== null && 'text' in value ? value.text : ''));
  expect(shown.every((text) => text.startsWith('⟦'))).toBe(true);
  expect(shown.flatMap(plainWords)).toEqual([]);
});
