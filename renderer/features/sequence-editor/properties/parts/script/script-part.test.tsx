// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { undo } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { editLimits } from '#shared/model/edit';
import { fieldForm, readScript, writeScript } from '#shared/model/script-text';
import { runPowershellScript } from '#shared/steps/run-powershell-script';
import { useSlice } from '../../../../../app/shell-context.tsx';
import { createTestShell, renderWithShell } from '../../../../../app/testing.tsx';
import { fakePackage, fakeStep, restartIds } from '../../../fakes/fake-nodes.ts';
import { createFakeSession } from '../../../fakes/fake-session.ts';
import { sequenceEditorFeature } from '../../../index.tsx';
import { selectOne } from '../../../model/selection.ts';
import { createEditorController, type EditorController } from '../../../store/editor-controller.ts';
import { createClipboard } from '../../../store/clipboard.ts';
import { EditorProvider } from '../../../use-editor.tsx';
import { ScriptPart } from './script-part.tsx';

configure({ asyncUtilTimeout: 10_000 });

const script = '# Greets.\r\nWrite-Output "Grüße"\nExit 0\r\n';

function Shown({ editor }: { readonly editor: EditorController }) {
  const node = useSlice(editor.document, (state) => state.details.values().next().value);
  return node === undefined ? null : <ScriptPart part={{ node, description: runPowershellScript }} />;
}

async function show(value: string, mode: 'edit' | 'view' = 'edit') {
  restartIds();
  const variables = [{ name: 'OSDRunPowerShellScriptSourceScript', property: 'SourceScript', hidden: false, value }];
  const session = createFakeSession([fakeStep('It', runPowershellScript.type, { variables })]);
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
  const stored = () => session.detail('It').variables[0]?.value ?? '';
  const text = () => {
    const read = readScript(stored());
    return read.state === 'read' ? read.text : null;
  };
  return { ...test, session, editor, stored, text };
}

async function view(): Promise<EditorView> {
  const found = EditorView.findFromDOM(await screen.findByRole('textbox', { name: /Enter a PowerShell script/ }));
  if (found === null) throw new Error('no editor is shown');
  return found;
}
const insert = (editor: EditorView, from: number, text: string, to = from) =>
  act(async () => editor.dispatch({ changes: { from, to, insert: text }, userEvent: 'input.type' }));
const choose = (name: string, bytes: Uint8Array<ArrayBuffer> | string) =>
  act(async () => {
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (input === null) throw new Error('no file can be chosen');
    fireEvent.change(input, { target: { files: [new File([bytes], name)] } });
  });

