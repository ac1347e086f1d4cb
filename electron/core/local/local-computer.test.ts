import { describe, expect, it } from 'vitest';
import { systemProgram } from './local-computer.ts';

describe('programs of Windows', () => {
  it('[PORT-80] are taken from the folder of Windows, whatever lies in the current one', () => {
    expect([systemProgram('reg.exe', 'D:\\WINNT'), systemProgram('shutdown.exe')]).toEqual([
      'D:\\WINNT\\System32\\reg.exe',
      'C:\\Windows\\System32\\shutdown.exe',
    ]);
  });
});
