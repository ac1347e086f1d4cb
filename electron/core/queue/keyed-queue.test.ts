import { describe, expect, it } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

function latch() {
  return Promise.withResolvers<undefined>();
}

describe('keyed queue', () => {
  it('[QUE-1] work of one key runs one after the other, work of another key beside it', async () => {
    const queue = createKeyedQueue();
    const done: string[] = [];
    const first = latch();
    const one = queue.run('device/a', async () => {
      done.push('one begins');
      await first.promise;
      done.push('one ends');
    });
    const two = queue.run('device/a', async () => {
      await Promise.resolve();
      done.push('two');
    });
    await queue.run('device/b', async () => {
      await Promise.resolve();
      done.push('other');
    });
    first.resolve(undefined);
    await Promise.all([one, two]);
    expect(done).toEqual(['one begins', 'other', 'one ends', 'two']);
  });

  it('[QUE-2] an error belongs to who asked; the next of its key goes on', async () => {
    const queue = createKeyedQueue();
    const broken = queue.run('a', () => Promise.reject(new Error('broken')));
    const next = queue.run('a', () => Promise.resolve(7));
    await expect(broken).rejects.toThrow('broken');
    expect(await next).toBe(7);
    const thrown = queue.run('a', () => {
      throw new Error('at once');
    });
    await expect(thrown).rejects.toThrow('at once');
  });

  it('[QUE-3] a key without work is forgotten', async () => {
    const queue = createKeyedQueue();
    const gate = latch();
    const works = ['a', 'a', 'b'].map((key) => queue.run(key, () => gate.promise));
    expect(queue.size).toBe(2);
    gate.resolve(undefined);
    await Promise.all(works);
    const failed = queue.run('a', () => Promise.reject(new Error('broken')));
    await expect(failed).rejects.toThrow('broken');
    expect(queue.size).toBe(0);
  });

  it('[QUE-4] work that asks for a key that it holds fails at once, through other keys as well', async () => {
    const queue = createKeyedQueue();
    const outer = queue.run('a', () => queue.run('b', () => queue.run('a', () => Promise.resolve())));
    await expect(outer).rejects.toThrow('Work on a would wait for itself.');
    expect(queue.size).toBe(0);
  });

  it('[QUE-5] what the work only began may ask for its key later', async () => {
    const queue = createKeyedQueue();
    const gate = latch();
    let later: Promise<string> | undefined;
    await queue.run('a', async () => {
      await Promise.resolve();
      later = gate.promise.then(() => queue.run('a', () => Promise.resolve('later')));
    });
    gate.resolve(undefined);
    expect(await later).toBe('later');
  });

  it('[QUE-6] work on several keys waits for all of them, and two never wait for each other', async () => {
    const queue = createKeyedQueue();
    const done: string[] = [];
    const say = (what: string) => async (): Promise<void> => {
      await Promise.resolve();
      done.push(what);
    };
    await Promise.all([
      queue.run('b', say('b')),
      queue.runAll(['b', 'a', 'b'], say('both')),
      queue.runAll(['a', 'b'], say('both again')),
      queue.run('a', say('a')),
    ]);
    expect(done.indexOf('b')).toBeLessThan(done.indexOf('both'));
    expect(done.indexOf('both')).toBeLessThan(done.indexOf('both again'));
    expect([done.length, queue.size]).toEqual([4, 0]);
    await expect(queue.runAll([], () => Promise.resolve(1))).resolves.toBe(1);
  });
});
