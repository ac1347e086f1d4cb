import { message, reason } from '#shared/contract/message';
import { describe, expect, it } from 'vitest';
import { createFakeProcesses } from '../../ports/fakes/fake-processes.ts';
import {
  anna,
  ben,
  cloud,
  createRecordedWindows,
  hiveKey,
  profileList,
  shellFolders,
} from '../fakes/recorded-windows.ts';
import { dword, expandable, sz } from '../../ports/fakes/memory-registry.ts';
import { fromFileTime } from './profiles.ts';
import { createWindowsComputer } from './windows-computer.ts';

const allFolders = ['C:\\Users\\anna.CONTOSO', 'C:\\Users\\ben', 'C:\\Users\\ben\\NTUSER.DAT', 'C:\\Users\\CarlaMeyer'];

describe('profiles of a local Windows', () => {
  it('[PORT-50] are the people of ProfileList, with accounts, last use and what was not found', async () => {
    const { ports } = createRecordedWindows(allFolders);
    const { profiles, stateDevice, elevationHelps } = await createWindowsComputer(ports).describe();
    expect(
      profiles.map(({ name, account, accountKind, sid, isLoaded, foldersFrom, notes }) => ({
        name,
        account,
        accountKind,
        sid,
        isLoaded,
        foldersFrom,
        notes,
      })),
    ).toEqual([
      {
        name: 'anna',
        account: 'CONTOSO\\anna',
        accountKind: 'domain',
        sid: anna,
        isLoaded: true,
        foldersFrom: 'loaded',
        notes: ['network-folder'],
      },
      {
        name: 'ben',
        account: 'QUAY-9\\ben',
        accountKind: 'local',
        sid: ben,
        isLoaded: false,
        foldersFrom: 'layout',
        notes: ['folder-unreadable', 'hive-needs-elevation'],
      },
      {
        name: 'CarlaMeyer',
        account: 'CarlaMeyer',
        accountKind: 'domain',
        sid: cloud,
        isLoaded: false,
        foldersFrom: 'layout',
        notes: ['account-from-folder', 'hive-needs-elevation'],
      },
    ]);
    expect(profiles.map(({ lastUsedAt }) => lastUsedAt)).toEqual([
      fromFileTime(31_113_020, 2_147_483_648),
      1_700_000_000_123,
      null,
    ]);
    expect(elevationHelps).toEqual(['other-profiles', 'restore-others', 'hives', 'shadow-copies']);
    expect(stateDevice).toMatchObject({
      drives: { 'C:': 'C:\\', 'D:': 'D:\\' },
      systemDrive: 'C:',
      profilesFolder: 'C:\\Users',
      isThisComputer: true,
    });
    expect(stateDevice.accounts?.[0]).toMatchObject({
      userName: 'anna',
      domain: 'CONTOSO',
      profilePath: 'C:\\Users\\anna.CONTOSO',
    });
  });

  it('[PORT-51] redirected folders are named with their place; what a text does not say is left to the layout', async () => {
    const { ports } = createRecordedWindows(allFolders);
    const [profile] = (await createWindowsComputer(ports).describe()).profiles;
    expect(profile?.redirected).toEqual([
      { folder: 'desktop', path: 'C:\\Users\\anna.CONTOSO\\OneDrive - Contoso\\Desktop', place: 'local' },
      { folder: 'documents', path: '\\\\server\\home$\\anna\\Documents', place: 'network' },
      { folder: 'pictures', path: 'D:\\Pictures', place: 'local' },
      { folder: 'videos', path: 'E:\\Video', place: 'missing-drive' },
    ]);
  });

  it('[PORT-52] a profile that Windows set aside counts, and the temporary one in its place does not', async () => {
    const { ports, registry } = createRecordedWindows(allFolders);
    registry.put(`${profileList}\\${ben}`, { ProfileImagePath: expandable('C:\\Users\\TEMP') });
    registry.put(`${profileList}\\${ben}.bak`, { ProfileImagePath: expandable('C:\\Users\\ben') });
    const { profiles } = await createWindowsComputer(ports).describe();
    const found = profiles.filter(({ sid }) => sid === ben);
    expect(found.map(({ path, notes }) => [path, notes[0]])).toEqual([['C:\\Users\\ben', 'backup-key']]);
  });

  it.each([
    ['C:\\Users\\ben.QUAY-9', 0x100, ['C:\\Users\\ben.QUAY-9', 'older-profile']],
    ['C:\\Users\\ben.QUAY-9', 0x900, ['C:\\Users\\ben', 'backup-key']],
    ['C:\\Users\\temp.QUAY-9.001', 0x100, ['C:\\Users\\ben', 'backup-key']],
    ['C:\\Users\\gone', 0x100, ['C:\\Users\\ben', 'backup-key']],
  ] as const)(
    '[PORT-52] beside a .bak, %s with state %i: what the person works in counts',
    async (live, state, wanted) => {
      const folders = [...allFolders, 'C:\\Users\\ben.QUAY-9', 'C:\\Users\\temp.QUAY-9.001'];
      const { ports, registry } = createRecordedWindows(folders);
      registry.put(`${profileList}\\${ben}`, { ProfileImagePath: expandable(live), State: dword(state) });
      registry.put(`${profileList}\\${ben}.bak`, { ProfileImagePath: expandable('C:\\Users\\ben') });
      const { profiles } = await createWindowsComputer(ports).describe();
      const found = profiles.filter(({ sid }) => sid === ben);
      expect(found.map(({ path, notes }) => [path, notes.find((note) => /^(backup|older)-/.test(note))])).toEqual([
        wanted,
      ]);
    },
  );

  it('[PORT-50] last use is that before this program loads the hive', async () => {
    const recorded = createRecordedWindows(allFolders);
    recorded.isElevated = true;
    let isLoaded = false;
    recorded.answer = (line) => {
      isLoaded ||= line.startsWith('reg.exe load');
      return null;
    };
    const files = { ...recorded.ports.files };
    files.statSync = (() => ({ mtimeMs: isLoaded ? 2 : 1 })) as unknown as typeof files.statSync;
    const { profiles } = await createWindowsComputer({ ...recorded.ports, files }).describe();
    expect([isLoaded, profiles.find(({ sid }) => sid === ben)?.lastUsedAt]).toEqual([true, 1]);
  });

  it('[PORT-50] an account of this computer is local, also when a rename waits for the restart', async () => {
    const { ports, registry } = createRecordedWindows(allFolders);
    const names = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName';
    registry.put(`${names}\\ActiveComputerName`, { ComputerName: sz('QUAY-9') });
    registry.put(`${names}\\ComputerName`, { ComputerName: sz('PIER-1') });
    const { name, profiles } = await createWindowsComputer(ports).describe();
    expect([name, profiles[1]?.accountKind]).toEqual(['QUAY-9', 'local']);
  });

  it.each(['EBUSY', 'EIO', 'UNKNOWN'])(
    '[PORT-50] a folder that ends in %s is said, and the others are listed',
    async (code) => {
      const { ports } = createRecordedWindows(allFolders);
      const files = { ...ports.files };
      files.readdirSync = () => {
        throw Object.assign(new Error(code), { code });
      };
      const { profiles } = await createWindowsComputer({ ...ports, files }).describe();
      expect(profiles.map(({ notes }) => notes.includes('folder-unreadable'))).toEqual([true, true, true]);
    },
  );

  it('[PORT-51] variables of the person may name others, and those of the whole system are known', async () => {
    const { ports, registry } = createRecordedWindows(allFolders);
    registry.put(`HKU\\${anna}\\Environment`, { OneDriveCommercial: expandable('%USERPROFILE%\\OneDrive - Contoso') });
    registry.put(`HKU\\${anna}\\${shellFolders}`, {
      Personal: expandable('%OneDriveCommercial%\\Documents'),
      Desktop: expandable('%SystemDrive%\\Data\\%USERNAME%\\Desktop'),
    });
    const [profile] = (await createWindowsComputer(ports).describe()).profiles;
    expect(profile?.redirected.map(({ folder, path }) => [folder, path]).slice(0, 2)).toEqual([
      ['desktop', 'C:\\Data\\anna\\Desktop'],
      ['documents', 'C:\\Users\\anna.CONTOSO\\OneDrive - Contoso\\Documents'],
    ]);
  });

  it('[PORT-53] two accounts of one name are told apart by their folders', async () => {
    const { ports, registry } = createRecordedWindows([...allFolders, 'C:\\Users\\anna']);
    const other = 'S-1-5-21-1-2-3-1002';
    registry.put(`${profileList}\\${other}`, { ProfileImagePath: expandable('C:\\Users\\anna') });
    const { profiles } = await createWindowsComputer({
      ...ports,
      accounts: { ofSid: (sid) => (sid === other ? { domain: 'QUAY-9', name: 'anna' } : ports.accounts.ofSid(sid)) },
    }).describe();
    expect(profiles.map(({ name }) => name)).toEqual(['anna', 'anna.CONTOSO', 'ben', 'CarlaMeyer']);
  });
});

