import type { ElevationUse, FactSource, FolderSource, ProfileNote } from '../model/local-computer.ts';

/** Words of the command line for the computer on which Waystation runs. A code without words does not compile. */
export const elevationUseWords: Record<ElevationUse, string> = {
  'other-profiles': 'the profiles of other people can be read',
  hives: 'the folders of profiles that are not loaded are read from their registry hives',
  'shadow-copies': 'files that are in use can be captured from shadow copies',
  'restore-others': 'files can be restored into the profiles of other people',
};

export const folderSourceWords: Record<FolderSource, string> = {
  loaded: 'loaded registry',
  hive: 'registry hive',
  xdg: 'user-dirs.dirs',
  layout: 'usual layout',
};

export const profileNoteWords: Record<ProfileNote, string> = {
  'account-from-folder': 'the system knows no account of this SID: named after the folder',
  'backup-key': 'set aside by Windows after a failed sign-in',
  'older-profile': 'Windows keeps an older profile of this account too, which is not taken',
  'hive-needs-elevation': 'where its folders lie is in its hive, which needs elevation to be loaded',
  'hive-unreadable': 'its registry hive could not be read',
  'folder-missing': 'its folder is gone',
  'folder-unreadable': 'its folder may not be read',
  'network-folder': 'a folder lies on the network and is not captured',
};

export const factSourceWords: Record<FactSource['state'], string> = {
  read: 'read',
  'not-here': 'not on this computer',
  'timed-out': 'gave no answer in time',
  failed: 'could not be read',
};
