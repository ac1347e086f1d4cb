import { expect, it } from 'vitest';
import type { NodeId } from '#shared/model/sequence';
import { fakeGroup, fakeStep, restartIds, toRows } from '../fakes/fake-nodes.ts';
import { markRows } from './problem-marks.ts';
import { listProblems } from './problems.ts';

const commandLine = 'SMS_TaskSequence_RunCommandLineAction';

it('[UI-309] [UI-512] a mark follows what it says, and stays the same object while that is so', () => {
  restartIds();
  const rows = toRows([
    fakeGroup('Outer', [fakeGroup('Inner', [fakeStep('A', commandLine), fakeStep('B', commandLine)])]),
    fakeStep('C', commandLine),
  ]);
  const id = (name: string): NodeId => {
    const found = rows.find((row) => row.name === name);
    if (found === undefined) throw new Error(name);
    return found.id;
  };
  const problems = (...names: string[]) => {
    const unknown = { property: 'PackageID', packageId: 'LAB00009', name: '', problem: 'unknown' as const };
    const references = names.map((name) => ({ ...unknown, id: id(name) }));
    const refused = new Map([[id('B'), [{ code: 'NAME_INVALID' as const, details: {} }]]]);
    return listProblems(rows, { missing: new Map(), references, refused });
  };
  const open = markRows(rows, problems('A', 'C'), new Set(), new Map());
  expect([...open].map(([at, { level, count }]) => [at, level, count])).toEqual([
    [id('A'), 'warning', 1],
    [id('B'), 'error', 1],
    [id('C'), 'warning', 1],
  ]);
  // The outermost closed group stands for all below it, the gravest first.
  const closed = markRows(rows, problems('A', 'C'), new Set([id('Inner'), id('Outer')]), open);
  expect(closed.get(id('Outer'))).toMatchObject({
    level: 'error',
    count: 2,
    isBelow: true,
    first: { kind: 'refused' },
  });
  expect([...closed.keys()]).toEqual([id('Outer'), id('C')]);
  const again = markRows(rows, problems('C'), new Set([id('Outer')]), closed);
  expect(again.get(id('C'))).toBe(open.get(id('C')));
  expect(again.get(id('Outer'))).toMatchObject({ level: 'error', count: 1 });
});