describe('hives', () => {
  const file = 'C:\\Users\\ben\\NTUSER.DAT';

  it('[PORT-54] are loaded when elevated, read, and unloaded again', async () => {
    const recorded = createRecordedWindows(allFolders);
    recorded.isElevated = true;
    recorded.answer = (line) => {
      // The hive brings its keys with it.
      if (line.startsWith('reg.exe load'))
        recorded.registry.put(`HKU\\${hiveKey(ben)}\\${shellFolders}`, { Personal: expandable('D:\\Docs') });
      return null;
    };
    const { profiles, elevationHelps } = await createWindowsComputer(recorded.ports).describe();
    expect(profiles[1]).toMatchObject({ foldersFrom: 'hive', redirected: [{ folder: 'documents', path: 'D:\\Docs' }] });
    expect(recorded.started).toEqual([
      `reg.exe load HKU\\${hiveKey(ben)} ${file}`,
      `reg.exe unload HKU\\${hiveKey(ben)}`,
    ]);
    expect([recorded.registry.hasKey(`HKU\\${hiveKey(ben)}`), elevationHelps]).toEqual([false, []]);
    expect(profiles[2]).toMatchObject({ foldersFrom: 'layout', notes: ['account-from-folder', 'hive-unreadable'] });
  });

  it('[PORT-54] one that cannot be loaded is said, and an unload that fails is tried again', async () => {
    const recorded = createRecordedWindows(allFolders);
    recorded.isElevated = true;
    recorded.answer = (line) =>
      line.startsWith('reg.exe load') ? { code: 1, text: 'ERROR: The process cannot access the file' } : null;
    const computer = createWindowsComputer(recorded.ports);
    expect((await computer.describe()).profiles[1]).toMatchObject({
      foldersFrom: 'layout',
      notes: ['folder-unreadable', 'hive-unreadable'],
    });
    let refusals = 2;
    recorded.started.length = 0;
    recorded.answer = (line) => {
      if (!line.startsWith('reg.exe unload') || refusals === 0) return null;
      refusals -= 1;
      return { code: 1, text: 'Access is denied.' };
    };
    expect((await computer.describe()).profiles[1]?.foldersFrom).toBe('hive');
    expect(recorded.started.filter((line) => line.startsWith('reg.exe unload'))).toHaveLength(3);
  });

  it('[PORT-55] what a killed run left loaded is unloaded at the next start, ours alone', async () => {
    const recorded = createRecordedWindows();
    recorded.registry.put(`HKU\\Waystation-${ben}\\Software`);
    const computer = createWindowsComputer(recorded.ports);
    await computer.cleanUp();
    expect(recorded.started).toEqual([]);
    recorded.isElevated = true;
    await computer.cleanUp();
    expect(recorded.started).toEqual([`reg.exe unload HKU\\Waystation-${ben}`]);
    expect(recorded.registry.hasKey(`HKU\\${anna}`)).toBe(true);
  });

  it('[PORT-55] and before any process loads one; what a living process has loaded stays', async () => {
    const recorded = createRecordedWindows(allFolders);
    recorded.isElevated = true;
    const processes = createFakeProcesses();
    processes.alive.set(12, '77');
    const [living, dead, reused] = [`Waystation-12.77-${cloud}`, `Waystation-13.5-${ben}`, `Waystation-12.5-${ben}`];
    for (const key of [living, dead, reused, hiveKey(anna)]) recorded.registry.put(`HKU\\${key}\\Software`);
    const computer = createWindowsComputer({ ...recorded.ports, processes });
    expect((await computer.describe()).profiles[1]?.foldersFrom).toBe('hive');
    expect(recorded.started).toEqual([
      ...[dead, reused, hiveKey(anna)].map((key) => `reg.exe unload HKU\\${key}`),
      `reg.exe load HKU\\${hiveKey(ben)} ${file}`,
      `reg.exe unload HKU\\${hiveKey(ben)}`,
    ]);
    expect(recorded.registry.hasKey(`HKU\\${living}`)).toBe(true);
  });
});

