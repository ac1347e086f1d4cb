import { describe, expect, it } from 'vitest';
import { runFigures, tookMs } from './run-figures.ts';
import { advanceModel, currentStep, failedStep, modelOfView, resultStore } from './run-model.ts';
import { testAdvance, testRow, testStep, testVariable, testView } from './fakes/runs.ts';
import { stepStateWords } from './run-words.ts';
import { laneOf, timeAxis } from './time-axis.ts';

describe('the model of a run', () => {
  it('[UI-200] replaces exactly the rows that an event names and keeps the other objects', () => {
    const model = modelOfView(testView());
    const running = testStep(2, { state: 'running', startedAt: 1_000_500 });
    const next = advanceModel(model, testAdvance({ steps: [running], row: testRow({ stepDone: 2 }) }));
    expect(next?.steps[1]).toBe(running);
    expect(next?.steps.filter((step, place) => step !== model.steps[place])).toEqual([running]);
    expect(next?.row.stepDone).toBe(2);
  });

  it('[UI-201] cannot take an event that names a row it has never seen', () => {
    expect(advanceModel(modelOfView(testView()), testAdvance({ steps: [testStep(9)] }))).toBeNull();
  });

  it('[UI-203] marks the variables that changed last, whatever the case of their names', () => {
    const model = modelOfView(testView());
    const next = advanceModel(model, testAdvance({ variables: [testVariable('osdcomputername', 'NEW-02')] }));
    expect(next?.variables.map((variable) => variable.value)).toEqual(['NEW-02']);
    expect([...(next?.changedVariables ?? [])]).toEqual(['osdcomputername']);
    const later = next === null ? null : advanceModel(next, testAdvance());
    expect([...(later?.changedVariables ?? [])]).toEqual(['osdcomputername']);
    const gone = next === null ? null : advanceModel(next, testAdvance({ removedVariables: ['OSDCOMPUTERNAME'] }));
    expect(gone?.variables).toEqual([]);
  });

  it('[UI-204] counts whole steps and the fraction of the one that works', () => {
    const progress = { fraction: 0.5, text: '', doneBytes: null, totalBytes: null, remainingMs: 9000 };
    const steps = [testStep(1, { state: 'running' }), testStep(2), testStep(3, { state: 'running', progress })];
    const figures = runFigures(testRow({ stepDone: 1, stepTotal: 4 }), steps, 1_060_000);
    expect(figures).toEqual({
      done: 1,
      total: 4,
      fraction: 0.375,
      percent: 37,
      elapsedMs: 60_000,
      stepRemainingMs: 9000,
    });
    expect(currentStep(steps)?.number).toBe(3);
  });

  it('[UI-204] times a row from its start to its end, or to now while it works', () => {
    expect(tookMs(testStep(2), 5)).toBeNull();
    expect(tookMs({ state: 'running', startedAt: 10, endedAt: null }, 25)).toBe(15);
    expect(tookMs({ state: 'succeeded', startedAt: 10, endedAt: 12 }, 25)).toBe(2);
    expect(tookMs({ state: 'interrupted', startedAt: 10, endedAt: null }, 25)).toBeNull();
  });

  it('[UI-205] draws all rows on one axis with a handful of round ticks', () => {
    const axis = timeAxis({ startedAt: 0, endedAt: 100_000, state: 'succeeded' }, 900_000);
    expect(axis.spanMs).toBe(100_000);
    expect(axis.ticks.map((tick) => tick.ms)).toEqual([0, 30_000, 60_000, 90_000]);
    expect(laneOf({ state: 'succeeded', startedAt: 25_000, endedAt: 75_000 }, axis, 0)).toEqual({
      left: 0.25,
      width: 0.5,
    });
    expect(laneOf({ state: 'not-reached', startedAt: null, endedAt: null }, axis, 0)).toBeNull();
    const short = laneOf({ state: 'succeeded', startedAt: 50_000, endedAt: 50_001 }, axis, 0);
    expect(short?.width).toBeGreaterThan(0.004);
  });

  it('[UI-206] finds the step that failed and the store that was written', () => {
    const error = { code: 'DISK_FULL' as const, details: {}, stepNumber: 3, returnCode: null };
    const model = { row: testRow({ error }), steps: [testStep(1), testStep(2), testStep(3)] };
    expect(failedStep(model)?.number).toBe(3);
    expect(resultStore(model.steps)).toBeNull();
  });
});

it('[UI-585] a step that left something out has the bar of a warning, and others that of their state', () => {
  const text = ((key: string) => key) as Parameters<typeof stepStateWords>[0]['text'];
  const stateOf = (change: Parameters<typeof testStep>[1]) => stepStateWords({ text }, testStep(2, change), true).state;
  expect(stateOf({ state: 'succeeded', isIncomplete: true })).toBe('warning');
  expect(stateOf({ state: 'succeeded' })).toBe('success');
  expect(stateOf({ state: 'failed', isIncomplete: true })).toBe('failed');
});
