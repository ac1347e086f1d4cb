// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newVariableTest, writeVariableTest } from '#shared/model/conditions/variable-condition';
import type { NodeDetail } from '#shared/model/sequence';
import { setDynamicVariables } from '#shared/steps/set-dynamic-variables';
import { fakeStep } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, pageDrawn, press } from './fakes/open-fake.tsx';
import { changedRow } from './properties/use-undo-place.ts';

configure({ asyncUtilTimeout: 10_000 });

const test = (variable: string) => writeVariableTest({ ...newVariableTest, variable, value: '1' }, null);
const variable = (property: string, value: string, name = `OSD${property}`) => ({
  ...{ name, property, hidden: false, value },
});
const partition = (at: number, name: string) =>
  Object.entries({ Type: 'PRIMARY', Size: '10', SizeUnits: 'GB', FileSystem: 'NTFS', VolumeName: name }).map(
    ([member, value]) => variable(`Partitions${at}${member}`, value),
  );
const rule = (key: number, name: string) => ({
  ...{ key, test: { kind: 'none' as const } },
  variables: [{ key: 0, name, value: 'x', isSecret: false, isSet: false }],
});

interface Kind {
  readonly type: string;
  readonly more: Partial<NodeDetail>;
  readonly role: 'tree' | 'grid' | 'listbox';
  readonly name: RegExp;
  readonly tab?: RegExp;
}
const kinds: Record<string, Kind> = {
  conditions: {
    ...{ type: 'SMS_TaskSequence_RunCommandLineAction', role: 'tree', name: /^Conditions$/, tab: /Options/ },
    more: { condition: { children: [test('A'), test('B'), test('C')] } },
  },
  partitions: {
    ...{ type: 'SMS_TaskSequence_PartitionDiskAction', role: 'grid', name: /Volume/ },
    more: {
      variables: [
        variable('PartitionStyle', 'GPT'),
        { ...variable('Partitions', '3'), hidden: true },
        ...['A', 'B', 'C'].flatMap((name, at) => partition(at, name)),
      ],
    },
  },
  rules: {
    ...{ type: setDynamicVariables.type, role: 'listbox', name: /rules/i },
    more: { dynamicRules: { state: 'read', rules: [rule(0, 'A'), rule(1, 'B'), rule(2, 'C')] } },
  },
  applications: {
    ...{ type: 'SMS_TaskSequence_InstallApplicationAction', role: 'listbox', name: /applications/ },
    more: { variables: [variable('ApplicationName', 'A,B,C')] },
  },
};

describe('undo in a list of a page', () => {
  let opened: OpenedEditor | null = null;
  beforeEach(() => {
    giveSizes();
    HTMLElement.prototype.scrollIntoView = () => undefined;
  });
  afterEach(() => {
    opened?.stop();
    cleanup();
  });

  it.each(Object.keys(kinds))(
    '[UI-844] leaves the focus in the list of %s, on the row that came back',
    async (kind) => {
      const { type, more, role, name, tab } = kinds[kind] ?? ({} as Kind);
      opened = await openFake('edit', null, () => [fakeStep('It', type, more)]);
      await pageDrawn();
      if (tab !== undefined) await act(async () => void fireEvent.click(screen.getByRole('tab', { name: tab })));
      const list = await screen.findByRole(role, { name });
      const chosen = () => Number(list.getAttribute('aria-activedescendant')?.match(/-(\d+)$/)?.[1]);
      act(() => list.focus());
      await press('Home');
      await press('ArrowDown');
      expect(chosen()).toBe(1);
      await press('Delete');
      await waitFor(() => expect(opened?.client.callsOf('editor.apply')).toHaveLength(1));
      await press('End');
      await press('z', { ctrlKey: true });
      await waitFor(() => expect(chosen()).toBe(1));
      expect(document.activeElement === list).toBe(true);
      await press('y', { ctrlKey: true });
      await waitFor(() => expect(opened?.client.callsOf('editor.redo')).toHaveLength(1));
      expect(document.activeElement === list).toBe(true);
    },
  );

  it('[UI-844] a list that comes back has the focus, and so has what adds to one that goes', async () => {
    const more = { condition: { children: [test('A')] } };
    opened = await openFake('edit', null, () => [fakeStep('It', kinds['conditions']?.type ?? '', more)]);
    await pageDrawn();
    await act(async () => void fireEvent.click(screen.getByRole('tab', { name: /Options/ })));
    act(() => screen.getByRole('tree', { name: 'Conditions' }).focus());
    await press('Delete');
    await waitFor(() => expect(screen.queryByRole('tree', { name: 'Conditions' })).toBeNull());
    const isOnAdd = () => document.activeElement === screen.getByRole('button', { name: 'Add condition' });
    await waitFor(() => expect(isOnAdd()).toBe(true));
    await press('z', { ctrlKey: true });
    const list = await screen.findByRole('tree', { name: 'Conditions' });
    await waitFor(() => expect(document.activeElement === list).toBe(true));
    expect(list.querySelector('[aria-selected="true"]')).not.toBeNull();
    await press('y', { ctrlKey: true });
    await waitFor(() => expect(isOnAdd()).toBe(true));
  });
});

it('[UI-844] the row that came back is the first that reads otherwise', () => {
  expect(changedRow(['a', 'c'], ['a', 'b', 'c'])).toBe(1);
  expect(changedRow(['a', 'b'], ['a'])).toBe(0);
  expect([changedRow(['a'], ['a']), changedRow(['a'], [])]).toEqual([null, null]);
});
