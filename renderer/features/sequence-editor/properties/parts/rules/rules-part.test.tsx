// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { reason } from '#shared/contract/message';
import type { DynamicRule, DynamicRules, RuleTest } from '#shared/model/dynamic-rules';
import { NodeId } from '#shared/model/sequence';
import { setDynamicVariables } from '#shared/steps/set-dynamic-variables';
import { useSlice } from '../../../../../app/shell-context.tsx';
import { createTestShell, renderWithShell } from '../../../../../app/testing.tsx';
import { dragOver, dropOn, layOutRows, pointer } from '../../../fakes/drag-row.ts';
import { fakePackage, fakeStep, restartIds } from '../../../fakes/fake-nodes.ts';
import { createFakeSession } from '../../../fakes/fake-session.ts';
import { sequenceEditorFeature } from '../../../index.tsx';
import { selectOne } from '../../../model/selection.ts';
import { createEditorController, type EditorController } from '../../../store/editor-controller.ts';
import { createClipboard } from '../../../store/clipboard.ts';
import { EditorProvider } from '../../../use-editor.tsx';
import { DynamicVariableRules } from './rules-part.tsx';

configure({ asyncUtilTimeout: 10_000 });

const variable = (name: string, value: string, isSecret = false) => ({
  key: 0,
  name,
  value: isSecret ? '' : value,
  isSecret,
  isSet: isSecret,
});
const rule = (key: number, test: RuleTest, name: string, value: string, isSecret = false): DynamicRule => ({
  key,
  test,
  variables: [variable(name, value, isSecret)],
});
const computer: RuleTest = { kind: 'computer', assetTag: '', macAddress: '', serialNumber: 'SN-1', uuid: 'U-2' };
const sample: DynamicRule[] = [
  rule(0, { kind: 'none' }, 'Role', 'Office'),
  rule(1, computer, 'Role', 'Kiosk'),
  rule(2, { kind: 'makeModel', make: 'Contoso*', model: '' }, 'AdminKey', '', true),
];

function Shown({ editor }: { readonly editor: EditorController }) {
  const node = useSlice(editor.document, (state) => state.details.values().next().value);
  return node === undefined ? null : <DynamicVariableRules part={{ node, description: setDynamicVariables }} />;
}

async function show(dynamicRules: DynamicRules = { state: 'read', rules: sample }, mode: 'edit' | 'view' = 'edit') {
  restartIds();
  const session = createFakeSession([fakeStep('It', setDynamicVariables.type, { dynamicRules })]);
  const test = createTestShell(session.handlers, [sequenceEditorFeature]);
  const deps = {
    client: test.client,
    say: () => undefined,
    schedule: (action: () => void) => {
      queueMicrotask(action);
      return () => undefined;
    },
  };
  const editor = createEditorController({ packageId: fakePackage, mode, clipboard: createClipboard(), deps });
  await editor.session.open('keep');
  editor.select(selectOne('n1'));
  renderWithShell(
    <EditorProvider editor={editor}>
      <Shown editor={editor} />
    </EditorProvider>,
    test,
  );
  await waitFor(() => expect(editor.document.getState().details.size).toBe(1));
  const rules = (): readonly DynamicRule[] => {
    const read = session.detail('It').dynamicRules;
    return read?.state === 'read' ? read.rules : [];
  };
  return { ...test, session, editor, rules, names: () => rules().map((one) => one.variables[0]?.value) };
}

const options = () => screen.getAllByRole('option').map((one) => one.getAttribute('aria-label'));
const click = (role: string, name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole(role, { name })));
const press = (key: string, more: object = {}) =>
  act(async () => void fireEvent.keyDown(screen.getByRole('listbox'), { key, ...more }));
const type = (name: string | RegExp, value: string) =>
  act(async () => void fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } }));

