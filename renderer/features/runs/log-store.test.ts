import type { Output, ParsedInput } from '#shared/contract/contract';
import { describe, expect, it, vi } from 'vitest';
import { createFakeClient } from '../../api/fake-client.ts';
import { createLogStore } from './log-store.ts';
import { appendLines, earlierAfter, emptyLog, prependLines, startWindow } from './log-window.ts';
import { testAdvance, testLines, testRunId } from './fakes/runs.ts';

type Answer = Output<'run.log'>;
const counts = { information: 0, warning: 0, error: 0 };

/** A log of `last` lines, answered as the core answers. */
function logOf(last: () => number): (input: ParsedInput<'run.log'>) => Answer {
  return ({ after, limit, text }) => {
    const all = testLines(1, last()).filter((line) => JSON.stringify(line.message).includes(text));
    const lines = after === null ? all.slice(-limit) : all.filter((line) => line.ordinal > after).slice(0, limit);
    return { lines, lastOrdinal: last(), counts };
  };
}

describe('the window on a log', () => {
  it('[UI-207] keeps what is newer once, in order, and asks on while an answer is full', () => {
    const start = startWindow({ lines: testLines(1, 3), lastOrdinal: 3, counts });
    const more = appendLines(start, { lines: testLines(3, 5), lastOrdinal: 5, counts });
    expect(more.window.lines.map((line) => line.ordinal)).toEqual([1, 2, 3, 4, 5]);
    expect(more.isWhole).toBe(true);
    const full = appendLines(emptyLog, { lines: testLines(1, 2000), lastOrdinal: 9000, counts });
    expect([full.isWhole, full.window.readTo]).toEqual([false, 2000]);
  });

  it('[UI-207] gives older lines back page by page until the start is there', () => {
    const end = startWindow({ lines: testLines(2501, 4500), lastOrdinal: 4500, counts });
    expect(earlierAfter(end)).toBe(500);
    const before = prependLines(end, 500, { lines: testLines(501, 2500), lastOrdinal: 4500, counts });
    expect(before.lines).toHaveLength(4000);
    expect(earlierAfter(before)).toBe(0);
    const whole = prependLines(before, 0, { lines: testLines(1, 2000), lastOrdinal: 4500, counts });
    expect(whole.lines.map((line) => line.ordinal)).toEqual(testLines(1, 4500).map((line) => line.ordinal));
    expect(earlierAfter(whole)).toBeNull();
  });
});

describe('the store of a log', () => {
  it('[UI-207] follows by events, one question at a time, and misses no line', async () => {
    let last = 2;
    const client = createFakeClient({ 'run.log': logOf(() => last) });
    const log = createLogStore({ runId: testRunId, client });
    await vi.waitFor(() => expect(log.store.getState().status).toBe('ready'));
    last = 4500;
    for (const ordinal of [10, 400, 4500]) client.emit('run.advanced', testAdvance({ lastLogOrdinal: ordinal }));
    await vi.waitFor(() => expect(log.store.getState().window.readTo).toBe(4500));
    expect(log.store.getState().window.lines.map((line) => line.ordinal)).toEqual(
      testLines(1, 4500).map((line) => line.ordinal),
    );
    log.stop();
  });

  it('[UI-207] drops the answer to a filter that was changed meanwhile', async () => {
    const slow = Promise.withResolvers<Answer>();
    const answer = logOf(() => 20);
    const client = createFakeClient({ 'run.log': (input) => (input.text === '' ? slow.promise : answer(input)) });
    const log = createLogStore({ runId: testRunId, client });
    log.setText('Line 7');
    await vi.waitFor(() => expect(log.store.getState().window.lines).toHaveLength(1));
    slow.resolve({ lines: testLines(1, 20), lastOrdinal: 20, counts });
    await Promise.resolve();
    expect(log.store.getState().window.lines.map((line) => line.message)).toEqual(['Line 7']);
    log.stop();
  });

  it('[UI-207] never turns the last severity off', async () => {
    const client = createFakeClient({ 'run.log': logOf(() => 1) });
    const log = createLogStore({ runId: testRunId, client });
    log.toggleSeverity('information');
    log.toggleSeverity('warning');
    log.toggleSeverity('error');
    expect(log.store.getState().filter.severities).toEqual(['error']);
    await vi.waitFor(() => expect(log.store.getState().status).toBe('ready'));
    log.stop();
  });
});
