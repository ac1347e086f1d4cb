import { describe, expect, it } from 'vitest';
import { endWindowsTree, isMarked, listUnreadableOfWindows } from './processes-tree.ts';
import type { WindowsProcesses } from './processes-windows.ts';

interface Double {
  readonly id: number;
  readonly parent: number;
  readonly start: number;
  readonly token?: string;
  /** Started by somebody with more rights: it is seen, and neither read nor ended. */
  readonly isElevated?: boolean;
  /** The session of Windows; 1 when it is absent. */
  readonly session?: number;
}

/** Windows' processes as far as they are asked for: a parent stays named when it is gone, numbers come again. */
function windowsDouble(processes: readonly Double[], onTerminate: (id: number) => readonly Double[] = () => []) {
  let running = [...processes];
  const find = (id: number): Double | undefined => running.find((one) => one.id === id);
  const system: WindowsProcesses = {
    list: () => running,
    startOf: (id) => String(find(id)?.start ?? ''),
    variableOf(id, name) {
      const found = find(id);
      if (found === undefined || found.isElevated === true) return null;
      return name === 'WAYSTATION_COMMAND' ? (found.token ?? '') : '';
    },
    sessionOf: (id) => find(id)?.session ?? 1,
    terminate(id, start) {
      const found = find(id);
      if (found === undefined || String(found.start) !== start || found.isElevated === true) return;
      running = [...running.filter((one) => one !== found), ...onTerminate(id)];
    },
    decodeConsoleText: () => '',
  };
  return { system, left: () => running.map((one) => one.id) };
}

const root = { id: 100, start: '1000' };
const mark = { name: 'WAYSTATION_COMMAND', values: ['7-1'] };

describe('the tree of a command on Windows', () => {
  it('[PORT-74] children, orphans with the mark and what they start meanwhile are ended; strangers are not', async () => {
    const { system, left } = windowsDouble(
      [
        { id: 100, parent: 1, start: 1000 },
        { id: 101, parent: 100, start: 1100 },
        // Its parent 555 is gone: only the mark tells whose it is.
        { id: 102, parent: 555, start: 1200, token: '7-1' },
        { id: 103, parent: 102, start: 1300 },
        // Child of an earlier process that had the number 100.
        { id: 104, parent: 100, start: 900 },
        { id: 105, parent: 1, start: 1400, token: '7-2' },
      ],
      (id) => (id === 103 ? [{ id: 106, parent: 103, start: 1500 }] : []),
    );
    expect(await endWindowsTree(root, mark, system)).toEqual([]);
    expect(left()).toEqual([104, 105]);
  });

  it('[PORT-74] a number that was given anew meanwhile is not ended', async () => {
    const { system, left } = windowsDouble([{ id: 100, parent: 1, start: 1000 }], (id) =>
      id === 100 ? [{ id: 100, parent: 1, start: 5000 }] : [],
    );
    expect(await endWindowsTree(root, mark, system)).toEqual([]);
    expect(left()).toEqual([100]);
  });

  it('[PORT-74] a command that had ended before its start was known is found by the mark alone', async () => {
    const { system, left } = windowsDouble([
      { id: 101, parent: 100, start: 900 },
      { id: 102, parent: 100, start: 1200, token: '7-1' },
    ]);
    expect(await endWindowsTree({ id: 100, start: '' }, mark, system)).toEqual([]);
    expect(left()).toEqual([101]);
  });

  it('[PORT-75] what may not be ended is told', async () => {
    const { system } = windowsDouble([
      { id: 100, parent: 1, start: 1000 },
      { id: 101, parent: 100, start: 1100, isElevated: true },
    ]);
    expect(await endWindowsTree(root, mark, system)).toEqual([101]);
  });
});

it('[ENG-170] a mark that ends in a dot stands for those that begin so, and no other for more than itself', () => {
  const held = ['owner.12.', 'owner.1.', 'owner.12.1.1', 'owner.12.1', 'owner.1'].map((one) =>
    isMarked('owner.12.1.1', [one]),
  );
  expect(held).toEqual([true, false, true, false, false]);
  expect([isMarked('b.1.2.1', ['a.1.', 'b.1.']), isMarked('', ['a.1.']), isMarked(null, ['a.1.'])]).toEqual([
    ...[true, false, false],
  ]);
});

it('[ENG-171] what may not be looked into is named when it began since, in the same session of Windows', () => {
  const [before, after] = [133_000_000_000_000_000, 133_000_000_100_000_000];
  const { system } = windowsDouble([
    { id: 1, parent: 0, start: after },
    { id: 2, parent: 0, start: after, isElevated: true },
    { id: 3, parent: 0, start: before, isElevated: true },
    { id: 4, parent: 0, start: after, isElevated: true, session: 0 },
  ]);
  // The milliseconds since 1970 that Windows counts as 133_000_000_050_000_000.
  expect(listUnreadableOfWindows(system, 1_655_526_405_000)).toEqual([2]);
});
