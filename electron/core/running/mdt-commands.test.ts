import { afterEach, describe, expect, it } from 'vitest';
import { SequenceDocument } from '../sequence/document.ts';
import { createHarness, type Harness } from '../engine/fakes/harness.ts';

const open: Harness[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

const mdt = (steps: string): string =>
  `<sequence version="3.00" name="Lab" description=""><group name="All" expand="true"><action />${steps}</group></sequence>`;
const step = (type: string, action: string, list = ''): string =>
  `<step${type === '' ? '' : ` type="${type}"`} name="It" description="" startIn="" successCodeList="0 3010" runIn="WinPEandFullOS"><defaultVarList>${list}</defaultVarList><action>${action}</action></step>`;

async function carryOut(text: string) {
  const harness = createHarness();
  open.push(harness);
  const runId = await harness.carryOut(new SequenceDocument(text).model());
  const { error, state } = (await harness.service.view(runId)).row;
  return { commands: harness.processes.requests.map(({ command }) => command), error, state, harness };
}

describe('steps of the Deployment Toolkit', () => {
  it('[ENG-163] commands run from the action, with and without a type', async () => {
    const list =
      '<variable name="PackageID" property="PackageID" /><variable name="RunAsUser" property="RunAsUser">false</variable>';
    const { commands, state } = await carryOut(
      mdt(
        step('SMS_TaskSequence_RunCommandLineAction', 'cmd /c exit 0', list) +
          step('', 'one &amp; two', list) +
          step('BDD_RunPowerShellAction', 'three'),
      ),
    );
    expect([commands, state]).toEqual([['cmd /c exit 0', 'one & two', 'three'], 'succeeded']);
  });

  it('[ENG-163] a step that calls a script of the toolkit says that it needs the toolkit', async () => {
    const { commands, error } = await carryOut(mdt(step('BDD_Gather', 'cscript.exe "%SCRIPTROOT%\\ZTIGather.wsf"')));
    expect([commands, error?.code]).toEqual([[], 'STEP_NOT_SUPPORTED_HERE']);
  });

  it('[ENG-163] an empty target of a restart is that of its command', async () => {
    const restart = (action: string) => step('SMS_TaskSequence_RebootAction', action, '<variable name="Target" />');
    const { harness, state } = await carryOut(mdt(restart('smsboot.exe /target:WinPE')));
    expect([state, harness.device.environment]).toEqual(['succeeded', 'WinPE']);
    expect((await carryOut(mdt(restart('smsboot.exe')))).error?.code).toBe('STEP_PROPERTY_INVALID');
  });
});
