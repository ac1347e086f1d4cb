import { afterEach, expect, it } from 'vitest';
import { writeSecretReference } from '#shared/model/secret-reference';
import { createHarness, type Harness } from './fakes/harness.ts';
import { command, makeModel, step } from './fakes/model.ts';

const value = 'Op3n-Sesame';
let h: Harness;
afterEach(() => h.dispose());

/** Where a run could let a value out: its kept document, its journal, its log, its view and its rows. */
async function lettingOut(model: ReturnType<typeof makeModel>): Promise<string[]> {
  const runId = await h.carryOut(model);
  const view = await h.service.view(runId);
  const places = {
    view: JSON.stringify(view),
    log: JSON.stringify(h.logSink.entries),
    journal: JSON.stringify([...h.journal.rows]),
    document: [...h.runs.kept.values()].map(({ document }) => new TextDecoder().decode(document)).join(),
    files: [...h.logFiles.texts.values()].join(),
    problems: h.problems.join(),
  };
  const looked = [places.view, places.log, places.journal, places.document, places.files];
  expect(looked.filter((text) => text.length < 20)).toEqual([]);
  return Object.entries(places).flatMap(([name, text]) => (text.includes(value) ? [name] : []));
}

it.each(['true', 'True', 'TRUE', '1', ' true ', 'yes'])(
  '[XFER-51] %j: a command gets the value in its line and its environment, and nothing else of a run shows it',
  async (flag) => {
    for (const given of ['variableValue', 'hiddenVariableValue'] as const) {
      for (const isSealed of [false, true]) {
        h = createHarness({});
        const reference = writeSecretReference('00000000-0000-4000-8000-000000000001');
        h.secrets.steps.set(`WAY00001/${reference}`, value);
        const text = isSealed ? reference : value;
        const hiding = step('set-task-sequence-variable', {
          variableName: 'Key',
          doNotShowVariableValue: flag,
          [given]: text,
        });
        const seen = await lettingOut(makeModel([hiding, command(`tool %Key%`)]));
        expect([given, isSealed, seen]).toEqual([given, isSealed, []]);
        const [request] = h.processes.requests;
        expect([request?.command, request?.environment['Key']]).toEqual([`tool ${value}`, value]);
        h.dispose();
      }
    }
    h = createHarness({});
  },
);
