import { beforeEach, describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import type { PendingRestart } from '#shared/model/local-computer';
import type { RestartRequest } from '../engine/ports.ts';
import type { SystemRestart } from '../local/ports.ts';
import { AppError } from '#shared/contract/errors';
import { createSimulatedClock } from '../ports/fakes/simulated-clock.ts';
import { createRestarts } from './restarts.ts';

const runId = RunId.parse(7);
let told: (PendingRestart['state'] | null)[];
let entries: Map<string, string>;
let asked: string[];
let fails: boolean;
let clock: ReturnType<typeof createSimulatedClock>;
beforeEach(() => {
  [told, asked, fails] = [[], [], false];
  entries = new Map();
  clock = createSimulatedClock(1_000_000);
});

const make = (relaunch: readonly string[] | null = ['node', 'open.js'], registry: Partial<SystemRestart> = {}) =>
  createRestarts({
    clock,
    relaunch,
    siteName: 'Lab',
    system: {
      startedAt: () => 500,
      restart(reason) {
        asked.push(reason);
        return fails ? Promise.reject(new AppError('RESTART_FAILED', { reason: 'no' })) : Promise.resolve();
      },
      registerRunOnce: (name, command) => entries.set(name, command.join(' ')).has(name),
      removeRunOnce: (name) => void entries.delete(name),
      ...registry,
    },
    onChange: (restart) => void told.push(restart?.state ?? null),
  });

const request = (seen: boolean[] = []): RestartRequest => ({
  ...{ runId, sequenceName: 'S', message: 'Save your work', seconds: 60 },
  onEntry: (isRegistered) => void seen.push(isRegistered),
});

describe('restarts of this computer', () => {
  it('[RNG-10] are announced, counted down and asked of the system, with one entry that opens Waystation', async () => {
    const restarts = make();
    const seen: boolean[] = [];
    const outcome = restarts.announce(request(seen), new AbortController().signal);
    expect(restarts.pending()).toEqual({
      ...{ runId, sequenceName: 'S', message: 'Save your work', state: 'counting' },
      ...{ announcedAt: 1_000_000, restartsAt: 1_060_000 },
    });
    await clock.advance(59_999);
    expect([asked, [...entries]]).toEqual([[], []]);
    await clock.advance(1);
    expect(await outcome).toBe('asked');
    expect([asked, [...entries], seen, told]).toEqual([
      ['Save your work'],
      [['Waystation Lab', 'node open.js']],
      [true],
      ['counting', 'restarting'],
    ]);
    expect(() => restarts.stop(runId)).toThrow(/RESTART_NOT_PENDING/);
    restarts.over();
    expect([restarts.pending(), entries.size]).toEqual([null, 0]);
  });

  it('[RNG-11] stopping one in time leaves nothing behind; another run cannot', async () => {
    const restarts = make();
    const outcome = restarts.announce(request(), new AbortController().signal);
    expect(() => restarts.stop(RunId.parse(8))).toThrow(/RESTART_NOT_PENDING/);
    restarts.stop(runId);
    expect(await outcome).toBe('stopped');
    expect([asked, entries.size, restarts.pending(), told]).toEqual([[], 0, null, ['counting', null]]);
  });

  it('[RNG-11] a run that is cancelled ends its countdown', async () => {
    const restarts = make();
    const controller = new AbortController();
    const outcome = restarts.announce(request(), controller.signal);
    controller.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([asked, entries.size, restarts.pending()]).toEqual([[], 0, null]);
  });

  it('[RNG-12] it can be hastened, and a refusal of the system takes the entry back', async () => {
    const restarts = make();
    fails = true;
    const outcome = restarts.announce(request(), new AbortController().signal);
    restarts.hasten(runId);
    await expect(outcome).rejects.toMatchObject({ code: 'RESTART_FAILED' });
    expect([asked.length, entries.size, restarts.pending()]).toEqual([1, 0, null]);
  });

  it('[RNG-13] without a way to open itself no entry is written, and without a system nothing restarts', async () => {
    const seen: boolean[] = [];
    const restarts = make(null);
    const outcome = restarts.announce(request(seen), new AbortController().signal);
    await clock.advance(60_000);
    expect([await outcome, seen, entries.size]).toEqual(['asked', [false], 0]);
    expect([restarts.happenedSince(499), restarts.happenedSince(500)]).toEqual([true, false]);
    const none = createRestarts({ clock, relaunch: null, siteName: 'Lab', system: null, onChange: () => undefined });
    await expect(none.announce(request(), new AbortController().signal)).rejects.toMatchObject({
      code: 'RESTART_FAILED',
    });
    expect([none.canRestart, none.happenedSince(0)]).toEqual([false, false]);
  });

  it('[RNG-14] of two windows the first one decides, stopping or hastening', async () => {
    const stopped = make();
    const first = stopped.announce(request(), new AbortController().signal);
    stopped.stop(runId);
    expect(() => stopped.hasten(runId)).toThrow(/RESTART_NOT_PENDING/);
    expect([await first, asked]).toEqual(['stopped', []]);
    const hastened = make();
    const second = hastened.announce(request(), new AbortController().signal);
    hastened.hasten(runId);
    expect(() => hastened.stop(runId)).toThrow(/RESTART_NOT_PENDING/);
    expect([await second, asked.length]).toEqual(['asked', 1]);
  });

  it('[RNG-15] a registry that refuses the entry stops no restart, and leaves no countdown behind', async () => {
    const refuse = (): never => {
      throw new AppError('REGISTRY_UNREADABLE', { key: 'HKCU', reason: 'no space' });
    };
    const seen: boolean[] = [];
    const restarts = make(['node'], { registerRunOnce: refuse, removeRunOnce: refuse });
    const outcome = restarts.announce(request(seen), new AbortController().signal);
    await clock.advance(60_000);
    expect([await outcome, seen, asked.length]).toEqual(['asked', [false], 1]);
    restarts.over();
    expect(restarts.pending()).toBeNull();
    fails = true;
    const again = restarts.announce(request(), new AbortController().signal);
    restarts.hasten(runId);
    await expect(again).rejects.toMatchObject({ code: 'RESTART_FAILED' });
    expect(restarts.pending()).toBeNull();
  });
});