describe('facts of a local Windows', () => {
  it('[PORT-57] come from the registry at once, and from one CIM query when they are to be whole', async () => {
    const recorded = createRecordedWindows();
    const computer = createWindowsComputer(recorded.ports);
    const quick = await computer.readFacts({ isWhole: false });
    expect([quick.facts, recorded.scripts]).toEqual([
      {
        'operating-system': 'Windows 11 Pro',
        'operating-system-version': '10.0.22631.4317',
        edition: 'Professional',
        'display-version': '23H2',
        'installation-type': 'Client',
        language: '0407',
        'memory-mb': '16384',
        platform: 'windows',
      },
      [],
    ]);
    const whole = await computer.readFacts({ isWhole: true });
    expect(whole).toMatchObject({
      macAddress: '3C:52:82:1A:09:C4',
      smbiosGuid: '4C4C4544-0042-3510-8052-B4C04F4A3132',
      facts: {
        ...{ manufacturer: 'LENOVO', model: '20XW00A1GE', 'memory-mb': '16149', 'computer-type': 'mobile' },
        ...{ battery: 'yes', domain: 'contoso.com', 'serial-number': 'PF2ABCDE', edition: 'Professional' },
        ...{ 'disk-0': 'NVMe KXG6, 512 GB', 'disk-1': 'USB Stick' },
      },
      sources: [
        { source: 'registry', state: 'read' },
        { source: 'cim', state: 'read' },
      ],
    });
    expect(recorded.scripts).toHaveLength(1);
    expect(computer.id()).toBe('9f0e8b1c-0000-4000-8000-00000000abcd');
  });

  it.each([
    [{ kind: 'timed-out' }, 'timed-out', ''],
    [{ kind: 'not-started', reason: message('reasons:system.ENOENT') }, 'failed', message('reasons:system.ENOENT')],
    [
      { kind: 'ended', exitCode: 1, output: '', errors: 'Invalid  class' },
      'failed',
      reason('system-said', { text: 'Invalid class' }),
    ],
    [{ kind: 'ended', exitCode: 0, output: '[1', errors: '' }, 'failed', reason('answer-not-understood')],
  ] as const)(
    '[PORT-56] a query that gives %j leaves the facts of the registry and says so',
    async (reply, state, detail) => {
      const recorded = createRecordedWindows();
      recorded.replies.push(reply);
      const { facts, sources } = await createWindowsComputer(recorded.ports).readFacts({ isWhole: true });
      expect(facts['edition']).toBe('Professional');
      expect(sources[1]).toEqual({ source: 'cim', state, detail });
    },
  );
});

