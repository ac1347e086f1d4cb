import { describe, expect, it } from 'vitest';
import { holdsMark } from './processes-windows.ts';
import { endWindowsTree } from './processes-tree.ts';
import type { WindowsProcesses } from './processes-windows.ts';

interface Double {
  readonly id: number;
  readonly parent: number;
  readonly start: number;
  readonly token?: string;
  /** Started by somebody with more rights: it is seen, and neither read nor ended. */
  readonly isElevated?: boolean;
}

/** Windows' processes as far as they are asked for: a parent stays named when it is gone, numbers come again. */
function windowsDouble(processes: readonly Double[], onTerminate: (id: number) => readonly Double[] = () => []) {
  let running = [...processes];
  const find = (id: number): Double | undefined => running.find((one) => one.id === id);
  const system: WindowsProcesses = {
    list: () => running,
    startOf: (id) => String(find(id)?.start ?? ''),
    hasVariable: (id, name, value) => name === 'WAYSTATION_COMMAND' && find(id)?.token === value,
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
    expect(await endWindowsTree(root, '7-1', system)).toEqual([]);
    expect(left()).toEqual([104, 105]);
  });

  it('[PORT-74] a number that was given anew meanwhile is not ended', async () => {
    const { system, left } = windowsDouble([{ id: 100, parent: 1, start: 1000 }], (id) =>
      id === 100 ? [{ id: 100, parent: 1, start: 5000 }] : [],
    );
    expect(await endWindowsTree(root, '7-1', system)).toEqual([]);
    expect(left()).toEqual([100]);
  });

  it('[PORT-74] a command that had ended before its start was known is found by the mark alone', async () => {
    const { system, left } = windowsDouble([
      { id: 101, parent: 100, start: 900 },
      { id: 102, parent: 100, start: 1200, token: '7-1' },
    ]);
    expect(await endWindowsTree({ id: 100, start: '' }, '7-1', system)).toEqual([]);
    expect(left()).toEqual([101]);
  });

  it('[PORT-75] what may not be ended is told', async () => {
    const { system } = windowsDouble([
      { id: 100, parent: 1, start: 1000 },
      { id: 101, parent: 100, start: 1100, isElevated: true },
    ]);
    expect(await endWindowsTree(root, '7-1', system)).toEqual([101]);
  });
});

it('[ENG-155] a mark that ends in a dot stands for those that begin so, and no other for more than itself', () => {
  const environment = ['PATH=/bin', 'WAYSTATION_MARK=owner.12.1.1'];
  const held = ['owner.12.', 'owner.1.', 'owner.12.1.1', 'owner.12.1', 'owner.1'].map((mark) =>
    holdsMark(environment, 'WAYSTATION_MARK', mark),
  );
  expect(held).toEqual([true, false, true, false, false]);
});
