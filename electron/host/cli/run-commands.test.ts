import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await makeCommandLine();
});
afterEach(() => line.remove());

it('[HOST-83] a disabled task sequence is not run, and the remedy is a command', async () => {
  const { packageId } = (await line.done('sequence', 'create', 'Empty')) as { packageId: string };
  await line.done('device', 'create', 'LAB-PC', '--drive', `C:=${line.folder}`);
  await line.done('sequence', 'disable', packageId);
  const said = await line.run('run', 'start', packageId, '--device', 'LAB-PC');
  expect([said.code, said.err.trim().split('\n')]).toEqual([
    1,
    [
      'Empty is disabled, so it cannot be run.',
      `Enable it first: “waystation sequence enable ${packageId}”.`,
      '(SEQUENCE_DISABLED)',
    ],
  ]);
});

it('[HOST-83] a run is deleted with --yes only', async () => {
  const { packageId } = (await line.done('sequence', 'create', 'Empty')) as { packageId: string };
  await line.done('device', 'create', 'LAB-PC', '--drive', `C:=${line.folder}`);
  await line.done('run', 'start', packageId, '--device', 'LAB-PC');
  const asked = await line.run('run', 'delete', '1');
  expect(asked.code).toBe(2);
  expect(asked.err).toContain('Run 1: Empty on LAB-PC, succeeded');
  expect(await line.done('run', 'delete', '1', '--yes')).toEqual({ deleted: [1] });
  expect(await line.done('run', 'list')).toEqual({ runs: [] });
  expect((await line.run('run', 'delete', '1', '--yes')).err).toContain('RUN_NOT_FOUND');
});

it('[ENG-162] given values that act in a shell are named before the run, where commands are allowed', async () => {
  const { packageId } = (await line.done('sequence', 'create', 'Empty')) as { packageId: string };
  await line.done('device', 'create', 'SAFE', '--drive', `C:=${line.folder}`);
  await line.done('device', 'create', 'OPEN', '--drive', `D:=${line.folder}`, '--allow-host-commands');
  const given = ['--var', 'Owner=a & calc', '--var', 'Plain=Anna'];
  expect((await line.run('run', 'start', packageId, '--device', 'SAFE', ...given)).err).not.toContain(
    'act in the shell',
  );
  const { err } = await line.run('run', 'start', packageId, '--device', 'OPEN', ...given);
  expect(err.split('\n')[0]).toMatch(/^Warning: Owner: .*"\$NAME" in sh/);
});
