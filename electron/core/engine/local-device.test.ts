import { inEnglish } from '../ports/fakes/english.ts';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { SequenceNode } from '#shared/model/sequence';
import { createMemoryRegistry, dword, sz } from '../ports/fakes/memory-registry.ts';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { createHarness, type Harness, type HarnessOptions } from './fakes/harness.ts';
import { command, expression, group, makeModel, setVariable, step } from './fakes/model.ts';
import type { LocalPart, LocalRestart, RestartRequest } from './ports.ts';
import { readAnnouncement } from './restart.ts';
import { decodeScript } from './steps/run-powershell-script.ts';

const open: Harness[] = [];
function harness(options: HarnessOptions = {}): Harness {
  const made = createHarness(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});
const messages = (h: Harness): string => h.logSink.entries.map((entry) => entry.message).join('\n');
async function errorOf(h: Harness, ...nodes: SequenceNode[]) {
  const { error } = (await h.service.view(await h.carryOut(makeModel(nodes)))).row;
  return error === null ? null : [error.code, inEnglish(error.details)];
}

/** A computer that restarts when it is asked: everything after that happens in another process. */
function createMachine() {
  const machine = {
    startedAt: 0,
    requests: [] as RestartRequest[],
    overs: 0,
    canRestart: true,
    outcome: 'asked' as 'asked' | 'stopped' | 'failed',
  };
  const restart: LocalRestart = {
    get canRestart() {
      return machine.canRestart;
    },
    happenedSince: (at) => machine.startedAt > at,
    announce(request) {
      machine.requests.push(request);
      if (machine.outcome === 'failed') return Promise.reject(new AppError('RESTART_FAILED', { reason: 'no right' }));
      if (machine.outcome === 'asked') request.onEntry(true);
      return Promise.resolve(machine.outcome);
    },
    over: () => void (machine.overs += 1),
  };
  return { machine, restart };
}

function localPart(restart: LocalRestart, more: Partial<LocalPart> = {}): LocalPart {
  return {
    ...{ restart, registry: null, shadowCopies: null, excludedHostPaths: ['/site'], elevationHelps: [] },
    stateDevice: { drives: { 'C:': '/' }, systemDrive: 'C:', accounts: [], isThisComputer: true },
    ...more,
  };
}
const restartStep = (more: Record<string, string> = {}): SequenceNode =>
  step('restart-computer', { target: 'HD', message: 'Save %WHAT%', messageTimeout: '90', ...more });

describe('what a restart says', () => {
  it('[STEP-14] is read from the properties of its step, however the dialect calls the variables', () => {
    const [message, seconds] = ['Save', '90'];
    const named = (names: readonly (readonly [name: string, property: string | null, value: string])[]) =>
      step(
        'restart-computer',
        {},
        { variables: names.map(([name, property, value]) => ({ name, property, value, hidden: false })) },
      );
    for (const node of [
      restartStep({ message, messageTimeout: seconds }),
      named([
        ['Message', 'Message', message],
        ['MessageTimeout', 'MessageTimeout', seconds],
      ]),
      named([
        ['Message', null, message],
        ['MessageTimeout', '', seconds],
      ]),
    ]) {
      expect(readAnnouncement(node, (text) => text)).toEqual({ message: 'Save', seconds: 90 });
    }
  });
});

