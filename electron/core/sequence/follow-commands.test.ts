import { describe, expect, it } from 'vitest';
import { SequenceDocument } from './document.ts';

const step = (type: string, action: string, variables: string, more = ''): string =>
  `<sequence version="3.10"><step type="SMS_TaskSequence_${type}" name="It" description="" runIn="WinPE" successCodeList="0"${more}><action>${action}</action><defaultVarList>${variables}</defaultVarList></step></sequence>`;
const variable = (name: string, value: string): string =>
  `<variable name="${name}" property="${name}" hidden="true">${value}</variable>`;

function commandAfter(text: string, property: string, value: string | null): string {
  const document = new SequenceDocument(text);
  document.apply({ kind: 'setVariable', id: 'n1', property, value });
  return document.node('n1').action;
}

describe('commands that follow an edit', () => {
  it('[STEP-24] content that is read from the distribution point is said by variable, command and attribute', () => {
    const variables = variable('ImagePackageID', 'LAB00001') + variable('RunFromNet', 'false');
    const command = 'OSDApplyOS.exe /image:LAB00001,%OSDImageIndex% /runfromnet:False';
    const text = step('ApplyOperatingSystemAction', command, variables, ' retryCount="0" runFromNet="false"');
    const document = new SequenceDocument(text);
    const id = document.rows()[0]?.id ?? '';
    document.apply({ kind: 'setVariable', id, property: 'RunFromNet', value: 'True' });
    expect(document.print()).toContain(' runFromNet="true"');
    expect(document.node(id).action).toMatch(/\/runfromnet:True$/i);
    document.apply({ kind: 'setVariable', id, property: 'RunFromNet', value: 'false' });
    expect(document.print()).toContain(' runFromNet="false"');
  });

  const set = variable('VariableName', 'A') + variable('VariableValue', 'old');

  it.each([
    ['tsenv.exe "A=old"', 'tsenv.exe "A=new"'],
    ['tsenv.exe "A=old" /hiddenflag:', 'tsenv.exe "A=new" /hiddenflag:'],
    ['tsenv.exe "A=old"  ', 'tsenv.exe "A=new"  '],
  ])('[XFER-102] %s becomes %s', (before, after) => {
    expect(commandAfter(step('SetVariableAction', before, set), 'VariableValue', 'new')).toBe(after);
  });

  it('[XFER-102] a flag that gets a value is written, and goes when the value goes', () => {
    const bare = step('SetVariableAction', 'tsenv.exe "A=old"', set);
    expect(commandAfter(bare, 'DoNotShowVariableValue', 'false')).toBe('tsenv.exe "A=old" /hiddenflag:False');
    const flagged = step(
      'SetVariableAction',
      'tsenv.exe "A=old" /hiddenflag:False',
      variable('DoNotShowVariableValue', 'false') + set,
    );
    expect(commandAfter(flagged, 'DoNotShowVariableValue', null)).toBe('tsenv.exe "A=old"');
  });

  it('[XFER-102] an operating system image without RunFromNet gets no such argument', () => {
    const text = step(
      'ApplyOperatingSystemAction',
      'OSDApplyOS.exe /image:LAB00001,%OSDImageIndex%',
      variable('ImagePackageID', 'LAB00001'),
    );
    expect(commandAfter(text, 'ImagePackageID', 'LAB00002')).toBe('OSDApplyOS.exe /image:LAB00002,%OSDImageIndex%');
  });

  it('[XFER-102] arguments that the field writes without a value stay as it has them', () => {
    const text = step(
      'InstallApplicationAction',
      'smsappinstall.exe /app: /basevar: /continueOnError:False',
      variable('BaseVariableName', '') + variable('ContinueOnInstallError', 'false'),
    );
    expect(commandAfter(text, 'ContinueOnInstallError', 'true')).toBe(
      'smsappinstall.exe /app: /basevar: /continueOnError:True',
    );
    expect(
      commandAfter(step('RunCommandLineAction', 'x', variable('CommandLine', 'x')), 'CommandLine', 'cmd /c: y'),
    ).toBe('smsswd.exe /run: cmd /c: y');
  });

  it('[XFER-103] the codes that MDT keeps a second time stay, whatever the list of codes becomes', () => {
    const text = step('', 'ver', '', ' startIn="" successCodes="0 3010"').replace(' type="SMS_TaskSequence_"', '');
    const document = new SequenceDocument(text);
    document.apply({ kind: 'setStepOption', id: 'n1', option: 'successCodes', value: '0 1' });
    expect(document.print()).toBe(text.replace('successCodeList="0"', 'successCodeList="0 1"'));
  });
});