describe('the script of Run PowerShell Script', () => {
  beforeAll(() => {
    // What jsdom does not measure.
    Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
    Range.prototype.getBoundingClientRect = () => new DOMRect();
  });
  afterEach(cleanup);

  it('[UI-762] is shown as its text, and what was not changed writes nothing', async () => {
    const { client, stored } = await show(writeScript(script, fieldForm));
    const editor = await view();
    expect(editor.state.doc.toString()).toBe(script.replaceAll('\r\n', '\n'));
    await insert(editor, 0, 'x');
    await insert(editor, 0, '', 1);
    await act(async () => void fireEvent.blur(editor.contentDOM));
    expect(stored()).toBe(writeScript(script, fieldForm));
    expect(client.callsOf('editor.apply').length).toBeLessThanOrEqual(2);
  });

  it('[UI-763] typing goes into the document with the form and the line breaks that the script has', async () => {
    const form = { encoding: 'utf-8', hasMark: true } as const;
    const { stored } = await show(writeScript(script, form));
    await insert(await view(), 0, 'param()\n');
    await waitFor(() => expect(stored()).toBe(writeScript(`param()\r\n${script}`, form)));
  });

  it('[UI-763] what is undone in the document is shown in the editor', async () => {
    const { editor, text } = await show(writeScript(script, fieldForm));
    const code = await view();
    await insert(code, 0, '# New\n');
    await waitFor(() => expect(text()).toBe(`# New\r\n${script}`));
    await act(() => editor.session.undo(1));
    await waitFor(() => expect(code.state.doc.toString()).toBe(script.replaceAll('\r\n', '\n')));
  });

  it('[UI-764] a long script is sent when the person pauses, or before a command of the page', async () => {
    const long = '# a line of it\n'.repeat(4000);
    const { editor, text, client } = await show(writeScript(long, fieldForm));
    const code = await view();
    await insert(code, 0, '1');
    await insert(code, 1, '2');
    expect(client.callsOf('editor.apply')).toEqual([]);
    await act(async () => void fireEvent.keyDown(code.contentDOM, { key: 's', ctrlKey: true }));
    await act(() => editor.session.commit());
    expect(text()).toBe(`12${long}`);
  });

  it('[UI-764] a long script that waits for a pause is sent at once when its editor is left', async () => {
    const long = '# a line of it\n'.repeat(4000);
    const { editor, text, client } = await show(writeScript(long, fieldForm));
    await insert(await view(), 0, '1');
    expect(client.callsOf('editor.apply')).toEqual([]);
    cleanup();
    await editor.session.commit();
    expect(text()).toBe(`1${long}`);
  });

  it('[UI-765] one that no value can hold stays in the editor with the limit, and is not sent', async () => {
    const { client, editor } = await show('');
    const code = await view();
    await insert(code, 0, 'x'.repeat(editLimits.valueMax));
    expect(await screen.findByText(/longer than 374,999 characters/)).toBeTruthy();
    expect([client.callsOf('editor.apply'), code.state.doc.length]).toEqual([[], editLimits.valueMax]);
    await insert(code, 10, '', editLimits.valueMax);
    await act(() => editor.session.commit());
    await waitFor(() => expect(client.callsOf('editor.apply')).toHaveLength(1));
  });

  it('[UI-766] comes from a file; one that is no Unicode text or too large changes nothing and says why', async () => {
    const { text } = await show(writeScript(script, fieldForm));
    await view();
    await choose('ansi.ps1', new Uint8Array([0x47, 0x72, 0xfc, 0xdf]));
    expect((await screen.findByRole('alert')).textContent).toContain('ansi.ps1 is no Unicode text');
    await choose('large.ps1', 'x'.repeat(2_000_001));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('large.ps1 is larger than 2 MB'));
    expect(text()).toBe(script);
    await choose('good.ps1', 'Write-Output 1\r\n# SIG # Begin signature block\r\n');
    await waitFor(() => expect(text()).toBe('Write-Output 1\r\n# SIG # Begin signature block\r\n'));
    expect(screen.getByText(/This script has a signature/)).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('[UI-767] a value that is no script is shown and kept until a new one takes its place', async () => {
    const { stored, text } = await show('Write-Output 1');
    expect(screen.getByText('Write-Output 1')).toBeTruthy();
    expect(stored()).toBe('Write-Output 1');
    await choose('good.ps1', 'Exit 3\r\n');
    await waitFor(() => expect(text()).toBe('Exit 3\r\n'));
    expect((await view()).state.doc.toString()).toBe('Exit 3\n');
  });

  it('[UI-768] Tab leads out of the editor; Ctrl+F finds in it and Esc ends that', async () => {
    await show(writeScript(script, fieldForm));
    const code = await view();
    code.focus();
    expect(fireEvent.keyDown(code.contentDOM, { key: 'Tab', code: 'Tab', keyCode: 9 })).toBe(true);
    expect(fireEvent.keyDown(code.contentDOM, { key: 'f', code: 'KeyF', keyCode: 70, ctrlKey: true })).toBe(false);
    const find = screen.getByRole('textbox', { name: 'Find' });
    find.focus();
    expect(fireEvent.keyDown(find, { key: 'Escape', code: 'Escape', keyCode: 27 })).toBe(false);
    expect(screen.queryByRole('textbox', { name: 'Find' })).toBeNull();
    // The step of the page stays, also where there is no line above.
    expect(fireEvent.keyDown(code.contentDOM, { key: 'ArrowUp', keyCode: 38, altKey: true })).toBe(false);
  });

  it('[UI-769] a view shows the script and changes nothing', async () => {
    const { client, stored } = await show(writeScript(script, fieldForm), 'view');
    const code = await view();
    expect([code.state.readOnly, code.contentDOM.getAttribute('aria-readonly')]).toEqual([true, 'true']);
    expect(screen.queryByRole('button', { name: 'Open a file…' })).toBeNull();
    fireEvent.keyDown(code.contentDOM, { key: 'Enter', code: 'Enter', keyCode: 13 });
    expect([client.callsOf('editor.apply'), stored()]).toEqual([[], writeScript(script, fieldForm)]);
  });

  it('[UI-851] is enlarged as it is into a dialog, with one undo; Esc ends finding, then the dialog, and the focus comes back', async () => {
    const { text } = await show(writeScript(script, fieldForm));
    const code = await view();
    await insert(code, 0, '# One\n');
    const enlarge = screen.getByRole('button', { name: 'Enlarge' });
    act(() => enlarge.focus());
    await act(async () => void fireEvent.click(enlarge));
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(dialog.contains(code.dom) && code.hasFocus).toBe(true));
    await insert(code, 0, '# Two\n');
    await waitFor(() => expect(text()).toBe(`# Two\r\n# One\r\n${script}`));
    act(() => void undo(code));
    act(() => void undo(code));
    await waitFor(() => expect(text()).toBe(script));
    fireEvent.keyDown(code.contentDOM, { key: 'f', code: 'KeyF', keyCode: 70, ctrlKey: true });
    await act(async () => void fireEvent.keyDown(code.contentDOM, { key: 'Escape', code: 'Escape', keyCode: 27 }));
    expect(dialog.isConnected).toBe(true);
    await act(async () => void fireEvent.keyDown(code.contentDOM, { key: 'Escape', code: 'Escape', keyCode: 27 }));
    await waitFor(() => expect(dialog.isConnected).toBe(false));
    expect(screen.getByRole('region', { name: /PowerShell script/ }).contains(code.dom)).toBe(true);
  });
});