describe('Restart Computer on this computer', () => {
  it('[ENG-113] announces, leaves the run interrupted, and goes on after the restart alone', async () => {
    const { machine, restart } = createMachine();
    const h = harness({ device: { local: localPart(restart) } });
    const nodes = [setVariable('WHAT', 'all'), restartStep(), setVariable('AFTER', 'yes')];
    const runId = await h.start(makeModel(nodes));
    await h.service.whenEnded(runId);
    expect(machine.requests).toMatchObject([{ runId, message: 'Save all', seconds: 90, sequenceName: 'Test' }]);
    expect((await h.service.view(runId)).row.state).toBe('interrupted');
    expect(messages(h)).toContain('entry in RunOnce');

    // Nothing restarted: the console leaves it to a person, and resuming announces it again.
    expect(await h.service.resumeRestarted()).toEqual([]);
    await h.service.resume(runId);
    await h.service.whenEnded(runId);
    expect(machine.requests).toHaveLength(2);

    machine.startedAt = h.clock.now() + 1;
    const next = h.secondService();
    expect(await next.resumeRestarted()).toEqual([runId]);
    expect((await next.whenEnded(runId)).state).toBe('succeeded');
  });

  it('[ENG-113] after the restart the run is resumed to its end, and the entry is gone', async () => {
    const { machine, restart } = createMachine();
    const h = harness({ device: { local: localPart(restart) } });
    const runId = await h.carryOut(makeModel([restartStep(), setVariable('AFTER', 'yes')]));
    machine.startedAt = h.clock.now() + 1;
    const overs = machine.overs;
    expect(await h.service.resumeRestarted()).toEqual([runId]);
    expect(await h.service.whenEnded(runId)).toMatchObject({ state: 'succeeded', stepDone: 2 });
    expect([machine.requests.length, machine.overs - overs]).toEqual([1, 1]);
    expect(h.journal.rows.get(runId)?.map(({ kind }) => kind)).toContain('device-restarted');
    expect(await h.service.resumeRestarted()).toEqual([]);
  });

  it.each([
    ['stopped', 'The restart was stopped by a person'],
    ['failed', 'RESTART_FAILED: The computer could not be restarted: no right.'],
  ] as const)(
    '[ENG-113] one that is %s leaves the run interrupted before it, and nothing after it acts',
    async (outcome, said) => {
      const { machine, restart } = createMachine();
      machine.outcome = outcome;
      const h = harness({ device: { local: localPart(restart) } });
      const runId = await h.carryOut(makeModel([restartStep(), setVariable('AFTER', 'yes')]));
      const view = await h.service.view(runId);
      expect([view.row.state, view.steps.map(({ state }) => state)]).toEqual([
        'interrupted',
        ['succeeded', 'not-reached'],
      ]);
      expect(messages(h)).toContain(said);
      expect(await h.service.cancel(runId)).toMatchObject({ state: 'cancelled' });
    },
  );

  it('[ENG-114] Windows PE, and a system that cannot, fail with what they need, whoever asks for the restart', async () => {
    const { machine, restart } = createMachine();
    const h = harness({
      device: { local: localPart(restart) },
      processes: createFakeProcesses(() => ({ kind: 'exited', exitCode: 3010 })),
    });
    expect(await errorOf(h, restartStep({ target: 'WinPE' }))).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      { needs: expect.stringContaining('boot image') },
    ]);
    expect(await errorOf(h, setVariable('SMSTSRebootRequested', 'WinPE'))).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      {},
    ]);
    machine.canRestart = false;
    expect(await errorOf(h, restartStep())).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      { needs: 'Windows, to restart this computer' },
    ]);
    expect(await errorOf(h, command('setup', { successCodes: '0 3010' }))).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      {},
    ]);
    expect(machine.requests).toEqual([]);
  });
});

