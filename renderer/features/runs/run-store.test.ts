import { describe, expect, it, vi } from 'vitest';
import { createFakeClient } from '../../api/fake-client.ts';
import { createRunStore, type RunNews } from './run-store.ts';
import { createTestClock, testAdvance, testRow, testRunId, testStep, testView } from './fakes/runs.ts';

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  return Promise.withResolvers<T>();
}

describe('the store of an open run', () => {
  it('[UI-202] applies events that came while the run was read', async () => {
    const answer = deferred<ReturnType<typeof testView>>();
    const client = createFakeClient({ 'run.get': () => answer.promise });
    const run = createRunStore({ runId: testRunId, client, clock: createTestClock() });
    await Promise.resolve();
    client.emit('run.advanced', testAdvance({ steps: [testStep(2, { state: 'succeeded' })] }));
    answer.resolve(testView());
    await vi.waitFor(() => expect(run.store.getState().status).toBe('ready'));
    expect(run.store.getState().model?.steps[1]?.state).toBe('succeeded');
    run.stop();
  });

  it('[UI-201] reads the run again when an event names an unknown row or the connection comes back', async () => {
    let reconnect: () => void = () => undefined;
    const client = createFakeClient({ 'run.get': () => testView() });
    const run = createRunStore({
      runId: testRunId,
      client,
      clock: createTestClock(),
      onReconnect: (listener) => {
        reconnect = listener;
        return () => undefined;
      },
    });
    await vi.waitFor(() => expect(run.store.getState().status).toBe('ready'));
    client.emit('run.advanced', testAdvance({ steps: [testStep(40)] }));
    await vi.waitFor(() => expect(client.callsOf('run.get')).toHaveLength(2));
    reconnect();
    await vi.waitFor(() => expect(client.callsOf('run.get')).toHaveLength(3));
    run.stop();
  });

  it('[UI-326] reads a run of another process again when the site says that it changed, and leaves its own to events', async () => {
    const clock = createTestClock();
    let elsewhere = 0;
    const client = createFakeClient({ 'run.get': () => testView() });
    const run = createRunStore({ runId: testRunId, client, clock, onElsewhere: () => (elsewhere += 1) });
    await vi.waitFor(() => expect(run.store.getState().status).toBe('ready'));
    const changed = (...ids: string[]) =>
      client.emit('site.changed', { revision: 1, changes: [{ kind: 'runs', ids }] });
    changed('8');
    clock.advance(1000);
    expect(client.callsOf('run.get')).toHaveLength(1);
    for (let change = 0; change < 10; change += 1) changed('7');
    clock.advance(1000);
    await vi.waitFor(() => expect(client.callsOf('run.get')).toHaveLength(2));
    expect(elsewhere).toBe(1);
    client.emit('run.advanced', testAdvance());
    changed('7');
    clock.advance(1000);
    expect(client.callsOf('run.get')).toHaveLength(2);
    run.stop();
  });

  it('[UI-200] takes 200 events for 5,000 steps in less than a second', async () => {
    const steps = Array.from({ length: 5000 }, (_, place) => testStep(place + 1));
    const client = createFakeClient({ 'run.get': () => testView({ steps }) });
    const run = createRunStore({ runId: testRunId, client, clock: createTestClock() });
    await vi.waitFor(() => expect(run.store.getState().status).toBe('ready'));
    const start = performance.now();
    for (let number = 1; number <= 200; number += 1) {
      client.emit('run.advanced', testAdvance({ steps: [testStep(number, { state: 'succeeded' })] }));
    }
    expect(performance.now() - start).toBeLessThan(1000);
    expect(run.store.getState().model?.steps.filter((step) => step.state === 'succeeded')).toHaveLength(200);
    run.stop();
  });

  it('[UI-209] ticks only while the run is active and tells each tenth and the end', async () => {
    const clock = createTestClock();
    const news: RunNews[] = [];
    const client = createFakeClient({ 'run.get': () => testView() });
    const run = createRunStore({ runId: testRunId, client, clock, onNews: (one) => news.push(one) });
    await vi.waitFor(() => expect(run.store.getState().status).toBe('ready'));
    clock.advance(3000);
    expect(run.store.getState().now).toBe(1_003_000);
    client.emit('run.advanced', testAdvance({ row: testRow({ stepDone: 2 }) }));
    const ended = testRow({ stepDone: 4, state: 'succeeded', endedAt: 1_003_500 });
    client.handle({ 'run.get': () => testView({ row: ended }) });
    client.emit('run.advanced', testAdvance({ row: ended }));
    await vi.waitFor(() => expect(client.callsOf('run.get')).toHaveLength(2));
    clock.advance(5000);
    expect(run.store.getState().now).toBe(1_003_000);
    expect(news.map((one) => (one.kind === 'progress' ? one.percent : one.model.row.state))).toEqual([50, 'succeeded']);
    run.stop();
  });

  it('[UI-201] shows why a run cannot be read and stays silent after it was closed', async () => {
    const client = createFakeClient();
    const run = createRunStore({ runId: testRunId, client, clock: createTestClock() });
    await vi.waitFor(() => expect(run.store.getState().problem?.code).toBe('NOT_FOUND'));
    run.stop();
    const calls = client.calls.length;
    client.emit('run.advanced', testAdvance());
    expect(client.calls).toHaveLength(calls);
  });
});
