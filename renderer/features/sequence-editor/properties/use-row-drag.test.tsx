// @vitest-environment jsdom
import { cleanup, configure, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NodeDetail, StepVariable } from '#shared/model/sequence';
import { describeNode } from '#shared/steps/catalog';
import { cancelDrag, dragOver, dropOn, layOutRows, pointer } from '../fakes/drag-row.ts';
import { fakeStep } from '../fakes/fake-nodes.ts';
import { knownReference, showKnowing, variable } from '../fakes/show-known.tsx';
import { showStep } from '../fakes/show-step.tsx';
import { PartitionPart } from './parts/partition-part.tsx';
import { dropSide } from './use-row-drag.ts';

configure({ asyncUtilTimeout: 10_000 });

const layout = Element.prototype.getBoundingClientRect;
beforeEach(layOutRows);
afterEach(() => {
  cleanup();
  Element.prototype.getBoundingClientRect = layout;
});

const count: StepVariable = { name: 'OSDPartitions', property: 'Partitions', hidden: true, value: '3' };
const disk = [count, ...['A', 'B', 'C'].map((name, at) => variable(`Partitions${at}VolumeName`, name))];

function View({ node }: { readonly node: NodeDetail }) {
  const description = describeNode(node);
  return description === undefined ? null : <PartitionPart part={{ node, description }} />;
}

async function show(mode: 'edit' | 'view' = 'edit') {
  const make = () => fakeStep('It', 'SMS_TaskSequence_PartitionDiskAction', { variables: [...disk] });
  return showStep(make, [View], mode);
}

const rows = () => screen.getAllByRole('row').slice(1);
const row = (at: number): HTMLElement => {
  const found = rows()[at];
  if (found === undefined) throw new Error(`no row ${at}`);
  return found;
};
const names = () => rows().map(({ children }) => children[1]?.textContent);

describe('rows that are dragged', () => {
  it('[UI-810] take the place where they are dropped, up and down, as one edit each', async () => {
    const { client, editor } = await show();
    await dragOver(row(0), row(2), pointer.below(2));
    await waitFor(() => expect(row(2).className).toContain('se-drop-after'));
    await dropOn(row(2), pointer.below(2));
    await waitFor(() => expect(names()).toEqual(['B', 'C', 'A']));
    expect(row(2).className).not.toContain('se-drop-after');
    expect(client.callsOf('editor.apply')).toHaveLength(1);
    expect(editor.document.getState().history.undoCount).toBe(1);
    await dragOver(row(2), row(1), pointer.above(1));
    await dropOn(row(1), pointer.above(1));
    await waitFor(() => expect(names()).toEqual(['B', 'A', 'C']));
    expect(client.callsOf('editor.apply')).toHaveLength(2);
  });

  it('[UI-810] that are dropped where they are, in their upper or lower half, stay without an edit', async () => {
    const { client } = await show();
    for (const at of [pointer.above(1), pointer.below(1), pointer.below(0), pointer.above(2)]) {
      await dragOver(row(1), row(1), at);
      await dropOn(row(1), at);
    }
    expect(names()).toEqual(['A', 'B', 'C']);
    expect(client.callsOf('editor.apply')).toEqual([]);
  });

  it('[UI-810] stay where they are when Esc ends the drag, and the mark goes', async () => {
    const { client } = await show();
    await dragOver(row(0), row(2), pointer.above(2));
    await waitFor(() => expect(row(2).className).toContain('se-drop-before'));
    await cancelDrag(row(0));
    await waitFor(() => expect(row(2).className).not.toContain('se-drop-before'));
    expect(names()).toEqual(['A', 'B', 'C']);
    expect(client.callsOf('editor.apply')).toEqual([]);
  });

  it('[UI-810] are not lifted in a view', async () => {
    const { client } = await show('view');
    expect(rows().every((one) => !one.draggable)).toBe(true);
    await dragOver(row(0), row(2), pointer.below(2));
    await dropOn(row(2), pointer.below(2));
    expect(names()).toEqual(['A', 'B', 'C']);
    expect(client.callsOf('editor.apply')).toEqual([]);
  });

  it('[UI-810] stay in their list: another list takes none of them', async () => {
    const { client, value } = await show();
    const { value: other } = await showKnowing(
      'DownloadPackageContentAction',
      [variable('DownloadPackages', 'A,B')],
      [knownReference('package', 'A', 'One')],
    );
    const option = screen.getAllByRole('option')[1];
    if (option === undefined) throw new Error('no option');
    await dragOver(row(0), option, pointer.below(1));
    await dropOn(option, pointer.below(1));
    expect([value('Partitions0VolumeName'), other('DownloadPackages')]).toEqual(['A', 'A,B']);
    expect(client.callsOf('editor.apply')).toEqual([]);
  });

  it('[UI-810] of a list of references are dropped in the same way', async () => {
    const { value, client } = await showKnowing(
      'DownloadPackageContentAction',
      [variable('DownloadPackages', 'A,B,C')],
      [],
    );
    const [first, , last] = screen.getAllByRole('option');
    if (first === undefined || last === undefined) throw new Error('too few rows');
    await dragOver(first, last, pointer.below(2));
    await dropOn(last, pointer.below(2));
    await waitFor(() => expect(value('DownloadPackages')).toBe('B,C,A'));
    expect(client.callsOf('editor.apply')).toHaveLength(1);
  });

  it('[UI-810] are marked at one row each: before it, or after the last one', () => {
    const sides = (gap: number | null) => [0, 1, 2].map((at) => dropSide(gap, at, 3));
    expect([null, 0, 2, 3].map(sides)).toEqual([
      [null, null, null],
      ['before', null, null],
      [null, null, 'before'],
      [null, null, 'after'],
    ]);
  });
});
