// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { FunctionComponent } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { reason } from '#shared/contract/message';
import type { NodeDetail, StepVariable } from '#shared/model/sequence';
import { describeNode } from '#shared/steps/catalog';
import { createTestShell, renderWithShell } from '../../../../app/testing.tsx';
import { useSlice } from '../../../../app/shell-context.tsx';
import { fakePackage, fakeStep, restartIds } from '../../fakes/fake-nodes.ts';
import { createFakeSession } from '../../fakes/fake-session.ts';
import { sequenceEditorFeature } from '../../index.tsx';
import { selectOne } from '../../model/selection.ts';
import { createEditorController, type EditorController } from '../../store/editor-controller.ts';
import { createClipboard } from '../../store/clipboard.ts';
import { EditorProvider } from '../../use-editor.tsx';
import type { StepPart } from '../step-part.ts';
import { AdapterPart } from './adapter-part.tsx';
import { PartitionPart } from './partition-part.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

type Part = FunctionComponent<{ readonly part: StepPart }>;

function Shown({ editor, Part }: { readonly editor: EditorController; readonly Part: Part }) {
  const node = useSlice(editor.document, (state) => state.details.values().next().value);
  const description = node === undefined ? undefined : describeNode(node);
  return node === undefined || description === undefined ? null : <Part part={{ node, description }} />;
}

async function show(Part: Part, type: string, variables: readonly StepVariable[], mode: 'edit' | 'view' = 'edit') {
  restartIds();
  const more: Partial<NodeDetail> = { variables: [...variables] };
  const session = createFakeSession([fakeStep('It', `SMS_TaskSequence_${type}`, more)]);
  const settings: unknown[] = [];
  const test = createTestShell(
    {
      ...session.handlers,
      'setting.set': (change) => {
        settings.push(change);
        return test.shell.settings.store.getState().settings;
      },
    },
    [sequenceEditorFeature],
  );
  const editor = createEditorController({
    packageId: fakePackage,
    mode,
    clipboard: createClipboard(),
    deps: {
      client: test.client,
      say: () => undefined,
      schedule: (action) => {
        queueMicrotask(action);
        return () => undefined;
      },
    },
  });
  await editor.session.open('keep');
  editor.select(selectOne('n1'));
  renderWithShell(
    <EditorProvider editor={editor}>
      <Shown editor={editor} Part={Part} />
    </EditorProvider>,
    test,
  );
  await waitFor(() => expect(editor.document.getState().details.size).toBe(1));
  const value = (property: string) => session.detail('It').variables.find((one) => one.property === property)?.value;
  return { ...test, session, editor, value, settings };
}

const variable = (property: string, value: string, name = `OSD${property}`, hidden = false): StepVariable => ({
  name,
  property,
  hidden,
  value,
});
const count = (value: string) => variable('Partitions', value, 'OSDPartitions', true);
const partition = (at: number, name: string, more: Readonly<Record<string, string>> = {}): StepVariable[] =>
  Object.entries({ Type: 'PRIMARY', Size: '10', SizeUnits: 'GB', FileSystem: 'NTFS', VolumeName: name, ...more }).map(
    ([member, value]) => variable(`Partitions${at}${member}`, value),
  );
const style = (value: string) => variable('PartitionStyle', value);

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.children[1]?.textContent ?? '');
const key = (name: string, more: { readonly altKey?: boolean } = {}) =>
  act(async () => void fireEvent.keyDown(screen.getByRole('grid'), { key: name, ...more }));
const click = (role: string, name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole(role, { name })));
const showDisk = (...variables: readonly (StepVariable | readonly StepVariable[])[]) =>
  show(PartitionPart, 'PartitionDiskAction', variables.flat());

