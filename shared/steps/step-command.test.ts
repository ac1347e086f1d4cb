import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepVariable } from '../model/sequence.ts';
import { applyWindowsSettings } from './apply-windows-settings.ts';
import { fillCommand, printCommand } from './step-command.ts';

const variable = (name: string, value: string, property = name, hidden = false): StepVariable => ({
  name,
  property,
  hidden,
  value,
});
const device = (...variables: [name: string, value: string | null][]) => ({
  name: 'PC-7',
  environment: 'WinPE' as const,
  variables: variables.map(([name, value]) => ({ name, value, isSecret: value === null })),
});
const step = (action: string, ...variables: StepVariable[]) => ({
  type: applyWindowsSettings.type,
  action,
  variables,
});

describe('the command of a step with values', () => {
  it('[STEP-45] has the fields of the step, and those of a device in their place', () => {
    const node = step('tool.exe %Index% /name:%OSDComputerName% %Later%', variable('Index', '3', 'ImageIndex'));
    expect(fillCommand(node, null)).toEqual([
      { text: 'tool.exe ', origin: 'text', name: null },
      { text: '3', origin: 'step', name: 'Index' },
      { text: ' /name:', origin: 'text', name: null },
      { text: '%OSDComputerName%', origin: 'unknown', name: 'OSDComputerName' },
      { text: ' ', origin: 'text', name: null },
      { text: '%Later%', origin: 'unknown', name: 'Later' },
    ]);
    const filled = fillCommand(node, device(['INDEX', '8'], ['osdcomputername', 'ANNA']));
    expect(printCommand(filled, '*')).toBe('tool.exe 8 /name:ANNA %Later%');
  });

  it('[STEP-45] takes what the engine knows of the device, and what a field names of it', () => {
    const node = step('a %Name% %_SMSTSInWinPE%', variable('Name', '%_SMSTSMachineName%-%Site%'));
    expect(printCommand(fillCommand(node, device()), '*')).toBe('a PC-7-%Site% true');
    expect(printCommand(fillCommand(node, null), '*')).toBe('a %_SMSTSMachineName%-%Site% %_SMSTSInWinPE%');
  });

  it('[STEP-45] takes no argument of the step for a variable', () => {
    const node = step('a %Only%', variable('Only', 'x', 'Only', true));
    expect(printCommand(fillCommand(node, null), '*')).toBe('a %Only%');
  });

  it('[STEP-46] never has the text of a secret, of the step, of the device, or inside a field', () => {
    const node = step(
      'a %OSDLocalAdminPassword% %Token% %Holder%',
      variable('OSDLocalAdminPassword', 'secret-1', 'AdminPassword'),
      variable('Holder', 'x%Token%x'),
    );
    const pieces = fillCommand(node, device(['Token', null]));
    expect(JSON.stringify(pieces)).not.toContain('secret-1');
    expect(printCommand(pieces, '***')).toBe('a *** *** ***');
  });

  it('[STEP-45] without anything known is the text of the document', () => {
    fc.assert(
      fc.property(fc.string(), (action) => {
        expect(printCommand(fillCommand(step(action), null), '*')).toBe(action);
      }),
    );
  });
});