describe('a Windows that is not well', () => {
  it.each(['ENOENT', 'EBUSY', 'EIO', 'UNKNOWN'])(
    '[PORT-50] a profile whose folder gives %s is told as unreadable, and the others are there',
    async (code) => {
      const { ports } = createRecordedWindows([...allFolders, 'C:\\Users\\CarlaMeyer\\NTUSER.DAT']);
      const fails = (): never => {
        throw Object.assign(new Error(code), { code });
      };
      const files = { ...ports.files, readdirSync: fails, statSync: fails } as unknown as typeof ports.files;
      const { profiles } = await createWindowsComputer({ ...ports, files }).describe();
      expect(profiles.map(({ name, notes }) => [name, notes.includes('folder-unreadable')])).toEqual([
        ['anna', true],
        ['ben', true],
        ['CarlaMeyer', true],
      ]);
    },
  );

  it('[PORT-55] a leftover that cannot be unloaded keeps no other one', async () => {
    const recorded = createRecordedWindows();
    recorded.isElevated = true;
    recorded.registry.put('HKU\\Waystation-one');
    recorded.registry.put('HKU\\Waystation-two');
    recorded.answer = (line) => (line.endsWith('-one') ? { code: 1, text: 'Access is denied.' } : null);
    await expect(createWindowsComputer(recorded.ports).cleanUp()).rejects.toMatchObject({
      code: 'REGISTRY_UNREADABLE',
      details: { key: 'HKU\\Waystation-one' },
    });
    expect(recorded.registry.hasKey('HKU\\Waystation-two')).toBe(false);
  });
});

