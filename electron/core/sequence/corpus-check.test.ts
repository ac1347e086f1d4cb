import { describe, expect, it } from 'vitest';
import { checkSequenceText } from './corpus-check.ts';
import { checkProperties, otherValues } from './corpus-properties.ts';
import { SequenceDocument } from './document.ts';

const variable = (name: string, property: string, value: string): string =>
  `<variable name="${name}" property="${property}">${value}</variable>`;
const field = (type: string, list: string, action = 'x', more = ' successCodeList="0" retryCount="0"'): string =>
  `<sequence version="3.10"><step type="SMS_TaskSequence_${type}" name="It" description="" runIn="WinPE"${more}><action>${action}</action><defaultVarList>${list}</defaultVarList></step></sequence>`;
const application = 'smsappinstall.exe /app: /basevar: /continueOnError:False';

describe('the check of a corpus', () => {
  it.each([
    [
      'an application that joins the references',
      field(
        'InstallApplicationAction',
        variable('ApplicationName', 'ApplicationName', '') +
          variable('ContinueOnInstallError', 'ContinueOnInstallError', 'false'),
        application,
      ),
    ],
    ['a number that takes no words', field('RebootAction', variable('SMSRebootTimeout', 'MessageTimeout', ''))],
    [
      'values for all steps',
      field(
        'RequestStateStoreAction',
        variable('OSDStateSMPRetryCount', 'SMPRetryCount', '3'),
        'osdsmpclient.exe /capture',
      ),
    ],
    [
      'a command that disagrees with its variables',
      field('RunCommandLineAction', variable('CommandLine', 'CommandLine', 'a'), 'smsswd.exe /run: b'),
    ],
    [
      'codes that disagree',
      field('RunCommandLineAction', variable('SuccessCodes', 'SuccessCodes', '0 3010'), 'smsswd.exe /run: '),
    ],
    [
      'MDT',
      '<sequence version="3.00" name="Lab">\r\n  <step name="It" startIn="">\r\n    <defaultVarList>\r\n      <variable name="A" property="A" />\r\n      <variable name="B" property="B"></variable>\r\n    </defaultVarList>\r\n    <action>ver</action>\r\n  </step>\r\n</sequence>',
    ],
  ])('[XFER-113] has no false alarm: %s', async (_name, text) => {
    expect(await checkSequenceText(text, 'f')).toBeUndefined();
  });

  it('[XFER-113] counts what was set, and finds a step that does not get its bytes back', () => {
    const counts = { set: 0, refused: 0 };
    const text = field(
      'SetVariableAction',
      variable('VariableName', 'VariableName', 'A') + variable('VariableValue', 'VariableValue', 'b'),
      'tsenv.exe "A=b"',
    );
    expect(checkProperties(new SequenceDocument(text), counts)).toBeUndefined();
    expect(counts).toEqual({ set: 4, refused: 0 });
    const document = new SequenceDocument(text);
    // A document that writes one value for all is found out.
    const apply = document.apply.bind(document);
    document.apply = (edit) => apply(edit.kind === 'setVariable' ? { ...edit, value: 'lost' } : edit);
    expect(checkProperties(document, counts)).toBe('step 1, VariableName: set back differs');
  });

  it('[XFER-113] other values are of the kind of the property', () => {
    expect(otherValues({ kind: 'bool' }, 'True')).toEqual(['false']);
    expect(otherValues({ kind: 'int', constraint: { min: 5 } }, '5')).toEqual(['6', '7']);
    expect(otherValues({ kind: 'packageRef' }, 'TST00001')).toEqual(['TST00002']);
  });
});