describe('partitions', () => {
  afterEach(cleanup);

  it('[UI-740] keys select, move and remove; the order and the count are written', async () => {
    const { value, editor } = await showDisk(
      style('GPT'),
      count('3'),
      partition(0, 'A'),
      partition(1, 'B'),
      partition(2, 'C'),
    );
    act(() => screen.getByRole('grid').focus());
    expect(screen.getAllByRole('row')[1]?.getAttribute('aria-selected')).toBe('true');
    await key('End');
    await key('ArrowUp', { altKey: true });
    await waitFor(() => expect(names()).toEqual(['A', 'C', 'B']));
    expect(value('Partitions1VolumeName')).toBe('C');
    await key('Delete');
    await waitFor(() => expect(names()).toEqual(['A', 'B']));
    expect(value('Partitions')).toBe('2');
    expect(value('Partitions2Type')).toBeUndefined();
    await act(() => editor.session.undo(2));
    await waitFor(() => expect(names()).toEqual(['A', 'B', 'C']));
  });

  it('[UI-741] keys that come fast move the row that was meant, one undo step each', async () => {
    const { editor } = await showDisk(
      style('GPT'),
      count('4'),
      ...['A', 'B', 'C', 'D'].map((name, at) => partition(at, name)),
    );
    act(() => screen.getByRole('grid').focus());
    act(() => {
      for (let times = 0; times < 3; times += 1)
        fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown', altKey: true });
    });
    await waitFor(() => expect(names()).toEqual(['B', 'C', 'D', 'A']));
    expect(editor.document.getState().history.undoCount).toBe(3);
  });

  it('[UI-742] a partition is added by its dialog, which says what breaks a limit', async () => {
    const { value } = await showDisk(style('MBR'));
    expect(screen.getByText(/No partitions yet/)).toBeTruthy();
    await click('button', 'Add…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Add partition' }));
    const type = (label: string, text: string) =>
      act(async () => void fireEvent.change(dialog.getByLabelText(label), { target: { value: text } }));
    // The library hides a dialog in which nothing has the focus, and nothing here is laid out to take it.
    const button = () => dialog.getByRole('button', { name: 'Add partition', hidden: true });
    const submit = () => act(async () => void fireEvent.click(button()));
    await type('Partition name', 'Windows');
    await type('Percentage of remaining free space', '120');
    await type('Variable', '_SMSTSMine');
    await submit();
    expect(dialog.getByText(/from 1 to 100 is needed/)).toBeTruthy();
    expect(dialog.getByText(/set by the engine/)).toBeTruthy();
    await type('Percentage of remaining free space', '%Share%');
    await type('Variable', 'OSDisk');
    await submit();
    await waitFor(() => expect(names()).toEqual(['Windows']));
    expect(value('Partitions')).toBe('1');
    expect(value('Partitions0Size')).toBe('%Share%');
    expect(value('Partitions0VolumeLetterVariable')).toBe('OSDisk');
  });

  it('[UI-742] a value of the file that breaks a limit stays while nobody changes it', async () => {
    const { value } = await showDisk(
      style('GPT'),
      count('1'),
      partition(0, 'A', { Size: 'odd', VolumeLetterVariable: 'Local Disk' }),
    );
    act(() => screen.getByRole('grid').focus());
    await key('Enter');
    const dialog = within(await screen.findByRole('dialog', { name: 'Partition properties' }));
    await act(async () => void fireEvent.change(dialog.getByLabelText('Partition name'), { target: { value: 'B' } }));
    await act(async () => void fireEvent.click(dialog.getByRole('button', { name: 'Change partition' })));
    await waitFor(() => expect(value('Partitions0VolumeName')).toBe('B'));
    expect(value('Partitions0Size')).toBe('odd');
    expect(value('Partitions0VolumeLetterVariable')).toBe('Local Disk');
  });

  it('[UI-812] a unit and a file system that nobody knows are shown as they are and stay', async () => {
    const odd = { SizeUnits: 'TB', FileSystem: 'ReFS' };
    const { value } = await showDisk(style('GPT'), count('1'), partition(0, 'A', odd));
    act(() => screen.getByRole('grid').focus());
    await key('Enter');
    const dialog = within(await screen.findByRole('dialog', { name: 'Partition properties' }));
    const shown = (name: string) => dialog.getByRole('combobox', { name, hidden: true }).textContent;
    expect([shown('Unit'), shown('File system')]).toEqual(['(unknown unit)', 'REFS']);
    await act(async () => void fireEvent.change(dialog.getByLabelText('Partition name'), { target: { value: 'B' } }));
    await act(async () => void fireEvent.click(dialog.getByRole('button', { name: 'Change partition', hidden: true })));
    await waitFor(() => expect(value('Partitions0VolumeName')).toBe('B'));
    expect([value('Partitions0SizeUnits'), value('Partitions0FileSystem')]).toEqual(['TB', 'ReFS']);
  });

  /** The dialog of the first of two partitions renames it to “Z”, while others rename what the disk has. */
  async function changeFirst(...meanwhile: readonly string[]) {
    const shown = await showDisk(style('GPT'), count('2'), partition(0, 'A'), partition(1, 'B'));
    const { editor, value } = shown;
    act(() => screen.getByRole('grid').focus());
    await key('ArrowUp');
    await key('Enter');
    const dialog = within(await screen.findByRole('dialog', { name: 'Partition properties' }));
    await act(async () => void fireEvent.change(dialog.getByLabelText('Partition name'), { target: { value: 'Z' } }));
    await act(async () => {
      const id = editor.document.getState().rows[0]?.id ?? 'n1';
      const edits = meanwhile.map((name, at) => {
        const property = `Partitions${String(at)}VolumeName`;
        return { kind: 'setVariable' as const, id, property, value: name };
      });
      await editor.session.apply(edits);
    });
    await act(async () => void fireEvent.click(dialog.getByRole('button', { name: 'Change partition', hidden: true })));
    return { editor, names: () => [value('Partitions0VolumeName'), value('Partitions1VolumeName')] };
  }

  it('[UI-804] what a dialog asked of one row goes to that row, where it stands by then', async () => {
    const { names } = await changeFirst('B', 'A');
    await waitFor(() => expect(names()).toEqual(['B', 'Z']));
  });

  it('[UI-804] what a dialog asked of a row is not written over what it is now', async () => {
    const { editor, names } = await changeFirst('C');
    await waitFor(() => expect(editor.document.getState().error?.details).toEqual({ reason: reason('row-changed') }));
    expect(names()).toEqual(['C', 'B']);
  });

  it('[UI-743] the disk is drawn with a text that says the same, for a size that is remembered', async () => {
    const { settings, shell } = await showDisk(style('GPT'), count('1'), partition(0, 'A'));
    const picture = () => screen.getByRole('img', { name: /^Disk of/ }).getAttribute('aria-label');
    expect(picture()).toBe('Disk of 256 GB: Partition 1 “A”, Primary, 10.0 GB; 246 GB not used.');
    await act(() => shell.settings.set({ assumedDiskGb: 8 }));
    await waitFor(() => expect(picture()).toMatch(/^Disk of 8.00 GB/));
    expect(screen.getByText('Partition 1 “A” needs 10.0 GB, and 8.00 GB are left on a disk of 8.00 GB.')).toBeTruthy();
    await click('combobox', 'Assumed disk size');
    await click('option', '512 GB');
    await waitFor(() => expect(picture()).toMatch(/^Disk of 512 GB/));
    expect(settings.at(-1)).toEqual({ assumedDiskGb: 512 });
  });

  it('[UI-744] what cannot be on a disk is said with the names of the rows and marked at them', async () => {
    await showDisk(
      style('MBR'),
      count('2'),
      partition(0, 'A', { Bootable: 'true' }),
      partition(1, 'B', { Bootable: 'true', Type: 'EFI' }),
    );
    expect(
      screen.getByText(
        'More than one partition is a boot partition: Partition 1 “A” and Partition 2 “B”. A disk has one.',
      ),
    ).toBeTruthy();
    expect(screen.getByText('Partition 2 “B” has the type EFI, which only a GPT disk can have.')).toBeTruthy();
    expect(within(screen.getByRole('grid')).getAllByLabelText('Warning')).toHaveLength(2);
  });

  it('[UI-744] what does not fit into the extended partition is not said of the disk', async () => {
    await showDisk(
      style('MBR'),
      count('2'),
      partition(0, 'A', { Type: 'EXTENDED' }),
      partition(1, 'B', { Type: 'LOGICAL', Size: '20' }),
    );
    expect(
      screen.getByText('Partition 2 “B” needs 20.0 GB, and 10.0 GB are left in the extended partition.'),
    ).toBeTruthy();
  });

  it('[UI-811] of many warnings twenty are said with the number of the others, and every row is marked', async () => {
    const many = Array.from({ length: 23 }, (_, at) => partition(at, `P${at}`, { Type: 'ODD' }));
    await showDisk(style('GPT'), count('23'), ...many);
    expect(screen.getAllByText(/has a type that is not known here/)).toHaveLength(20);
    expect(screen.getByText('3 more warnings are in the list of problems.')).toBeTruthy();
    expect(within(screen.getByRole('grid')).getAllByLabelText('Warning')).toHaveLength(23);
  });

  it('[UI-745] odd numbers and a count that lies are said, every row is there, and one act puts them right', async () => {
    const { value } = await showDisk(style('GPT'), count('7'), partition(0, 'A'), partition(4, 'B'));
    expect(names()).toEqual(['A', 'B']);
    expect(screen.getByText(/3 numbers are missing.*says that it has 7 of these, and 2 are here/)).toBeTruthy();
    await click('button', 'Number and count them');
    await waitFor(() => expect(value('Partitions')).toBe('2'));
    expect(value('Partitions1VolumeName')).toBe('B');
    expect(value('Partitions4VolumeName')).toBeUndefined();
    expect(screen.queryByText(/numbers are missing/)).toBeNull();
  });

  it('[UI-748] the flag of a GPT boot disk follows the EFI partition in the same undo step', async () => {
    const { value, editor } = await showDisk(
      style('GPT'),
      count('1'),
      variable('GPTBootDisk', 'true'),
      partition(0, 'Boot', { Type: 'EFI' }),
    );
    act(() => screen.getByRole('grid').focus());
    await key('Delete');
    await waitFor(() => expect(value('GPTBootDisk')).toBe('false'));
    expect(value('Partitions')).toBeUndefined();
    expect(editor.document.getState().history.undoCount).toBe(1);
  });

  it('[UI-747] in a view rows are read and not changed', async () => {
    await show(
      PartitionPart,
      'PartitionDiskAction',
      [style('GPT'), count('2'), ...partition(0, 'A'), ...partition(1, 'B')],
      'view',
    );
    act(() => screen.getByRole('grid').focus());
    await key('ArrowDown', { altKey: true });
    await key('Delete');
    await key('Enter');
    expect(names()).toEqual(['A', 'B']);
    expect(screen.queryByRole('dialog')).toBeNull();
    for (const name of ['Add…', 'Edit…', 'Remove', 'Move up', 'Move down']) {
      const button = screen.getByRole<HTMLButtonElement>('button', { name });
      expect(button.disabled || button.getAttribute('aria-disabled') === 'true', name).toBe(true);
    }
  });
});