describe('shadow copies', () => {
  const id = '{5A2F1E60-1111-4222-8333-0123456789AB}';
  const made = {
    kind: 'ended',
    exitCode: 0,
    output: `${id}|\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy3\r\n`,
    errors: '',
  } as const;
  const removed = { kind: 'ended', exitCode: 0, output: '', errors: '' } as const;

  it('[PORT-58] need elevation, and are removed however the work ends', async () => {
    const recorded = createRecordedWindows();
    const { shadowCopies } = createWindowsComputer(recorded.ports);
    const use = (work: () => Promise<string>) => shadowCopies?.use(['C:'], work) ?? Promise.reject(new Error('none'));
    await expect(use(() => Promise.resolve('x'))).rejects.toMatchObject({ code: 'ELEVATION_NEEDED' });
    recorded.isElevated = true;
    recorded.replies.push(made, removed);
    const folders = await shadowCopies?.use(['C:'], (found) => Promise.resolve(found));
    expect(folders).toEqual({ 'C:': '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy3\\' });
    recorded.replies.push(made, removed);
    await expect(use(() => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
    expect(
      recorded.scripts.filter((script) => script.includes('Remove-CimInstance') && script.includes(id)),
    ).toHaveLength(2);
  });

  it.each([
    [{ kind: 'ended', exitCode: 0, output: 'failed|6', errors: '' }, message('reasons:shadow-copy.storage')],
    [
      { kind: 'ended', exitCode: 1, output: '', errors: 'Access denied' },
      reason('system-said', { text: 'Access denied' }),
    ],
    [{ kind: 'ended', exitCode: 0, output: 'what?', errors: '' }, reason('answer-not-understood')],
    [{ kind: 'timed-out' }, reason('took-longer', { seconds: 180 })],
  ] as const)('[PORT-58] %j is SHADOW_COPY_FAILED with its reason', async (reply, why) => {
    const recorded = createRecordedWindows();
    recorded.isElevated = true;
    recorded.replies.push(reply);
    const { shadowCopies } = createWindowsComputer(recorded.ports);
    await expect(shadowCopies?.use(['C:'], () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'SHADOW_COPY_FAILED',
      details: { drive: 'C:', reason: why },
    });
  });
});
