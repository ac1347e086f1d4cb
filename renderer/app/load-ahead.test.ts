import { expect, it } from 'vitest';
import { loadAhead } from './load-ahead.ts';
import type { Preloaded } from './lazy-part.tsx';

it('[UI-404] loads one part after the other when nothing else is to do, also after one that fails', async () => {
  const done: string[] = [];
  const idle: (() => void)[] = [];
  const part = (name: string, isBroken = false): Preloaded => ({
    preload: () => {
      done.push(name);
      return isBroken ? Promise.reject(new Error(name)) : Promise.resolve();
    },
  });
  const loading = loadAhead([part('a'), part('b', true), part('c')], (work) => void idle.push(work));
  expect(done).toEqual([]);
  for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    idle.shift()?.();
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(done).toEqual(names);
  }
  await loading;
  expect(idle).toEqual([]);
});
