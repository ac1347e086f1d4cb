import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import type { DynamicRule } from '#shared/model/dynamic-rules';
import { findVariable } from '#shared/model/variable';
import { readDynamicRules } from '../transfer/dynamic-rules.ts';
import { anyRules, placed } from '../transfer/any-rules.contract.ts';
import { writeDynamicRules } from '../transfer/write-dynamic-rules.ts';
import { escapeText } from '../transfer/xml/text.ts';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';

const documentOf = (variable: string, type = 'SetDynamicVariablesAction') =>
  `<sequence version="3.10"><step type="SMS_TaskSequence_${type}" name="D"><action>OSDSetDynamicVariables.exe</action>` +
  `<defaultVarList>${variable}</defaultVarList></step></sequence>\r\n`;
const variableOf = (raw: string) => `<variable name="OSDSetDynamicVariablesRules" property="Rules">${raw}</variable>`;

function open(text: string) {
  const clock = { now: () => 0, wait: () => Promise.resolve() };
  const session = new EditingSession(new SequenceDocument(text), clock);
  const rules = (): DynamicRule[] => {
    const read = readDynamicRules(findVariable(session.document.node('n1').variables, 'Rules')?.value ?? '');
    return read.state === 'read' ? read.rules : [];
  };
  const set = (wanted: readonly DynamicRule[], field: string | null = null) =>
    session.apply([{ kind: 'setRules', id: 'n1', rules: [...wanted], field }]);
  return { session, rules, set };
}

it('[STEP-38] any rules set in a step are those that it has then; undone they leave the very bytes', () => {
  fc.assert(
    fc.property(anyRules, anyRules, fc.constantFrom('\r\n', '\n'), fc.boolean(), (before, after, eol, isSpelled) => {
      const raw = escapeText(writeDynamicRules('', before), eol);
      const source = documentOf(variableOf(isSpelled ? raw.replaceAll('"', '&quot;') : raw));
      const { session, rules, set } = open(source);
      set([...rules(), ...after]);
      expect(rules()).toEqual(placed([...before, ...after]));
      const edited = session.document.print();
      set(rules());
      expect(session.document.print()).toBe(edited);
      while (session.position > 0) session.undo();
      expect(session.document.print()).toBe(source);
    }),
  );
});

it.each([
  ['has none yet', documentOf('')],
  ['has them empty', documentOf(variableOf(''))],
  ['closes them itself', documentOf('<variable name="OSDSetDynamicVariablesRules" property="Rules"/>')],
])('[STEP-38] a step that %s gets rules and loses them by undo', (_name, source) => {
  const { session, rules, set } = open(source);
  const wanted: DynamicRule[] = [{ key: null, test: { kind: 'none' }, variables: [] }];
  set(wanted);
  expect(rules()).toEqual(placed(wanted));
  expect(session.document.print()).toContain(
    '&lt;Rule&gt;&lt;Variables&gt;&lt;/Variables&gt;&lt;/Rule&gt;&lt;/Rules&gt;',
  );
  session.undo();
  expect(session.document.print()).toBe(source);
});

it('[DOC-7] typing in one field of a rule is one step; what is not typed has its own', () => {
  const { session, rules, set } = open(documentOf(variableOf('')));
  set([{ key: null, test: { kind: 'location', defaultGateway: '' }, variables: [] }]);
  for (const defaultGateway of ['1', '10', '10.']) {
    set([{ key: 0, test: { kind: 'location', defaultGateway }, variables: [] }], '0.defaultGateway');
  }
  expect([session.position, rules()[0]?.test]).toEqual([2, { kind: 'location', defaultGateway: '10.' }]);
  set([]);
  expect(session.position).toBe(3);
});

it('[STEP-39] a step of another type takes no rules, and rules that cannot be read are not written over', () => {
  const refused = (source: string): string => {
    const { session, set } = open(source);
    try {
      set([]);
    } catch (error) {
      expect(session.document.print()).toBe(source);
      if (isAppError(error)) return error.code;
    }
    throw new Error('it was taken');
  };
  expect(refused(documentOf('', 'RunCommandLineAction'))).toBe('EDIT_INVALID');
  expect(refused(documentOf(variableOf('&lt;Rules&gt;')))).toBe('EDIT_VALUE_INVALID');
});
