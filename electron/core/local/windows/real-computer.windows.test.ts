import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { openThisComputer } from '../local-computer.ts';

const runOnce = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce';

// Elsewhere there is neither registry nor account: the recorded replies stand for them.
describe('this Windows', () => {
  it('[PORT-50] [PORT-57] has the profile of who runs the test, its folders and facts', async () => {
    const computer = openThisComputer();
    const described = await computer.describe();
    const own = described.profiles.find(({ name }) => name.toLowerCase() === os.userInfo().username.toLowerCase());
    expect(own).toMatchObject({ isLoaded: true, foldersFrom: 'loaded', accountKind: 'local' });
    expect(own?.sid).toMatch(/^S-1-5-21-/);
    expect(described.drives.find(({ drive }) => drive === 'C:')).toMatchObject({ path: 'C:\\', isUsed: true });
    const { facts } = await computer.readFacts({ isWhole: false });
    expect(facts['operating-system-version']).toMatch(/^\d+\.\d+\.\d+/);
    expect(computer.id()).not.toBe('');
  });

  it('[PORT-66] [PORT-62] the registry keeps, gives and forgets an entry', () => {
    const { restart, registry } = openThisComputer();
    expect(restart?.registerRunOnce('Waystation test', ['C:\\a b\\x.exe'])).toBe(true);
    expect(registry?.value(runOnce, 'waystation TEST')).toEqual({ kind: 'text', text: '"C:\\a b\\x.exe"' });
    restart?.removeRunOnce('Waystation test');
    expect([registry?.value(runOnce, 'Waystation test'), registry?.hasKey('HKLM\\SOFTWARE\\Nobody')]).toEqual([
      null,
      false,
    ]);
    expect(registry?.subkeys('HKU\\')?.some((name) => name.startsWith('S-1-5-21-'))).toBe(true);
    expect(() => registry?.value('HKXX\\x', '')).toThrow(/REGISTRY_UNREADABLE/);
  });
});
