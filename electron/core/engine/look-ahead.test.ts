import { afterEach, describe, expect, it } from 'vitest';
import { errorMessages } from '#shared/contract/message';
import type { RunDevice } from './ports.ts';
import type { SequenceNode } from '#shared/model/sequence';
import { stepDescriptions } from '#shared/steps/catalog';
import { createHarness, deviceId, type Harness } from './fakes/harness.ts';
import { command, group, makeModel, setVariable, step, when } from './fakes/model.ts';

const open: Harness[] = [];
function harness(device: Partial<RunDevice> = {}): Harness {
  const made = createHarness({ device });
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

const look = (h: Harness, nodes: SequenceNode[], variables: { name: string; value: string }[] = []) =>
  h.service.lookAhead({ model: makeModel(nodes), deviceId, variables });

const toolkit = 'cscript.exe "%SCRIPTROOT%\\ZTITatoo.wsf"';
const restart = (target: string) => step('restart-computer', { target });

/** Every type as it is when new, and those that refuse by what they say. */
const cases: SequenceNode[] = [
  ...stepDescriptions.filter(({ id }) => id !== 'group').map(({ id }) => step(id)),
  command('echo'),
  command(toolkit),
  step('run-command-line', { commandLine: 'x', packageId: 'LAB00001' }),
  step('run-command-line', { commandLine: 'x', runAsUser: 'true' }),
  step('run-powershell-script', { scriptName: 'a.ps1' }),
  step('capture-user-state', { useHardlinks: 'true' }),
  step('capture-user-state', { offlineUserState: 'true' }),
  step('restore-user-state', { mode: 'Advanced', configFiles: 'only.xml' }),
  step('run-command-line', { commandLine: 'x' }, { runIn: 'WinPE' }),
  step('run-command-line', { commandLine: 'x' }, { runIn: 'FullOS' }),
  step('check-readiness', {}, { type: 'BDD_Validate' }),
  step('check-readiness', {}, { type: 'Never_Seen' }),
];

describe('what cannot act', () => {
  it.each([
    ['that allows commands', {}],
    ['that allows none', { allowHostCommands: false }],
    ['in Windows PE', { environment: 'WinPE' }],
  ] as const)('[ENG-185] the list is what the engine then does, on a device %s', async (_name, device) => {
    for (const node of cases) {
      const h = harness(device);
      const [found] = await look(h, [node]);
      const { error } = (await h.service.view(await h.carryOut(makeModel([node])))).row;
      const named = `${node.type} ${JSON.stringify(node.variables)}`;
      // What was not foreseen may fail by what it finds, never by what it is.
      const isForeseen = found !== undefined || (error !== null && refusals.has(error.code));
      const done = isForeseen && error !== null ? errorMessages(error.code, error.details) : null;
      expect.soft(found === undefined ? null : errorMessages(found.code, found.details), named).toEqual(done);
    }
  });

  it('[ENG-186] a command of the toolkit acts where the run says where the toolkit is', async () => {
    const h = harness();
    expect(await look(h, [command(toolkit)])).toMatchObject([{ number: 1, code: 'STEP_NOT_SUPPORTED_HERE' }]);
    expect(await look(h, [command(toolkit)], [{ name: 'ScriptRoot', value: 'C:\\Deploy' }])).toEqual([]);
    expect(await look(h, [setVariable('SCRIPTROOT', 'C:\\Deploy'), command(toolkit)])).toEqual([]);
    const { row } = await h.service.view(
      await h.carryOut(makeModel([setVariable('SCRIPTROOT', 'C:\\Deploy'), command(toolkit)])),
    );
    expect(row.state).toBe('succeeded');
  });

  it('[ENG-185] no value that is hidden stands in what a step would need', async () => {
    const variables = [{ name: 'Share', value: 'wh0le-secret', isSecret: true }];
    const restore = step('restore-user-state', { mode: 'Advanced', configFiles: '%Share%.xml' });
    const [found] = await look(harness({ variables }), [restore]);
    expect([found?.code, found?.details['file']]).toEqual(['STATE_RULES_REFUSED', '(hidden).xml']);
  });

  it('[ENG-187] restarts count, disabled steps do not, and what a condition decides is marked', async () => {
    const h = harness();
    const inPe = (): SequenceNode => step('run-command-line', { commandLine: 'x' }, { runIn: 'WinPE' });
    const found = await look(h, [
      inPe(),
      group('Off', [inPe()], { disabled: true }),
      { ...inPe(), disabled: true },
      group('Maybe', [inPe()], { condition: when('A', 'exists') }),
      restart('WinPE'),
      inPe(),
    ]);
    expect(found.map(({ number, isConditional }) => [number, isConditional])).toEqual([
      [1, false],
      [6, true],
    ]);
    expect(h.runs.kept.size).toBe(0);
  });
});

/** Codes of what a step cannot do here, whatever it finds. */
const refusals: ReadonlySet<string> = new Set([
  'STEP_NOT_SUPPORTED_HERE',
  'STEP_UNKNOWN_TYPE',
  'STEP_WRONG_ENVIRONMENT',
  'HOST_COMMANDS_NOT_ALLOWED',
  'STATE_RULES_REFUSED',
]);

it('[ENG-210] a value that is longer than a variable may be is not carried on, as a run does not', async () => {
  const doubled = Array.from({ length: 40 }, () => setVariable('A', '%A%%A%'));
  const named = step('restore-user-state', { mode: 'Advanced', configFiles: '%A%.xml' });
  const [found] = await look(harness(), [setVariable('A', 'x'.repeat(1200)), ...doubled, named]);
  // 2400; 4800 are no value.
  expect(found?.details['file']).toBe(`${'x'.repeat(2400)}.xml`);
});
