import { inEnglish } from '../../ports/fakes/english.ts';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { writeSecretReference } from '#shared/model/secret-reference';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { SequenceNode } from '#shared/model/sequence';
import { stepDescriptions } from '#shared/steps/catalog';
import { createFakeProcesses } from '../../ports/fakes/fake-processes.ts';
import { createHarness, type Harness, type HarnessOptions } from '../fakes/harness.ts';
import { command, group, makeModel, setVariable, step } from '../fakes/model.ts';
import { storeId } from '../fakes/state-fakes.ts';
import { findActingStep } from './acting-steps.ts';
import { typesNotHere } from './not-here.ts';

const open: Harness[] = [];
function harness(options: HarnessOptions = {}): Harness {
  const made = createHarness(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

async function run(h: Harness, ...nodes: SequenceNode[]) {
  return h.service.view(await h.carryOut(makeModel(nodes)));
}
async function errorOf(h: Harness, ...nodes: SequenceNode[]) {
  const { error } = (await run(h, ...nodes)).row;
  return error === null ? null : [error.code, inEnglish(error.details)];
}
const refusal = new AppError('MIGRATION_POINT_FREE_SPACE', {
  path: '/smp',
  name: 'SMP01',
  actual: '1 GB',
  limit: '2 GB',
});
const request = (use: string, more: Record<string, string> = {}): SequenceNode =>
  step('request-state-store', { requestType: use, ...more });
const capture = (more: Record<string, string> = {}, part: Partial<SequenceNode> = {}): SequenceNode =>
  step('capture-user-state', more, part);
const release = (part: Partial<SequenceNode> = {}): SequenceNode => step('release-state-store', {}, part);
const messages = (h: Harness): string => h.logSink.entries.map((entry) => entry.message).join('\n');

describe('types', () => {
  it('[ENG-82] every type of the catalogue acts or says what it would need', () => {
    const acting = stepDescriptions.filter((one) => findActingStep(one.type) !== undefined).map((one) => one.id);
    const all = stepDescriptions.map((one) => one.id).filter((id) => id !== 'group');
    expect([...acting, ...typesNotHere].sort()).toEqual([...all].sort());
  });

  it('[ENG-82] a type that does not act fails with its name and what it needs; an unknown one is told apart', async () => {
    const h = harness();
    expect(await errorOf(h, step('run-task-sequence', {}, { kind: 'subtasksequence' }))).toEqual([
      'STEP_NOT_SUPPORTED_HERE',
      { type: 'Run Task Sequence', needs: 'child sequences in the engine, and the child in this site' },
    ]);
    expect(await errorOf(h, setVariable('A', '1', { type: 'SMS_Thing' }))).toEqual([
      'STEP_UNKNOWN_TYPE',
      { type: 'SMS_Thing' },
    ]);
    expect(await errorOf(h, setVariable('A', '1', { kind: 'unknown', type: 'other' }))).toEqual([
      'STEP_UNKNOWN_TYPE',
      { type: 'other' },
    ]);
  });
});

describe('Set Task Sequence Variable', () => {
  it('[ENG-60] empty removes, a missing name fails, a hidden value comes from the secret store', async () => {
    const h = harness();
    const { variables } = await run(h, setVariable('A', '1'), setVariable('a', ''));
    expect(variables.some((one) => one.name.toLowerCase() === 'a')).toBe(false);
    expect(await errorOf(h, setVariable('', '1'))).toEqual([
      'STEP_PROPERTY_MISSING',
      { property: 'Task sequence variable' },
    ]);
    const given = { variableName: 'H', doNotShowVariableValue: 'TRUE' };
    const missing = ['STEP_PROPERTY_MISSING', { property: 'Value' }];
    expect(await errorOf(h, step('set-task-sequence-variable', given))).toEqual(missing);
    const name = writeSecretReference('00000000-0000-4000-8000-000000000001');
    expect(await errorOf(h, step('set-task-sequence-variable', { ...given, variableValue: name }))).toEqual(missing);
    h.secrets.steps.set(`WAY00001/${name}`, 'from the store');
    const hidden = step('set-task-sequence-variable', { ...given, hiddenVariableValue: name });
    const view = await run(h, hidden, command('echo %H%'));
    expect(view.row.state).toBe('succeeded');
    expect(h.processes.requests[0]?.command).toBe('echo from the store');
  });
});

describe('Run Command Line', () => {
  it('[ENG-62] runs only where the device allows commands of this computer', async () => {
    const h = harness({ device: { allowHostCommands: false } });
    expect(await errorOf(h, command('x'))).toEqual(['HOST_COMMANDS_NOT_ALLOWED', { name: 'OLD-PC' }]);
    expect(h.processes.requests).toEqual([]);
  });

  it('[ENG-67] gets variables, drives, folder and time-out; quoting stays as it is given', async () => {
    const h = harness();
    fs.mkdirSync(path.join(h.driveC, 'Tools'));
    const node = step(
      'run-command-line',
      { commandLine: '"%A%" \'%TEMP%\' "x  y"', workingDirectory: 'c:\\tools' },
      { timeoutSeconds: 90 },
    );
    await run(h, setVariable('A', 'a b'), node);
    const sent = h.processes.requests[0];
    expect(sent).toMatchObject({
      command: '"a b" \'%TEMP%\' "x  y"',
      workingFolder: path.join(fs.realpathSync(h.driveC), 'Tools'),
      timeoutMs: 90_000,
    });
    expect(sent?.environment).toMatchObject({ A: 'a b', WAYSTATION_DRIVE_C: fs.realpathSync(h.driveC) });
    expect(sent?.environment['CommandLine']).toBeUndefined();
  });

  it('[ENG-67] starts at the root of C: without a folder, and fails for one that is missing or outside', async () => {
    const h = harness();
    const at = (workingDirectory: string): SequenceNode =>
      step('run-command-line', { commandLine: 'x', workingDirectory });
    await run(h, command('x'));
    expect(h.processes.requests[0]?.workingFolder).toBe(fs.realpathSync(h.driveC));
    expect(await errorOf(h, at('C:\\None'))).toEqual([
      'COMMAND_NOT_FOUND',
      { reason: 'the folder C:\\None does not exist' },
    ]);
    expect(await errorOf(h, at('..\\up'))).toMatchObject(['PATH_OUTSIDE_DEVICE', {}]);
    expect(await errorOf(h, at('E:\\x'))).toMatchObject(['DRIVE_NOT_MAPPED', {}]);
  });

  it.each([
    ['0 3010', 0, null],
    ['0 3010', 1, 'COMMAND_EXIT_CODE'],
    ['1', 0, 'COMMAND_EXIT_CODE'],
    ['1, 2;3', 3, null],
    ['-1', 4_294_967_295, null],
    ['', 0, null],
    ['0 x', 0, 'STEP_PROPERTY_INVALID'],
  ])('[ENG-18] success codes “%s” and code %s give %s', async (successCodes, exitCode, code) => {
    const h = harness({ processes: createFakeProcesses(() => ({ kind: 'exited', exitCode })) });
    const { row } = await run(h, command('x', { successCodes }));
    expect(row.error?.code ?? null).toBe(code);
  });

  it('[ENG-65] time up is told with its limit; what cannot start too', async () => {
    const late = harness({ processes: createFakeProcesses(() => ({ kind: 'timed-out', left: [] })) });
    expect(await errorOf(late, command('x', { timeoutSeconds: 60 }))).toEqual([
      'COMMAND_TIMED_OUT',
      { limit: '60 seconds' },
    ]);
    const missing = harness({
      processes: createFakeProcesses(() => ({ kind: 'not-started', reason: reason('text', { text: 'no shell' }) })),
    });
    expect(await errorOf(missing, command('x'))).toEqual(['COMMAND_NOT_FOUND', { reason: 'no shell' }]);
  });

  it('[ENG-64] the last 1000 characters of the output come into the variable, also when the command fails', async () => {
    const processes = createFakeProcesses((sent) => {
      sent.onOutput?.('output', `${'x'.repeat(2000)}end\n`);
      return { kind: 'exited', exitCode: 1 };
    });
    const h = harness({ processes });
    const node = step('run-command-line', { commandLine: 'x', outputVariableName: 'OUT' }, { continueOnError: true });
    const { variables } = await run(h, node);
    expect(variables.find((one) => one.name === 'OUT')?.value).toBe(`${'x'.repeat(997)}end`);
    const bad = step('run-command-line', { commandLine: 'x', outputVariableName: '_OUT' });
    expect(await errorOf(h, bad)).toEqual(['VARIABLE_READ_ONLY', { name: '_OUT' }]);
    expect(processes.requests).toHaveLength(1);
  });

  it('[ENG-62] another account and package content are not here', async () => {
    const h = harness();
    const run1 = step('run-command-line', { commandLine: 'x', runAsUser: 'true' });
    const run2 = step('run-command-line', { commandLine: 'x', packageId: 'ABC00012' });
    expect(await errorOf(h, run1)).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      { needs: expect.stringContaining('account') },
    ]);
    expect(await errorOf(h, run2)).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      { needs: expect.stringContaining('ABC00012') },
    ]);
  });

  it('[ENG-63] OSDDoNotLogCommand keeps the command line out of the log', async () => {
    const h = harness();
    await run(h, setVariable('OSDDoNotLogCommand', 'TRUE'), command('run-unseen'));
    expect(messages(h)).not.toContain('run-unseen');
  });
});

