import { describe, expect, it } from 'vitest';
import { PackageId, RunId } from '#shared/model/ids';
import { writeSecretReference } from '#shared/model/secret-reference';
import { createMemorySecrets } from './fakes/memory-stores.ts';
import { group, makeModel, step } from './fakes/model.ts';
import { openStepSecrets, readRunDocument, takeOutSecrets, writeRunDocument } from './run-document.ts';

describe('document of a run', () => {
  it('[ENG-33] takes passwords and undisplayed values out, at any depth, with the command text', () => {
    const account = step('run-command-line', { commandLine: 'x', userPassword: 'pa55' }, { action: 'smsswd.exe pa55' });
    const hidden = { variableName: 'A', variableValue: 'unseen', doNotShowVariableValue: 'true' };
    const shown = step('set-task-sequence-variable', { variableName: 'A', variableValue: 'seen' });
    const model = makeModel([group('g', [account, step('set-task-sequence-variable', hidden)]), shown]);
    const taken = takeOutSecrets(model);
    expect(taken.secrets.map(({ property, text }) => [property, text])).toEqual([
      ['UserPassword', 'pa55'],
      ['VariableValue', 'unseen'],
    ]);
    const text = new TextDecoder().decode(writeRunDocument(taken.model));
    expect([text.includes('pa55'), text.includes('unseen'), text.includes('"seen"')]).toEqual([false, false, true]);
    expect(JSON.stringify(model)).toContain('pa55');
  });

  it('[ENG-34] what names a sealed value is opened when the run begins, and left out when it leads nowhere', async () => {
    const name = (end: number) => writeSecretReference(`00000000-0000-4000-8000-00000000000${end}`);
    const join = step('join-domain-or-workgroup', { domainPassword: name(1) });
    const odd = step('run-command-line', { commandLine: name(2), userPassword: name(3) });
    const { model, secrets } = takeOutSecrets(makeModel([join, odd]));
    expect(JSON.stringify(model)).not.toContain('waystation-secret');
    const store = createMemorySecrets();
    const packageId = PackageId.parse('WAY00001');
    store.steps.set(`${packageId}/${name(1)}`, 'one').set(`${packageId}/${name(2)}`, 'two');
    const opened = await openStepSecrets(store, packageId, [
      ...secrets,
      { nodeId: 'n9', property: 'P', text: 'inline' },
    ]);
    expect(opened.map(({ nodeId, value }) => [nodeId, value])).toEqual([
      [join.id, 'one'],
      [odd.id, 'two'],
      ['n9', 'inline'],
    ]);
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
