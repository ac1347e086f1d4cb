import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

it('[ENG-188] what cannot act on the device is named before the run, which needs --yes then', async () => {
  const file = join(line.folder, 'Deploy.xml');
  const step = (type: string, name: string) =>
    `<step type="SMS_TaskSequence_${type}" name="${name}"><action>x</action><defaultVarList /></step>`;
  const steps = step('PartitionDiskAction', 'Partition') + step('ApplyDriversAction', 'Drivers');
  await writeFile(file, `<sequence version="3.10">${steps}</sequence>`);
  const { imported } = (await line.done('sequence', 'import', file)) as { imported: { packageId: string }[] };
  const id = imported[0]?.packageId ?? '';
  await line.done('device', 'create', 'LAB-PC', '--drive', `C:=${line.folder}`);
  const asked = await line.run('run', 'start', id, '--device', 'LAB-PC');
  expect([asked.code, asked.err.trim().split('\n')]).toEqual([
    2,
    [
      '2 steps cannot act on LAB-PC:',
      expect.stringMatching(/^1 Partition: .*permission to erase/),
      expect.stringMatching(/^2 Drivers: /),
      'Nothing was run. Add --yes to run it as it is: a step that cannot act fails.',
      '(INVALID_INPUT)',
    ],
  ]);
  const { out } = await line.run('run', 'start', id, '--device', 'LAB-PC', '--json');
  expect((JSON.parse(out) as { error: { details: unknown } }).error.details).toEqual({
    steps: '1 STEP_NOT_SUPPORTED_HERE, 2 STEP_UNKNOWN_TYPE',
  });
  expect(await line.done('run', 'list')).toEqual({ runs: [] });
  const done = await line.run('run', 'start', id, '--device', 'LAB-PC', '--yes');
  expect([done.code, done.err.split('\n')[0]]).toEqual([1, '2 steps cannot act on LAB-PC:']);
});

it('[UI-638] a run that went on past a failed step is told as completed with errors, here too', async () => {
  const file = join(line.folder, 'Goes on.xml');
  const attributes = 'type="SMS_TaskSequence_PartitionDiskAction" name="Partition" continueOnError="true"';
  const step = `<step ${attributes}><action>x</action><defaultVarList /></step>`;
  await writeFile(file, `<sequence version="3.10">${step}</sequence>`);
  const { imported } = (await line.done('sequence', 'import', file)) as { imported: { packageId: string }[] };
  await line.done('device', 'create', 'LAB-PC', '--drive', `C:=${line.folder}`);
  const told = await line.run('run', 'start', imported[0]?.packageId ?? '', '--device', 'LAB-PC', '--yes');
  expect([told.code, told.out]).toEqual([0, expect.stringContaining(': completed with errors, 1 of 1 step')]);
  expect((await line.run('run', 'list')).out).toContain('completed with errors');
});