describe('action variables', () => {
  it('[ENG-21] the step’s list holds while it runs and is gone after it', async () => {
    const own = [
      { name: 'OWN', property: 'Own', hidden: false, value: 'list' },
      { name: 'ARG', property: 'Arg', hidden: true, value: 'argument' },
    ];
    const node = command('echo %OWN%[%ARG%]');
    const h = harness();
    const { variables } = await run(h, { ...node, variables: [...node.variables, ...own] }, command('echo %OWN%'));
    expect(
      h.processes.requests.map((sent) => [sent.command, sent.environment['OWN'], sent.environment['ARG']]),
    ).toEqual([
      ['echo list[%ARG%]', 'list', undefined],
      ['echo %OWN%', undefined, undefined],
    ]);
    expect(variables.some((one) => one.name === 'OWN')).toBe(false);
  });

  it('[ENG-22] an explicit value wins over the list, the list wins over values for all steps', async () => {
    const all = { name: 'OSDStateSMPRetryCount', property: 'SMPRetryCount', hidden: false, value: '7' };
    const tries = async (nodes: SequenceNode[]): Promise<number> => {
      const h = harness();
      h.migrationPoints.refusals.push(...Array.from({ length: 20 }, () => refusal));
      await h.carryOut(makeModel(nodes, [all]));
      return h.migrationPoints.events.length;
    };
    expect(await tries([request('capture', { smpRetryCount: '2' })])).toBe(3);
    expect(await tries([setVariable('osdstatesmpretrycount', '4'), request('capture', { smpRetryCount: '2' })])).toBe(
      5,
    );
    expect(await tries([request('capture')])).toBe(8);
  });
});

