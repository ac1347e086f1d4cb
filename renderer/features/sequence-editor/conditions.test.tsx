// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newVariableTest, writeVariableTest } from '#shared/model/conditions/variable-condition';
import type { Edit } from '#shared/model/edit';
import { fakeGroup, fakeSessionId, fakeStep, type Nodes } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, press, pressPaste, row } from './fakes/open-fake.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

const commandLine = 'SMS_TaskSequence_RunCommandLineAction';
const test = (variable: string) => writeVariableTest({ ...newVariableTest, variable, value: '1' }, null);

const nodes = (): Nodes => [
  fakeGroup('Capture', [fakeStep('Say hello', commandLine, { condition: { children: [test('A'), test('B')] } })]),
  fakeStep('Last', commandLine, { condition: { children: [test('C')] } }),
];

const fail = (): never => {
  throw new Error('not there');
};

describe('conditions on the page', () => {
  let opened: OpenedEditor | null = null;
  beforeEach(giveSizes);
  afterEach(() => {
    opened?.stop();
    cleanup();
  });

  it('[UI-129] a row shows how many conditions it has', async () => {
    opened = await openFake('edit', null, nodes);
    expect(row(/Say hello/).querySelector('[aria-label="2 conditions"]')?.textContent).toBe('2');
    expect(screen.getByRole('treeitem', { name: /Last.*1 condition/ })).toBeTruthy();
    expect(row(/Capture/).querySelector('.se-brand')).toBeNull();
  });

  const list = () => screen.findByRole('tree', { name: 'Conditions' });
  const lines = async () =>
    within(await list())
      .getAllByRole('treeitem')
      .map((line) => line.getAttribute('aria-label'));
  /** The Options tab of a step, with the focus in its list of conditions. */
  async function goTo(name: RegExp): Promise<void> {
    await act(async () => void fireEvent.click(row(name)));
    await act(async () => void fireEvent.click(screen.getByRole('tab', { name: /Options/ })));
    const tree = await list();
    act(() => tree.focus());
  }

  it('[UI-848] Alt with Left and Right move a condition out of and into an If statement, and never the step', async () => {
    const inside = { kind: 'operator' as const, key: null, operator: 'or' as const, children: [test('A')] };
    opened = await openFake('edit', null, () => [
      fakeGroup('Capture', [fakeStep('Say hello', commandLine, { condition: { children: [inside, test('B')] } })]),
    ]);
    await goTo(/Say hello/);
    const levels = async () =>
      within(await list())
        .getAllByRole('treeitem')
        .map((line) => line.getAttribute('aria-level'));
    await press('End');
    await press('ArrowRight', { altKey: true });
    await waitFor(async () => expect(await levels()).toEqual(['1', '2', '2']));
    await press('ArrowLeft', { altKey: true });
    await waitFor(async () => expect(await levels()).toEqual(['1', '2', '1']));
    await press('ArrowLeft', { altKey: true });
    expect(opened.session.names()).toEqual(['Capture', '  Say hello']);
    expect(screen.getByRole('button', { name: 'Move into the If statement beside it' })).toBeTruthy();
  });

  it('[UI-130] conditions are copied with Ctrl+C and pasted into another step with Ctrl+V, undone in one step', async () => {
    opened = await openFake('edit', null, nodes);
    await goTo(/Say hello/);
    await press('ArrowDown');
    await press('c', { ctrlKey: true });
    await waitFor(() => expect(opened?.shell.announcer.store.getState().polite).toBe('1 condition copied'));
    await goTo(/Last/);
    await pressPaste();
    await pressPaste();
    await waitFor(async () =>
      expect(await lines()).toEqual(['Variable C equals 1', 'Variable B equals 1', 'Variable B equals 1']),
    );
    expect(opened.shell.commands.label(opened.shell.commands.byId('editor.undo') ?? fail())).toBe(
      'Undo: Paste 1 condition into “Last”',
    );
    act(() => row(/Last/).focus());
    await press('z', { ctrlKey: true });
    await waitFor(async () => expect(await lines()).toHaveLength(2));
    expect(opened.session.names()).toEqual(['Capture', '  Say hello', 'Last']);
  });

  /** What another window does to the step, and this one hears of. */
  async function elsewhere({ client }: OpenedEditor, edit: Edit): Promise<void> {
    const made = await client.call('editor.apply', { sessionId: fakeSessionId, epoch: 1, edits: [edit] });
    const { detail: _detail, ...change } = made;
    await act(async () => client.emit('editor.changed', change));
  }

  it('[UI-803] a change builds on the conditions that another window has made, also before they are shown', async () => {
    opened = await openFake('edit', null, nodes);
    await goTo(/Last/);
    const { session, client } = opened;
    const { id } = session.detail('Last');
    client.handle({ 'editor.node': () => new Promise(() => undefined) });
    await elsewhere(opened, { kind: 'setCondition', id, condition: { children: [test('C'), test('D')] } });
    await press('Delete');
    await waitFor(() =>
      expect(session.detail('Last').condition?.children).toMatchObject([{ variables: test('D').variables }]),
    );
  });

  it('[UI-803] a condition that was asked for a step that went meanwhile is not taken in silence', async () => {
    opened = await openFake('edit', null, nodes);
    await goTo(/Last/);
    await press('Enter');
    const dialog = await screen.findByRole('dialog');
    await elsewhere(opened, { kind: 'remove', ids: [opened.session.detail('Last').id] });
    fireEvent.change(within(dialog).getByRole('textbox', { name: /^Variable/ }), { target: { value: 'E' } });
    await act(async () => void fireEvent.click(within(dialog).getByRole('button', { name: 'Change condition' })));
    await screen.findByText(/no longer in the task sequence/);
  });

  it('[UI-130] Ctrl+X takes a condition along, the menu has everything, and a view copies nothing', async () => {
    opened = await openFake('edit', null, nodes);
    await goTo(/Say hello/);
    await press('x', { ctrlKey: true });
    await waitFor(async () => expect(await lines()).toEqual(['Variable B equals 1']));
    fireEvent.contextMenu(within(await list()).getByRole('treeitem'));
    const before = await screen.findByRole('menuitem', { name: 'Paste before' });
    await act(async () => void fireEvent.click(before));
    await waitFor(async () => expect(await lines()).toEqual(['Variable A equals 1', 'Variable B equals 1']));
    opened.stop();
    cleanup();
    opened = await openFake('view', null, nodes);
    await goTo(/Say hello/);
    await press('c', { ctrlKey: true });
    expect(opened.client.callsOf('clipboard.copyConditions')).toHaveLength(0);
  });

  it('[UI-130] copied conditions go into several selected steps at once', async () => {
    opened = await openFake('edit', null, nodes);
    await goTo(/Last/);
    await press('c', { ctrlKey: true });
    await waitFor(() => expect(opened?.client.callsOf('clipboard.copyConditions')).toHaveLength(1));
    await act(async () => void fireEvent.click(row(/Say hello/)));
    await act(async () => void fireEvent.click(row(/Last/), { ctrlKey: true }));
    await act(
      async () => void fireEvent.click(await screen.findByRole('button', { name: 'Paste 1 condition into all' })),
    );
    await waitFor(() => expect(opened?.session.detail('Say hello').condition?.children).toHaveLength(3));
    expect(opened.session.detail('Last').condition?.children).toHaveLength(2);
    expect(opened.client.callsOf('editor.apply')).toHaveLength(1);
  });
});