describe('network adapters', () => {
  afterEach(cleanup);

  it('[UI-746] a wrong entry is named at its field, on the page where it is', async () => {
    const { value } = await show(AdapterPart, 'ApplyNetworkSettingsAction', [
      variable('NumAdapters', '0', 'OSDAdapterCount', true),
    ]);
    await click('button', 'Add…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Add network adapter' }));
    const press = (role: string, name: string) =>
      act(async () => void fireEvent.click(dialog.getByRole(role, { name })));
    const type = (name: string, text: string) =>
      act(async () => void fireEvent.change(dialog.getByRole('textbox', { name }), { target: { value: text } }));
    await press('radio', 'Use the following IP addresses');
    await press('button', 'Add adapter');
    expect(dialog.getByText('Add at least one IP address, or obtain it automatically.')).toBeTruthy();
    await press('button', 'Add IP address');
    await type('IP address 1', '10.0.0.5');
    await type('Subnet mask 1', '255.0.255.0');
    await press('tab', 'DNS');
    await press('button', 'Add adapter');
    expect(dialog.getByRole('tab', { name: 'General: 1 to correct' }).getAttribute('aria-selected')).toBe('true');
    expect(dialog.getByText('“255.0.255.0” is no subnet mask such as 255.255.255.0.')).toBeTruthy();
    await type('Subnet mask 1', '%Mask%');
    await press('button', 'Add adapter');
    await waitFor(() => expect(value('NumAdapters')).toBe('1'));
    expect(value('Adapters0IPAddressList')).toBe('10.0.0.5');
    expect(value('Adapters0SubnetMask')).toBe('%Mask%');
    expect(value('Adapters')).toBe('1');
    expect(
      await screen.findByText('Adapter 1 has given addresses and no gateway. The step asks for one.'),
    ).toBeTruthy();
  });

  it('[UI-812] an option of NetBIOS that nobody knows is chosen in its list as it is written', async () => {
    await show(AdapterPart, 'ApplyNetworkSettingsAction', [
      variable('NumAdapters', '1', 'OSDAdapterCount', true),
      variable('Adapters0Name', 'LAN', 'OSDAdapter0Name'),
      variable('Adapters0TcpipNetbiosOptions', '7', 'OSDAdapter0TcpipNetbiosOptions'),
    ]);
    act(() => screen.getByRole('grid').focus());
    await key('Enter');
    const dialog = within(await screen.findByRole('dialog'));
    await act(async () => void fireEvent.click(dialog.getByRole('tab', { name: 'WINS', hidden: true })));
    const box = dialog.getByRole('combobox', { hidden: true });
    await act(async () => void fireEvent.click(box));
    expect(screen.getAllByRole('option', { selected: true, hidden: true }).map((one) => one.textContent)).toEqual([
      '7',
    ]);
  });

  it('[UI-744] a wrong address of the file is said with its row and place', async () => {
    await show(AdapterPart, 'ApplyNetworkSettingsAction', [
      variable('NumAdapters', '1', 'OSDAdapterCount', true),
      variable('Adapters0Name', 'LAN', 'OSDAdapter0Name'),
      variable('Adapters0EnableDHCP', 'true', 'OSDAdapter0EnableDHCP'),
      variable('Adapters0DNSServerList', '10.0.0.1,10.0.0.400', 'OSDAdapter0DNSServerList'),
    ]);
    expect(screen.getByText(/^Adapter 1 “LAN”, DNS server 2: “10.0.0.400” is no IP address/)).toBeTruthy();
  });
});
