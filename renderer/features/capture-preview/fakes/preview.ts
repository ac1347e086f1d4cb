import { reason } from '#shared/contract/message';
import type { CapturePreview } from '#shared/model/local-computer';
import type { UserSummary } from '#shared/model/user-state';
import { testProfile } from '../../../app/testing-computer.ts';

function user(name: string, files: number, kind: UserSummary['kind'] = 'profile'): UserSummary {
  return {
    user: name,
    kind,
    accountKind: kind === 'profile' ? 'local' : 'none',
    domain: '',
    profilePath: `C:\\Users\\${name}`,
    files,
    folders: 1,
    bytes: files * 1024,
  };
}

/** Two profiles: anna is loaded; ben is not, and one of his folders lies on the network. */
export function testPreview(change: Partial<CapturePreview> = {}): CapturePreview {
  const appData = 'C:\\Users\\anna\\AppData';
  const locked = 'C:\\Users\\ben\\Documents\\open.pst';
  return {
    deviceName: 'LAB-07',
    deviceId: null,
    takenAt: 1_000_000,
    files: 12,
    folders: 4,
    links: 0,
    bytes: 12 * 1024,
    perUser: [user('anna', 7), user('ben', 4), user('Public', 1, 'public')],
    perFolder: [
      { user: 'anna', folder: 'documents', path: 'C:\\Users\\anna\\Documents', files: 5, bytes: 5 * 1024 },
      { user: 'anna', folder: 'desktop', path: 'D:\\anna\\Desktop', files: 2, bytes: 2 * 1024 },
      { user: 'ben', folder: 'documents', path: 'C:\\Users\\ben\\Documents', files: 4, bytes: 4 * 1024 },
      { user: 'Public', folder: 'documents', path: 'C:\\Users\\Public\\Documents', files: 1, bytes: 1024 },
    ],
    leftOut: [
      { user: 'anna', path: appData, reason: 'excludedByRule', detail: '', ruleId: 'user.not.AppData' },
      { user: 'ben', path: locked, reason: 'unreadable', detail: reason('system.EBUSY'), ruleId: 'user.documents' },
    ],
    leftOutCount: 2,
    missingCount: 1,
    leftOutByRule: [
      { ruleId: 'user.not.AppData', reason: 'excludedByRule', count: 1, example: appData },
      { ruleId: 'user.documents', reason: 'unreadable', count: 1, example: locked },
    ],
    profiles: [
      testProfile('anna', { redirected: [{ folder: 'desktop', path: 'D:\\anna\\Desktop', place: 'local' }] }),
      testProfile('ben', {
        isLoaded: false,
        foldersFrom: 'layout',
        redirected: [{ folder: 'pictures', path: '\\\\nas\\ben\\Pictures', place: 'network' }],
        notes: ['network-folder'],
      }),
    ],
    elevationHelps: [],
    notes: ['migapp.xml is not read: settings of programs are not captured by this version.'],
    ...change,
  };
}
