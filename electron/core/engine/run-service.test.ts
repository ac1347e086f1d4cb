import { inEnglish } from '../ports/fakes/english.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunStepRow } from '#shared/model/run';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { createHarness, type Harness, type HarnessOptions } from './fakes/harness.ts';
import { command, failing, group, makeModel, setVariable, step, when } from './fakes/model.ts';

const open: Harness[] = [];
function harness(options: HarnessOptions = {}): Harness {
  const made = createHarness(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

const brief = (steps: readonly RunStepRow[]): string[] =>
  steps.map((row) => `${row.number} ${row.state}${row.skipReason === null ? '' : ` ${row.skipReason}`}`);
const value = async (h: Harness, runId: Parameters<Harness['service']['view']>[0], name: string) =>
  (await h.service.view(runId)).variables.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;

describe('order, groups and failure', () => {
  it('[ENG-14] a failure leaves groups until one continues on error, then goes on after that one', async () => {
    const h = harness();
    const runId = await h.carryOut(
      makeModel([
        group('outer', [group('inner', [failing(), setVariable('A', '1')]), setVariable('B', '1')], {
          continueOnError: true,
        }),
        setVariable('C', '1'),
      ]),
    );
    const { row, steps } = await h.service.view(runId);
    expect(brief(steps)).toEqual([
      '1 failed-ignored',
      '2 failed',
      '3 failed',
      '4 skipped group-failed',
      '5 skipped group-failed',
      '6 succeeded',
    ]);
    expect(row).toMatchObject({ state: 'succeeded', stepTotal: 4, stepDone: 4, error: null });
  });

  it('[ENG-15] with no such group the sequence fails, and later rows are not reached', async () => {
    const h = harness();
    const runId = await h.carryOut(makeModel([group('g', [failing()]), setVariable('C', '1')]));
    const { row, steps } = await h.service.view(runId);
    expect(brief(steps)).toEqual(['1 failed', '2 failed', '3 not-reached']);
    expect(row.state).toBe('failed');
    expect(row.error).toMatchObject({ code: 'STEP_UNKNOWN_TYPE', stepNumber: 2 });
  });

  it('[ENG-12] disabled and false-conditioned rows are skipped with all below, and touch no last action', async () => {
    const h = harness();
    const runId = await h.carryOut(
      makeModel([
        failing({ continueOnError: true }),
        group('off', [setVariable('A', '1')], { disabled: true }),
        group('never', [setVariable('B', '1')], { condition: when('NO', 'exists') }),
        setVariable('C', '1', { condition: when('_SMSTSLastActionSucceeded', 'equals', 'FALSE') }),
      ]),
    );
    const { steps } = await h.service.view(runId);
    expect(brief(steps)).toEqual([
      '1 failed-ignored',
      '2 skipped disabled',
      '3 skipped disabled-by-group',
      '4 skipped condition-false',
      '5 skipped group-skipped',
      '6 succeeded',
    ]);
    expect(inEnglish(steps[3]?.conditionText)).toBe('variable NO exists');
  });

  it('[ENG-11] a group condition is looked at once, on entry', async () => {
    const h = harness();
    const runId = await h.carryOut(
      makeModel([
        setVariable('GO', '1'),
        group('g', [setVariable('GO', ''), setVariable('A', '1')], { condition: when('GO', 'equals', '1') }),
      ]),
    );
    expect(brief((await h.service.view(runId)).steps)).toEqual([
      '1 succeeded',
      '2 succeeded',
      '3 succeeded',
      '4 succeeded',
    ]);
    expect(await value(h, runId, 'GO')).toBeUndefined();
  });

  it('[ENG-17] a step of the other environment fails with its code', async () => {
    const h = harness();
    const runId = await h.carryOut(makeModel([setVariable('A', '1', { runIn: 'WinPE' })]));
    expect((await h.service.view(runId)).row.error).toMatchObject({
      code: 'STEP_WRONG_ENVIRONMENT',
      details: { expected: 'WinPE', actual: 'FullOS' },
    });
  });

  it('[ENG-16] retries are counted, and a failure that cannot change is not retried', async () => {
    let calls = 0;
    const processes = createFakeProcesses(() => {
      calls += 1;
      return { kind: 'exited', exitCode: calls < 3 ? 5 : 0 };
    });
    const h = harness({ processes });
    const runId = await h.carryOut(
      makeModel([command('setup', { retryCount: 2 }), failing({ retryCount: 5, continueOnError: true })]),
    );
    const { steps } = await h.service.view(runId);
    expect(steps.map((row) => row.attempts)).toEqual([3, 1]);
    expect(steps[0]).toMatchObject({ state: 'succeeded', error: null, returnCode: 0 });
  });
});

describe('restarts', () => {
  it('[ENG-61] Restart Computer changes the environment of the device, and the run goes on', async () => {
    const h = harness();
    const runId = await h.carryOut(
      makeModel([
        step('restart-computer', { target: 'WinPE' }),
        setVariable('SEEN', '%_SMSTSInWinPE%', { runIn: 'WinPE' }),
        step('restart-computer', { target: 'HD' }),
        setVariable('AFTER', '%_SMSTSInWinPE%', { runIn: 'FullOS' }),
      ]),
    );
    expect((await h.service.view(runId)).row.state).toBe('succeeded');
    expect([await value(h, runId, 'SEEN'), await value(h, runId, 'AFTER')]).toEqual(['true', 'false']);
    expect(h.device.environment).toBe('FullOS');
  });

  it('[ENG-18] 3010 restarts and goes on with the next row', async () => {
    const h = harness({ processes: createFakeProcesses(() => ({ kind: 'exited', exitCode: 3010 })) });
    const runId = await h.carryOut(makeModel([command('x', { successCodes: '0 3010' }), setVariable('A', '1')]));
    const kinds = h.journal.rows.get(runId)?.map((row) => row.kind);
    expect(kinds).toEqual([
      ...['run-created', 'run-started', 'step-started', 'step-succeeded', 'device-restarted', 'step-started'],
      ...['step-succeeded', 'run-ended'],
    ]);
    expect(await value(h, runId, '_SMSTSLastActionRetCode')).toBe('0');
  });

  it('[ENG-19] SMSTSRebootRequested restarts, with SMSTSRetryRequested the same step runs again', async () => {
    const h = harness();
    const runId = await h.carryOut(
      makeModel([setVariable('SMSTSRetryRequested', '1'), setVariable('SMSTSRebootRequested', 'WinPE')]),
    );
    // The step runs again and asks again, this time without the retry, which the engine has cleared.
    const { steps, row, environment } = await h.service.view(runId);
    expect([steps[1]?.attempts, row.state, environment]).toEqual([2, 'succeeded', 'WinPE']);
    expect(await value(h, runId, 'SMSTSRebootRequested')).toBeUndefined();
  });
});

describe('variables', () => {
  it('[ENG-20] start values win over the device, what the run sets wins over both, names have no case', async () => {
    const variables = ['A', 'B', 'C'].map((name) => ({ name, value: 'device', isSecret: false }));
    const h = harness({ device: { variables } });
    const runId = await h.carryOut(makeModel([setVariable('c', 'run')]), {
      variables: [
        { name: 'b', value: 'start' },
        { name: 'C', value: 'start' },
      ],
    });
    const shown = (await h.service.view(runId)).variables.filter((one) => /^[abc]$/i.test(one.name));
    expect(shown.map(({ name, value: text, setBy }) => [name, text, setBy])).toEqual([
      ['A', 'device', 'device'],
      ['b', 'start', 'start'],
      ['c', 'run', 'step'],
    ]);
  });

  it('[ENG-24] read-only and impossible names fail the step', async () => {
    const h = harness();
    const first = await h.carryOut(makeModel([setVariable('_X', '1')]));
    const second = await h.carryOut(makeModel([setVariable('1X', '1')]));
    expect((await h.service.view(first)).row.error?.code).toBe('VARIABLE_READ_ONLY');
    expect((await h.service.view(second)).row.error?.code).toBe('VARIABLE_NAME_INVALID');
  });

  it('[ENG-25] a value has at most 4000 characters', async () => {
    const h = harness();
    const good = await h.carryOut(makeModel([setVariable('A', 'x'.repeat(4000))]));
    const bad = await h.carryOut(makeModel([setVariable('A', 'x'.repeat(4001))]));
    expect((await h.service.view(good)).row.state).toBe('succeeded');
    expect((await h.service.view(bad)).row.error?.code).toBe('STEP_PROPERTY_INVALID');
  });

  it('[ENG-26] more than 8 KB of variables is warned of', async () => {
    const h = harness();
    const many = ['A', 'B', 'C'].map((name) => setVariable(name, 'x'.repeat(3000)));
    await h.carryOut(makeModel(many));
    const warnings = h.logSink.entries.filter((entry) => entry.severity === 'warning');
    expect(warnings.map((entry) => entry.message)).toEqual([expect.stringContaining('8192')]);
  });

  it('[ENG-27] built-in variables say what is true here', async () => {
    const h = harness();
    const runId = await h.carryOut(makeModel([group('g', [setVariable('A', '1', { name: 'Only' })])]));
    const { variables } = await h.service.view(runId);
    const engine = variables.filter((one) => one.setBy === 'engine').map((one) => `${one.name}=${one.value}`);
    expect(engine).toEqual([
      '_SMSTSCurrentActionName=Only',
      '_SMSTSInstructionTableSize=2',
      '_SMSTSInWinPE=false',
      '_SMSTSLastActionName=Only',
      '_SMSTSLastActionRetCode=0',
      '_SMSTSLastActionSucceeded=true',
      '_SMSTSLaunchMode=SMS',
      `_SMSTSLogPath=/logs/${runId}`,
      '_SMSTSMachineName=OLD-PC',
      '_SMSTSNextInstructionPointer=2',
      '_SMSTSOrgName=Contoso',
      '_SMSTSPackageID=WAY00001',
      '_SMSTSPackageName=Test',
      '_SMSTSSiteCode=WAY',
      '_SMSTSUserStarted=true',
    ]);
  });
});
