import { expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import { endBackground } from './end-background.ts';
import type { RunInput } from './run-input.ts';

/** What a cancel says and asks for, of a run with so many tries of its first row. */
async function cancelled(attempts: number, findsMarks: boolean, left: readonly number[]) {
  const asked: string[] = [];
  const said: unknown[] = [];
  const endMarked = (mark: string) => {
    asked.push(mark);
    return Promise.resolve(left);
  };
  const log = { write: (...line: unknown[]) => said.push(line) };
  const tools = { processes: { findsMarks, endMarked }, ownerId: 'owner', runId: RunId.parse(12), log };
  await endBackground({ state: { rows: [{ attempts }] }, tools } as unknown as RunInput);
  return { asked, said };
}

it('[ENG-155] a cancel looks for what earlier steps left by the mark of the run, and says what goes on', async () => {
  expect(await cancelled(0, true, [])).toEqual({ asked: [], said: [] });
  expect(await cancelled(1, true, [])).toEqual({ asked: ['owner.12.'], said: [] });
  const goesOn = { say: 'log:background-goes-on', values: { processes: '4711, 4712' } };
  expect((await cancelled(1, true, [4711, 4712])).said).toEqual([['error', 'engine', goesOn, null]]);
  expect(await cancelled(1, false, [])).toEqual({
    asked: [],
    said: [['warning', 'engine', { say: 'log:background-not-seen' }, null]],
  });
});