describe('Request State Store', () => {
  it('[ENG-70] gives the folder in OSDStateStorePath', async () => {
    const h = harness();
    const { variables, steps } = await run(h, request('capture'));
    expect(variables.find((one) => one.name === 'OSDStateStorePath')?.value).toBe('/smp/store-1');
    expect(steps[0]?.stateStoreId).toBe(storeId);
  });

  it('[ENG-71] asks again after the delay as often as it says, then fails with the refusal', async () => {
    const h = harness();
    h.migrationPoints.refusals.push(refusal, refusal);
    expect((await run(h, request('capture', { smpRetryCount: '2', smpRetryTime: '45' }))).row.state).toBe('succeeded');
    expect(h.clock.waits.filter((wait) => wait === 45_000)).toHaveLength(2);
    h.migrationPoints.refusals.push(refusal, refusal);
    expect(await errorOf(h, request('restore', { smpRetryCount: '1' }))).toEqual([refusal.code, refusal.details]);
  });

  it.each([
    ['smpRetryCount', '30', true],
    ['smpRetryCount', '31', false],
    ['smpRetryTime', '600', true],
    ['smpRetryTime', '601', false],
    ['smpRetryTime', '-1', false],
    ['smpRetryTime', 'x', false],
  ])('[ENG-71] %s may be %s: %s', async (key, text, isGood) => {
    const { row } = await run(harness(), request('capture', { [key]: text }));
    expect(row.error?.code).toBe(isGood ? undefined : 'STEP_PROPERTY_INVALID');
  });
});

