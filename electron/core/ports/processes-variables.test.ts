import { describe, expect, it } from 'vitest';
import { commandVariables } from './processes-variables.ts';

const windows = {
  ...{ Path: 'C:\\Windows', ComSpec: 'cmd', COMPUTERNAME: 'PC', OS: 'Windows_NT', PUBLIC: 'C:\\Users\\Public' },
  ...{ ALLUSERSPROFILE: 'C:\\ProgramData', PROCESSOR_ARCHITECTURE: 'AMD64', 'CommonProgramFiles(x86)': 'C:\\x86' },
  ...{ psmodulepath: 'C:\\Modules', HOMEDRIVE: 'C:', USERNAME: 'me', ProgramW6432: 'C:\\Program Files' },
};

describe('variables of commands', () => {
  it('[PORT-73] on Windows a command gets what Windows gives to every program, and nothing else of ours', () => {
    const own = { ...windows, WAYSTATION_KEY: 'private', NODE_OPTIONS: '--x', HOME: '/root', npm_config_x: '1' };
    expect(commandVariables({}, { isWindows: true, own })).toEqual(windows);
  });

  it('[PORT-73] names that differ in case are one name there; ours wins and keeps its spelling', () => {
    const given = { path: 'D:\\evil', PATH: 'E:\\', Answer: '42', ANSWER: '43' };
    expect(commandVariables(given, { isWindows: true, own: { Path: 'C:\\Windows' } })).toEqual({
      Path: 'C:\\Windows',
      ANSWER: '43',
    });
  });

  it('[PORT-73] elsewhere names are exact', () => {
    const own = { PATH: '/bin', Path: 'no', HOME: '/home/me', COMPUTERNAME: 'no', LANG: undefined };
    expect(commandVariables({ path: 'mine', HOME: '/else' }, { isWindows: false, own })).toEqual({
      ...{ path: 'mine', PATH: '/bin', HOME: '/home/me' },
    });
  });
});
