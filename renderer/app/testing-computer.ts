import type { LocalProfile, ThisComputer } from '#shared/model/local-computer';

/** The computer on which Waystation runs, and one of its profiles, made for tests. */
export function testProfile(name: string, change: Partial<LocalProfile> = {}): LocalProfile {
  return {
    name,
    path: `C:\\Users\\${name}`,
    account: `LAB-07\\${name}`,
    accountKind: 'local',
    sid: 'S-1-5-21-1-2-3-1001',
    lastUsedAt: 1_000_000,
    isLoaded: true,
    foldersFrom: 'loaded',
    redirected: [],
    notes: [],
    ...change,
  };
}

export function testComputer(change: Partial<ThisComputer> = {}): ThisComputer {
  return {
    name: 'LAB-07',
    platform: 'windows',
    systemName: 'Windows 11 Pro',
    systemVersion: '10.0.26100',
    isElevated: true,
    elevationHelps: [],
    canStartElevated: true,
    canRestart: true,
    powerShell: 'powershell.exe',
    profiles: [testProfile('anna')],
    drives: [{ drive: 'C:', path: 'C:\\', kind: 'fixed', isUsed: true, totalBytes: 900, freeBytes: 400 }],
    deviceId: null,
    ...change,
  };
}
