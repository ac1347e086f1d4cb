import { describe, expect, it } from 'vitest';
import { group, makeModel, setVariable, step } from './fakes/model.ts';
import { makePlan } from './plan.ts';

describe('plan', () => {
  it('[ENG-1] numbers every row from 1 in document order, groups included', () => {
    const plan = makePlan(
      makeModel([
        group('a', [setVariable('A', '1'), group('b', [setVariable('B', '1')])]),
        setVariable('C', '1'),
        group('empty', []),
      ]),
    );
    const brief = plan.rows.map(({ number, depth, parent, last }) => [number, depth, parent, last]);
    expect(brief).toEqual([
      [1, 0, null, 4],
      [2, 1, 1, 2],
      [3, 1, 1, 4],
      [4, 2, 3, 4],
      [5, 0, null, 5],
      [6, 0, null, 6],
    ]);
  });

  it('[ENG-2] the total leaves out groups, child sequences, disabled steps and all below a disabled group', () => {
    const child = step('run-task-sequence', {}, { kind: 'subtasksequence' });
    const plan = makePlan(
      makeModel([
        group('on', [setVariable('A', '1'), setVariable('B', '1', { disabled: true }), child]),
        group('off', [group('below', [setVariable('C', '1')])], { disabled: true }),
        setVariable('D', '1'),
      ]),
    );
    expect(plan.stepTotal).toBe(2);
    expect(plan.rows.filter((row) => row.counts).map((row) => row.number)).toEqual([2, 8]);
  });

  it('[ENG-1] lays out a very deep tree without running out of stack', () => {
    let node = setVariable('A', '1');
    for (let depth = 0; depth < 5000; depth += 1) node = group('g', [node]);
    const plan = makePlan(makeModel([node]));
    expect([plan.rows.length, plan.rows[0]?.last, plan.rows.at(-1)?.depth]).toEqual([5001, 5001, 5000]);
  });
});
