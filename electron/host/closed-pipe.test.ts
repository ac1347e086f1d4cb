import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { isClosedPipe, surviveClosedOutput } from './closed-pipe.ts';

const systemError = (code: string): Error => Object.assign(new Error(`write ${code}`), { code, syscall: 'write' });

it('[HOST-283] a program that goes on is not ended by what nobody reads', async () => {
  const stream = new Writable({ autoDestroy: false, write: (_chunk, _encoding, done) => done(systemError('EPIPE')) });
  surviveClosedOutput([stream]);
  const answer = await new Promise((resolve) => {
    stream.write('said', resolve);
  });
  expect(isClosedPipe(answer)).toBe(true);
  // The event comes after the answer: without a listener it would be an uncaught error of this test.
  await new Promise(setImmediate);
  expect(stream.listenerCount('error')).toBe(1);
});

it('[HOST-285] a closed pipe is told from a disk that is full', () => {
  expect(['EPIPE', 'EOF', 'ECONNRESET'].map((code) => isClosedPipe(systemError(code)))).toEqual([true, true, true]);
  expect(isClosedPipe(systemError('ENOSPC'))).toBe(false);
});
