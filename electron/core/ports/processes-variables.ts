/** What a command gets of this program's own environment: enough to find programs and a temporary folder. */
const ofPosix = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/**
 * The variables that Windows itself gives to every program of a person who has signed in. Installers, PowerShell and
 * programs of 32 bits look for their folders here, and fail strangely without them. Source: "Recognized environment
 * variables" of Windows' documentation, and `set` in a new prompt.
 */
const ofWindows = [
  // the computer
  ...['COMPUTERNAME', 'NUMBER_OF_PROCESSORS', 'OS', 'PROCESSOR_ARCHITECTURE', 'PROCESSOR_ARCHITEW6432'],
  ...['PROCESSOR_IDENTIFIER', 'PROCESSOR_LEVEL', 'PROCESSOR_REVISION', 'SystemDrive', 'SystemRoot', 'windir'],
  // folders of all users
  ...['ALLUSERSPROFILE', 'ProgramData', 'PUBLIC', 'DriverData', 'ProgramFiles', 'ProgramFiles(x86)'],
  ...['ProgramFiles(Arm)', 'ProgramW6432', 'CommonProgramFiles', 'CommonProgramFiles(x86)'],
  ...['CommonProgramFiles(Arm)', 'CommonProgramW6432'],
  // the person and the session
  ...['USERNAME', 'USERDOMAIN', 'USERDNSDOMAIN', 'USERDOMAIN_ROAMINGPROFILE', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH'],
  ...['HOMESHARE', 'APPDATA', 'LOCALAPPDATA', 'TEMP', 'TMP', 'LOGONSERVER', 'SESSIONNAME', 'CLIENTNAME'],
  ...['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'],
  // how programs are found
  ...['ComSpec', 'Path', 'PATHEXT', 'PSModulePath', 'PROMPT'],
];

export interface VariableSystem {
  /** Windows compares the names of variables without case and gives many more to every command. */
  readonly isWindows: boolean;
  /** The environment of this program. */
  readonly own: Readonly<Record<string, string | undefined>>;
}

/**
 * The environment of a command: what it is given, and what every command needs of our own, which wins where both have
 * a name. On Windows names that differ in case are one name, and the spelling of the system stays.
 */
export function commandVariables(
  given: Readonly<Record<string, string>>,
  { isWindows, own }: VariableSystem,
): Record<string, string> {
  const fold = (name: string): string => (isWindows ? name.toUpperCase() : name);
  const wanted = new Set((isWindows ? ofWindows : ofPosix).map(fold));
  const byName = new Map<string, readonly [name: string, value: string]>();
  for (const [name, value] of Object.entries(given)) byName.set(fold(name), [name, value]);
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && wanted.has(fold(name))) byName.set(fold(name), [name, value]);
  }
  return Object.fromEntries(byName.values());
}