describe('conditions over the registry', () => {
  const registry = createMemoryRegistry();
  registry.put('HKLM\\SOFTWARE\\Contoso', { Version: sz('10.5'), Count: dword(12) });
  const ask = (values: Record<string, string>) => expression('registry', values);
  const key = { KeyPath: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso' };

  it.each([
    [{ ...key, Operator: 'exists' }, true],
    [{ KeyPath: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Nobody', Operator: 'exists' }, false],
    [{ ...key, Value: 'Version', Type: 'REG_SZ', Operator: 'exists' }, true],
    [{ ...key, Value: 'Version', Type: 'REG_DWORD', Operator: 'exists' }, false],
    [{ ...key, Value: 'Version', Type: 'REG_DWORD', Operator: 'notExists' }, true],
    [{ ...key, Value: 'version', Type: 'REG_DWORD', Operator: 'equals', Data: '10.50' }, false],
    [{ ...key, Value: 'Count', Operator: 'greater', Data: '9' }, true],
    [{ ...key, Value: 'Nothing', Operator: 'notEquals', Data: '9' }, false],
  ] as const)('[ENG-115] %j is %s', async (values, holds) => {
    const h = harness({ device: { local: localPart(createMachine().restart, { registry }) } });
    const node = { ...setVariable('SEEN', '1'), condition: { children: [ask(values)] } };
    const { steps } = await h.service.view(await h.carryOut(makeModel([node])));
    expect(steps[0]).toMatchObject({ state: holds ? 'succeeded' : 'skipped', error: null });
  });

  it('[ENG-115] an unknown root, and a device without a registry that runs, are parts that cannot be evaluated', async () => {
    const node = (keyPath: string) => ({
      ...setVariable('SEEN', '1'),
      condition: { children: [ask({ KeyPath: keyPath, Operator: 'notExists' })] },
    });
    const h = harness({ device: { local: localPart(createMachine().restart, { registry }) } });
    for (const [one, path] of [
      [h, 'HKEY_NOBODY\\x'],
      [harness(), 'HKEY_LOCAL_MACHINE\\x'],
    ] as const) {
      const { steps } = await one.service.view(await one.carryOut(makeModel([node(path)])));
      expect(steps[0]).toMatchObject({ state: 'skipped', error: { code: 'CONDITION_UNSUPPORTED' } });
    }
  });
});

describe('Run PowerShell Script', () => {
  const inline = (script: string): string => Buffer.from(`\uFEFF${script}`, 'utf16le').toString('base64');
  const script = (more: Record<string, string>): SequenceNode => step('run-powershell-script', more);

  function withPowerShell(powerShell: string | null = "/opt/power's/pwsh") {
    const kept: string[] = [];
    let removed = 0;
    const processes = createFakeProcesses((sent) => {
      sent.onOutput?.('output', 'done\n');
      return { kind: 'exited', exitCode: 7 };
    });
    const keep = (text: string) => {
      kept.push(text);
      const remove = () => {
        removed += 1;
        return Promise.resolve();
      };
      return Promise.resolve({ path: '/tmp/x.ps1', remove });
    };
    const h = harness({ processes, scripts: { powerShell, keep } });
    return { h, kept, processes, removed: () => removed };
  }

  it('[ENG-110] runs the script of the step with parameters, policy, codes and output', async () => {
    const { h, kept, processes, removed } = withPowerShell();
    const node = script({
      ...{ sourceScript: inline('Write-Output "é"'), parameters: "-Name '%WHO%'", executionPolicy: 'Bypass' },
      ...{ outputVariableName: 'OUT', successCodes: '7' },
    });
    const view = await h.service.view(await h.carryOut(makeModel([setVariable('WHO', 'anna b'), node])));
    expect([view.row.state, kept, removed()]).toEqual(['succeeded', ['Write-Output "é"'], 1]);
    expect(view.variables.find(({ name }) => name === 'OUT')?.value).toBe('done');
    expect(processes.requests[0]?.command).toBe(
      "'/opt/power'\\''s/pwsh' -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command " +
        "'& '\\''/tmp/x.ps1'\\'' -Name '\\''anna b'\\''; " +
        "if ($?) { exit 0 }; if ($LASTEXITCODE) { exit $LASTEXITCODE }; exit 1'",
    );
  });

  it('[ENG-110] runs a file of the device; without a policy the one of a new step', async () => {
    const { h, processes } = withPowerShell();
    fs.writeFileSync(path.join(h.driveC, 'Setup.ps1'), '');
    await h.carryOut(makeModel([script({ scriptName: 'c:\\setup.PS1', executionPolicy: '', successCodes: '7' })]));
    expect(messages(h)).toContain(
      `-ExecutionPolicy AllSigned -Command & '${path.join(fs.realpathSync(h.driveC), 'Setup.ps1')}'`,
    );
    expect(processes.requests).toHaveLength(1);
    expect(await errorOf(h, script({ scriptName: 'C:\\none.ps1' }))).toMatchObject(['COMMAND_NOT_FOUND', {}]);
    expect(await errorOf(h, script({ scriptName: 'setup.ps1' }))).toMatchObject(['STEP_NOT_SUPPORTED_HERE', {}]);
    expect(await errorOf(h, script({}))).toMatchObject(['STEP_PROPERTY_MISSING', {}]);
  });

  it('[ENG-111] without PowerShell, without leave, or as another account it does not act', async () => {
    const node = script({ sourceScript: inline('1') });
    expect(await errorOf(withPowerShell(null).h, node)).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      { needs: expect.stringContaining('pwsh') },
    ]);
    const { h } = withPowerShell();
    expect(await errorOf(h, script({ sourceScript: inline('1'), runAsUser: 'true' }))).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      {},
    ]);
    expect(await errorOf(h, script({ sourceScript: inline('1'), packageId: 'ABC00012' }))).toMatchObject([
      'STEP_NOT_SUPPORTED_HERE',
      {},
    ]);
    expect(await errorOf(h, script({ sourceScript: inline('1'), executionPolicy: 'Any' }))).toMatchObject([
      'STEP_PROPERTY_INVALID',
      {},
    ]);
    const refused = harness({
      device: { allowHostCommands: false },
      scripts: { powerShell: 'pwsh', keep: () => Promise.reject(new Error('kept')) },
    });
    expect(await errorOf(refused, node)).toMatchObject(['HOST_COMMANDS_NOT_ALLOWED', {}]);
  });

  it.each(['', 'AAAA', 'not base64!', Buffer.from('abc').toString('base64')])('[ENG-112] %j is no script', (source) => {
    expect(() => decodeScript(source)).toThrow(/STEP_PROPERTY_INVALID/);
  });
});

