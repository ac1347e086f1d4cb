import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createWords } from '../words.ts';
import { faultLogFile } from './fault-log.ts';
import { reportError } from './output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-fault-'));
  for (const name of ['XDG_DATA_HOME', 'LOCALAPPDATA', 'HOME']) vi.stubEnv(name, folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('[HOST-242] a fault is told in some lines: what does not fit, where the log is, and its code', () => {
  const { error } = z.strictObject({ a: z.int(), b: z.int(), c: z.string() }).safeParse({ a: 'x', b: 'y' });
  const [out, err] = [new PassThrough(), new PassThrough()];
  expect(reportError(error, false, { out, err }, createWords())).toBe(1);
  const said = String(err.read());
  expect(said.split('\n').length).toBeLessThan(7);
  expect(said).toContain(faultLogFile());
  expect(said).toContain('(INTERNAL)');
  expect(said).not.toContain('invalid_type');
  expect(readFileSync(faultLogFile(), 'utf8')).toContain('ZodError');
});