describe('Capture User State', () => {
  it('[ENG-73] captures into the requested store with its accounts and options', async () => {
    const h = harness();
    h.migrationPoints.users = ['CONTOSO\\anna', 'ben'];
    const files = { mode: 'Advanced', configFiles: 'miguser.xml, migapp.xml' };
    const options = { ...files, continueOnLockedFiles: 'false', skipEncryptedFiles: 'true' };
    const { row, steps } = await run(h, request('capture'), capture({ ...options, fileAccess: 'VSS' }), release());
    expect(row).toMatchObject({ state: 'succeeded', incomplete: false });
    expect(h.userState.captures).toEqual([
      {
        ...{ device: { name: 'OLD-PC', drives: { 'C:': h.driveC } }, storePath: '/smp/store-1', overwrite: false },
        ...{ continueOnLockedFiles: false, skipsEncrypted: true, hasStandardOptions: false, tool: 'Waystation test' },
        ...{
          excludedHostPaths: ['/smp/store-1'],
          ruleFiles: ['miguser.xml', 'migapp.xml'],
          users: ['CONTOSO\\anna', 'ben'],
        },
      },
    ]);
    expect(h.migrationPoints.events).toEqual([
      'request capture',
      'begun capture',
      'ended captured',
      'release published',
    ]);
    expect(steps[1]).toMatchObject({ stateStoreId: storeId, returnCode: 0 });
    expect(messages(h)).toContain('Shadow copies');
    expect(h.logFiles.texts.get('scanstate.log')).toContain('Capture of OLD-PC');
  });

  it('[ENG-76] files that are missing leave a warning, code 3 and an incomplete run', async () => {
    const h = harness();
    h.userState.missingCount = 2;
    const { row, steps } = await run(h, request('capture'), capture());
    expect(row).toMatchObject({ state: 'succeeded', incomplete: true });
    expect(steps[1]).toMatchObject({ state: 'succeeded', returnCode: 3 });
    expect(messages(h)).toContain('Left out (unreadable): C:\\Users\\anna\\1.txt');
  });

  it('[ENG-72] a local folder serves as store, a root or nothing does not', async () => {
    const h = harness();
    const at = (value: string): SequenceNode[] => [setVariable('OSDStateStorePath', value), capture()];
    const { steps } = await run(h, ...at('c:\\Store\\one'));
    expect(steps[1]?.state).toBe('succeeded');
    expect(h.userState.captures[0]?.storePath).toBe(path.join(fs.realpathSync(h.driveC), 'Store', 'one'));
    expect(await errorOf(h, ...at('C:\\'))).toEqual(['STATE_STORE_PATH_ROOT', { path: 'C:\\' }]);
    expect(await errorOf(h, ...at('E:\\x'))).toMatchObject(['DRIVE_NOT_MAPPED', {}]);
    expect(await errorOf(h, ...at('/etc/x'))).toMatchObject(['PATH_INVALID', {}]);
    expect(await errorOf(h, capture())).toEqual(['STATE_STORE_PATH_MISSING', {}]);
  });

  it('[ENG-74] the off-line option and the environment have to agree', async () => {
    const h = harness();
    const offline = { offlineUserState: 'true' };
    expect(await errorOf(h, request('capture'), capture(offline))).toMatchObject(['STEP_WRONG_ENVIRONMENT', {}]);
    const toPe = step('restart-computer', { target: 'WinPE' });
    expect(await errorOf(h, toPe, request('capture'), capture())).toMatchObject(['STEP_PROPERTY_INVALID', {}]);
    expect(await errorOf(h, request('capture'), capture(offline))).toBeNull();
  });

  it('[ENG-75] links, options of the vendor’s tool and an empty list of files are refused by name', async () => {
    const h = harness();
    const links = capture({ useHardlinks: 'true' });
    expect(await errorOf(h, request('capture'), links)).toEqual(['HARDLINK_WITH_MIGRATION_POINT', {}]);
    expect(await errorOf(h, setVariable('OSDStateStorePath', 'C:\\s'), links)).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      { needs: expect.stringContaining('hard links') },
    ]);
    const options = setVariable('OSDMigrateAdditionalCaptureOptions', '/ui:x');
    expect(await errorOf(h, options, request('capture'), capture())).toMatchObject(['STEP_NOT_SUPPORTED_HERE', {}]);
    expect(await errorOf(h, request('capture'), capture({ mode: 'Advanced' }))).toMatchObject([
      'STEP_PROPERTY_MISSING',
      {},
    ]);
    expect(h.userState.captures).toEqual([]);
  });
});

