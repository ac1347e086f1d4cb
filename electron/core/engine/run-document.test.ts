import { describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import { group, makeModel, step } from './fakes/model.ts';
import { readRunDocument, takeOutSecrets, writeRunDocument } from './run-document.ts';

describe('document of a run', () => {
  it('[ENG-33] takes passwords and undisplayed values out, at any depth, with the command text', () => {
    const account = step('run-command-line', { commandLine: 'x', userPassword: 'pa55' }, { action: 'smsswd.exe pa55' });
    const hidden = { variableName: 'A', variableValue: 'unseen', doNotShowVariableValue: 'true' };
    const shown = step('set-task-sequence-variable', { variableName: 'A', variableValue: 'seen' });
    const model = makeModel([group('g', [account, step('set-task-sequence-variable', hidden)]), shown]);
    const taken = takeOutSecrets(model);
    expect(taken.secrets.map(({ property, value }) => [property, value])).toEqual([
      ['UserPassword', 'pa55'],
      ['VariableValue', 'unseen'],
    ]);
    const text = new TextDecoder().decode(writeRunDocument(taken.model));
    expect([text.includes('pa55'), text.includes('unseen'), text.includes('"seen"')]).toEqual([false, false, true]);
    expect(JSON.stringify(model)).toContain('pa55');
  });

  it('[ENG-5] a document of another version or form is refused', () => {
    const runId = RunId.parse(3);
    const document = writeRunDocument(makeModel([]));
    expect(readRunDocument(runId, 1, document)).toEqual(makeModel([]));
    expect(() => readRunDocument(runId, 2, document)).toThrow('RUN_VERSION_UNKNOWN');
    expect(() => readRunDocument(runId, 1, new TextEncoder().encode('{"version":1}'))).toThrow('RUN_VERSION_UNKNOWN');
    expect(() => readRunDocument(runId, 1, new TextEncoder().encode('no JSON'))).toThrow('RUN_VERSION_UNKNOWN');
  });
});