describe('other steps on this computer', () => {
  it('[ENG-116] what would destroy never acts, and says so', async () => {
    const h = harness({ device: { local: localPart(createMachine().restart) } });
    for (const id of ['format-and-partition-disk', 'apply-operating-system-image', 'apply-data-image']) {
      expect(await errorOf(h, step(id))).toMatchObject([
        'STEP_NOT_SUPPORTED_HERE',
        { needs: expect.stringContaining('never acts on the computer') },
      ]);
    }
  });

  const captureNodes = (more: Record<string, string> = {}): SequenceNode[] => [
    step('request-state-store', { requestType: 'capture' }),
    step('capture-user-state', more),
    group('rest', [step('release-state-store')]),
  ];

  it('[ENG-117] a capture takes the profiles of the system and leaves our own folders out', async () => {
    const h = harness({ device: { local: localPart(createMachine().restart, { elevationHelps: ['hives'] }) } });
    await h.carryOut(makeModel(captureNodes()));
    expect(h.userState.captures).toMatchObject([
      {
        device: { name: 'OLD-PC', isThisComputer: true, systemDrive: 'C:' },
        excludedHostPaths: ['/smp/store-1', '/site'],
      },
    ]);
    expect(messages(h)).toContain('Without elevation');
  });

  it('[ENG-117] shadow copies are refused before anything begins where they cannot be, else taken and given back', async () => {
    const { restart } = createMachine();
    const none = harness({ device: { local: localPart(restart) } });
    expect(await errorOf(none, ...captureNodes({ fileAccess: 'VSS' }))).toMatchObject(['STEP_NOT_SUPPORTED_HERE', {}]);
    const steps: string[] = [];
    const shadowCopies: LocalPart['shadowCopies'] = {
      async use(drives, work) {
        steps.push(`made ${drives.join(' ')}`);
        const result = await work({ 'C:': '/shadow/' });
        steps.push('removed');
        return result;
      },
    };
    const low = harness({ device: { local: localPart(restart, { shadowCopies, elevationHelps: ['shadow-copies'] }) } });
    expect(await errorOf(low, ...captureNodes({ fileAccess: 'VSS' }))).toMatchObject(['ELEVATION_NEEDED', {}]);
    expect([low.migrationPoints.events, steps]).toEqual([['request capture'], []]);
    const stateDevice = {
      drives: { 'C:': 'C:\\', 'E:': 'E:\\' },
      systemDrive: 'C:',
      accounts: [],
      isThisComputer: true,
    };
    const high = harness({
      device: { local: localPart(restart, { shadowCopies, excludedHostPaths: ['C:\\site'], stateDevice }) },
    });
    await high.carryOut(makeModel(captureNodes({ fileAccess: 'VSS' })));
    expect(high.userState.captures).toMatchObject([
      {
        device: { drives: { 'C:': '/shadow/', 'E:': 'E:\\' } },
        excludedHostPaths: ['/smp/store-1', 'C:\\site', '/shadow/site'],
      },
    ]);
    expect(steps).toEqual(['made C:', 'removed']);
  });
});