describe('Restore User State', () => {
  it('[ENG-77] restores from the requested store; what is missing makes the run incomplete', async () => {
    const h = harness();
    h.migrationPoints.users = ['NEW\\anna'];
    h.userState.missingCount = 1;
    const { row } = await run(h, request('restore'), step('restore-user-state', { localAccounts: 'true' }), release());
    expect(row).toMatchObject({ state: 'succeeded', incomplete: true });
    expect(h.userState.restores).toMatchObject([
      { storePath: '/smp/store-1', users: ['NEW\\anna'], restoreLocalAccounts: true, continueOnRestore: true },
    ]);
    expect(h.migrationPoints.events).toEqual([
      'request restore',
      'begun restore',
      'ended restored',
      'release retention',
    ]);
    expect(h.logFiles.texts.get('loadstate.log')).toContain('Restore to OLD-PC');
  });

  it('[UST-122] [ENG-78] rule files that bring back all are taken, others are refused', async () => {
    const h = harness();
    const restore = (configFiles: string): SequenceNode =>
      step('restore-user-state', { mode: 'Advanced', configFiles });
    expect(await errorOf(h, request('restore'), restore('MigDocs.xml,C:\\usmt\\migapp.xml'))).toBeNull();
    expect(await errorOf(h, request('restore'), restore('only-some.xml'))).toMatchObject(['STATE_RULES_REFUSED', {}]);
  });
});

describe('Release State Store', () => {
  it('[ENG-79] after a failed capture nothing is published and the data stays', async () => {
    const h = harness();
    h.userState.during = () =>
      Promise.reject(new AppError('CAPTURE_FILE_UNREADABLE', { path: 'C:\\x', reason: 'EACCES' }));
    const error = await errorOf(h, request('capture'), capture({}, { continueOnError: true }), release());
    expect(error).toEqual(['RELEASE_LAST_ACTION_FAILED', { path: '/smp/store-1' }]);
    expect(h.migrationPoints.events).toEqual([
      'request capture',
      'begun capture',
      'ended capture-failed',
      'release kept',
    ]);
  });

  it('[ENG-80] a step that succeeds in between does not make a failed capture good', async () => {
    const h = harness();
    h.userState.during = () => Promise.reject(new AppError('DISK_FULL', { path: '/smp', needed: 1, free: 0 }));
    const failed = capture({}, { continueOnError: true });
    const error = await errorOf(h, request('capture'), failed, setVariable('A', '1'), release());
    expect(error).toEqual(['STATE_STORE_INCOMPLETE', { path: '/smp/store-1' }]);
    expect(h.migrationPoints.events).not.toContain('release published');
  });

  it('[ENG-81] removes OSDStateStorePath, and a second release has nothing to release', async () => {
    const h = harness();
    const { variables, row } = await run(h, request('capture'), capture(), release(), group('again', [release()]));
    expect(variables.some((one) => one.name === 'OSDStateStorePath')).toBe(false);
    expect(row.error?.code).toBe('STATE_STORE_PATH_MISSING');
  });
});
