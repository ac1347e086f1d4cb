import { describe, expect, it } from 'vitest';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';

const clock = { now: () => 1, wait: () => Promise.resolve() };

const mdtStep = (type: string, action: string, variables = '', more = ' startIn=""'): string =>
  `<sequence version="3.00" name="Lab" description="">\r\n` +
  `  <step${type === '' ? '' : ` type="${type}"`} name="Say" description=""${more} successCodeList="0 3010">\r\n` +
  `    <defaultVarList>\r\n${variables}    </defaultVarList>\r\n    <action>${action}</action>\r\n  </step>\r\n</sequence>\r\n`;
const command = 'SMS_TaskSequence_RunCommandLineAction';
const restart = 'SMS_TaskSequence_RebootAction';
const emptyTarget = '      <variable name="Target" property="Target" />\r\n';

function edited(text: string, property: string, value: string): string {
  const document = new SequenceDocument(text);
  const session = new EditingSession(document, clock);
  session.apply([{ kind: 'setVariable', id: 'n1', property, value }]);
  const after = document.print();
  session.undo();
  expect(document.print()).toBe(text);
  return after;
}

describe('commands of the Deployment Toolkit', () => {
  it.each([command, '', 'BDD_Gather'])(
    '[XFER-100] the command of “%s” is its action, read and edited there',
    (type) => {
      const text = mdtStep(type, 'cmd /c &quot;ver&quot; ');
      const { elsewhere, variables } = new SequenceDocument(text).node('n1');
      expect([elsewhere, variables]).toEqual([{ CommandLine: 'cmd /c "ver" ', WorkingDirectory: '' }, []]);
      expect(edited(text, 'CommandLine', 'a & b')).toBe(text.replace('cmd /c &quot;ver&quot; ', 'a &amp; b'));
    },
  );

  it('[XFER-100] the folder of a command is startIn, unless the list names one', () => {
    const text = mdtStep(command, 'ver', '', ' startIn="C:\\Old"');
    expect(new SequenceDocument(text).node('n1').elsewhere?.['WorkingDirectory']).toBe('C:\\Old');
    expect(edited(text, 'WorkingDirectory', 'C:\\New')).toBe(text.replace('Old', 'New'));
    const without = mdtStep(command, 'ver', '', '');
    expect(new SequenceDocument(without).node('n1').elsewhere).toEqual({ CommandLine: 'ver' });
    expect(edited(without, 'WorkingDirectory', 'C:\\New')).toBe(
      without.replace(' successCodeList', ' startIn="C:\\New" successCodeList'),
    );
    const listed = mdtStep(command, 'ver', '      <variable name="WorkingDirectory">D:\\</variable>\r\n');
    expect(new SequenceDocument(listed).node('n1').elsewhere).toEqual({ CommandLine: 'ver' });
    expect(edited(listed, 'WorkingDirectory', 'E:\\')).toBe(listed.replace('D:\\', 'E:\\'));
  });

  it.each(['', emptyTarget])('[XFER-101] an empty target is the one of the command (%j)', (variables) => {
    const text = mdtStep(restart, 'smsboot.exe /target:WinPE', variables);
    expect(new SequenceDocument(text).node('n1').elsewhere).toEqual({ Target: 'WinPE' });
    expect(edited(text, 'Target', 'HD')).toBe(text.replace('WinPE', 'HD'));
  });

  it('[XFER-101] a target that stands in the list counts, and list and command keep saying the same', () => {
    const text = mdtStep(restart, 'smsboot.exe /target:WinPE', emptyTarget.replace(' />', '>HD</variable>'));
    expect(new SequenceDocument(text).node('n1').elsewhere).toBeUndefined();
    expect(edited(text, 'Target', 'WinPE')).toBe(text.replace('>HD<', '>WinPE<'));
    expect(edited(text, 'Message', 'Bye')).toContain('>HD<');
    const field = `<sequence version="3.10"><step type="${restart}" name="R" description=""><action>smsboot.exe /target:HD</action><defaultVarList><variable name="SMSRebootTarget" property="Target" hidden="true"></variable></defaultVarList></step></sequence>`;
    expect(new SequenceDocument(field).node('n1').elsewhere).toEqual({ Target: 'HD' });
  });
});