describe('rules of Set Dynamic Variables', () => {
  afterEach(cleanup);
  // Rows are scrolled to; a page without a layout has nothing to scroll.
  Element.prototype.scrollIntoView = () => undefined;

  it('[UI-755] say what they ask and what they set; a value that is not displayed is not said', async () => {
    await show();
    expect(options()).toEqual([
      'Rule 1: Always: Sets Role = Office',
      'Rule 2: If the serial number is “SN-1” or the UUID is “U-2”: Sets Role = Kiosk',
      'Rule 3: If the make is “Contoso*”: Sets AdminKey = ••••••••',
    ]);
  });

  it('[UI-756] are moved by Alt and arrows, also when keys come faster than answers, and removed by Del', async () => {
    const { names, editor } = await show();
    await press('ArrowDown');
    expect(screen.getByRole('heading', { name: 'Rule 2 of 3' })).toBeTruthy();
    await press('ArrowUp');
    // Drawn after each key, as a page does it, and answered after all of them.
    for (let times = 0; times < 3; times += 1) {
      act(() => void fireEvent.keyDown(screen.getByRole('listbox'), { key: 'ArrowDown', altKey: true }));
    }
    await waitFor(() => expect(names()).toEqual(['Kiosk', '', 'Office']));
    await waitFor(() => expect(editor.document.getState().history.undoCount).toBe(2));
    expect(screen.getByRole('heading', { name: 'Rule 3 of 3' })).toBeTruthy();
    await press('Delete');
    await waitFor(() => expect(names()).toEqual(['Kiosk', '']));
    await act(() => editor.session.undo(3));
    await waitFor(() => expect(options()[0]).toBe('Rule 1: Always: Sets Role = Office'));
  });

  it('[UI-757] typing in two fields, one after the other before an answer, keeps both', async () => {
    const { rules } = await show();
    await press('ArrowDown');
    act(() => {
      fireEvent.change(screen.getByRole('textbox', { name: 'Serial number' }), { target: { value: 'SN-9' } });
      fireEvent.change(screen.getByRole('textbox', { name: 'Asset tag' }), { target: { value: 'A-9' } });
    });
    await waitFor(() => expect(rules()[1]?.test).toEqual({ ...computer, serialNumber: 'SN-9', assetTag: 'A-9' }));
  });

  it('[UI-758] a name that cannot be is said at its field and not sent; other fields go on', async () => {
    const { rules, client } = await show();
    await type('Name of variable 1', '_Role');
    expect(await screen.findByText(/begin with _ are set by the engine/)).toBeTruthy();
    expect(client.callsOf('editor.apply')).toEqual([]);
    await type('Value of Role', 'Lab');
    await waitFor(() => expect(rules()[0]?.variables[0]).toMatchObject({ name: 'Role', value: 'Lab' }));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of variable 1' }).value).toBe('_Role');
    await type('Name of variable 1', 'n'.repeat(257));
    expect(await screen.findByText('257 characters are too many: at most 256.')).toBeTruthy();
    await type('Name of variable 1', 'Site');
    await waitFor(() => expect(rules()[0]?.variables[0]).toMatchObject({ name: 'Site', value: 'Lab' }));
  });

  it('[UI-758] what was refused is forgotten when rules change their places: no other rule gets it', async () => {
    const { names, editor } = await show();
    await type('Name of variable 1', '_Role');
    expect(await screen.findByText(/begin with _ are set by the engine/)).toBeTruthy();
    await press('ArrowDown', { altKey: true });
    await waitFor(() => expect(names()).toEqual(['Kiosk', 'Office', '']));
    expect(editor.document.getState().drafts.size).toBe(0);
    for (const key of ['Home', 'ArrowDown']) {
      await press(key);
      expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of variable 1' }).value).toBe('Role');
    }
  });

  it('[UI-758] what was refused at another step stays when rules change their places', async () => {
    const { names, editor } = await show();
    const key = 'setRules:n9:0.0.name';
    const edit = { kind: 'setRules' as const, id: NodeId.parse('n9'), rules: [], field: '0.0.name' };
    act(() => editor.session.refuse(edit, { code: 'EDIT_VALUE_INVALID', details: {}, traceId: null }));
    expect([...editor.document.getState().drafts.keys()]).toEqual([key]);
    await press('ArrowDown', { altKey: true });
    await waitFor(() => expect(names()).toEqual(['Kiosk', 'Office', '']));
    expect([...editor.document.getState().drafts.keys()]).toEqual([key]);
  });

  it('[UI-810] a rule that is dropped where it is stays without an edit; on another place it is moved', async () => {
    layOutRows();
    const { names, client } = await show();
    const [first, second] = screen.getAllByRole('option');
    if (first === undefined || second === undefined) throw new Error('too few rules');
    await dragOver(first, first, pointer.below(0));
    await dropOn(first, pointer.below(0));
    expect(client.callsOf('editor.apply')).toEqual([]);
    await dragOver(first, second, pointer.below(1));
    await dropOn(second, pointer.below(1));
    await waitFor(() => expect(names()).toEqual(['Kiosk', 'Office', '']));
    expect(client.callsOf('editor.apply')).toHaveLength(1);
  });

  it('[UI-756] one is added behind the selected one with its kind, and gets its variables', async () => {
    const { rules } = await show();
    await click('button', 'Add rule');
    await click('menuitem', 'Task Sequence Variable');
    await waitFor(() => expect(rules()).toHaveLength(4));
    expect(rules()[1]?.test).toEqual({ kind: 'variable', variable: '', operator: 'equals', value: '' });
    expect(screen.getByText('Fill in at least one value, or the rule never holds.')).toBeTruthy();
    await click('button', 'Add variable');
    expect(screen.getByText('Enter the name of the variable.')).toBeTruthy();
    await type('Name of a new variable', 'Region');
    await type('Value of the new variable', 'North');
    await click('button', 'Add variable');
    await waitFor(() => expect(rules()[1]?.variables[0]).toMatchObject({ name: 'Region', value: 'North' }));
  });

  it('[UI-759] a value that is hidden is set by the dialog and told as set; it cannot be shown again', async () => {
    const { rules, client } = await show();
    await click('checkbox', 'Do not display the value of Role');
    await waitFor(() => expect(rules()[0]?.variables[0]?.isSecret).toBe(true));
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Do not display the value of Role' });
    await waitFor(() => expect(box.disabled).toBe(true));
    await click('button', 'Replace Role in rule 1…');
    const dialog = within(await screen.findByRole('dialog'));
    for (const label of ['Role in rule 1*', 'Enter it again*'])
      fireEvent.change(dialog.getByLabelText(label), { target: { value: 'S3cret' } });
    await act(async () => void fireEvent.click(dialog.getByRole('button', { name: 'Replace' })));
    await waitFor(() => expect(client.callsOf('editor.setSecret')).toHaveLength(1));
    expect(client.callsOf('editor.setSecret')[0]).toMatchObject({ inRules: { rule: 0, variable: 0 }, value: 'S3cret' });
    expect(JSON.stringify(client.callsOf('editor.apply'))).not.toContain('S3cret');
  });

  it('[UI-812] an operator that nobody knows is chosen in its list as it is written, and kept', async () => {
    const test: RuleTest = { kind: 'variable', variable: 'Role', operator: 'soundsLike', value: 'x' };
    const { rules, client } = await show({ state: 'read', rules: [rule(0, test, 'Site', 'North')] });
    const box = screen.getByRole('combobox', { name: 'Condition' });
    expect(box.textContent).toBe('soundsLike');
    await act(async () => void fireEvent.click(box));
    const chosen = within(screen.getByRole('listbox', { name: 'Condition' })).getAllByRole('option', {
      selected: true,
    });
    expect(chosen.map((one) => one.textContent)).toEqual(['soundsLike']);
    await act(async () => void fireEvent.click(screen.getByRole('option', { name: 'soundsLike' })));
    expect([client.callsOf('editor.apply'), rules()[0]?.test]).toEqual([[], test]);
  });

  it('[UI-760] rules that cannot be read are shown as their text with the reason', async () => {
    const text = '<Rules><Rule></Rules>';
    await show({ state: 'unreadable', reason: reason('rules-many', { limit: 500 }), text });
    expect(screen.getByText('These rules cannot be read: at most 500 rules are possible')).toBeTruthy();
    expect(screen.getByText(text)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add rule' })).toBeNull();
  });

  it('[UI-761] a view shows rules and changes nothing', async () => {
    const { client, rules } = await show(undefined, 'view');
    expect(screen.queryByRole('button', { name: 'Add rule' })).toBeNull();
    await press('Delete');
    await press('ArrowDown', { altKey: true });
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Value of Role' }).readOnly).toBe(true);
    const buttons = within(screen.getByRole('region', { name: 'Rule 1 of 3' })).getAllByRole<HTMLButtonElement>(
      'button',
    );
    expect(buttons.every((one) => one.disabled)).toBe(true);
    expect([client.callsOf('editor.apply'), rules()]).toEqual([[], sample]);
  });

  it('[UI-850] Enter in the value of a new variable adds it, and the next one begins with its name', async () => {
    const { session } = await show();
    const [name, value] = ['Name of a new variable', 'Value of the new variable'].map((label) =>
      screen.getByRole<HTMLInputElement>('textbox', { name: label }),
    );
    if (name === undefined || value === undefined) throw new Error('no fields');
    fireEvent.change(name, { target: { value: 'Floor' } });
    fireEvent.change(value, { target: { value: '3' } });
    act(() => value.focus());
    await act(async () => void fireEvent.keyDown(value, { key: 'Enter' }));
    expect([document.activeElement === name, name.value, value.value]).toEqual([true, '', '']);
    await waitFor(() =>
      expect(session.detail('It').dynamicRules).toMatchObject({
        rules: [{ variables: [{}, { name: 'Floor', value: '3' }] }, {}, {}],
      }),
    );
  });
});
