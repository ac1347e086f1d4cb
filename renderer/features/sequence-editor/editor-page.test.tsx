// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackageId } from '#shared/model/ids';
import { pageOf } from '../../app/testing.tsx';
import { fakePackage } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, press, pressPaste, row } from './fakes/open-fake.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

describe('editor page', () => {
  let opened: OpenedEditor | null = null;
  beforeEach(giveSizes);
  afterEach(() => {
    opened?.stop();
    cleanup();
  });

  it('[UI-100] arrows move through the tree, Left and Right close and open groups, Home and End go to the ends', async () => {
    opened = await openFake();
    await press('ArrowDown');
    expect(document.activeElement).toBe(row(/Say hello/));
    await press('ArrowLeft');
    expect(document.activeElement).toBe(row(/^1.*Capture/));
    await press('ArrowLeft');
    expect(row(/^1.*Capture/).getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('treeitem', { name: /Say hello/ })).toBeNull();
    await press('End');
    expect(document.activeElement).toBe(row(/Last/));
    await press('Home');
    await press('ArrowRight');
    expect(row(/^1.*Capture/).getAttribute('aria-expanded')).toBe('true');
  });

  it('[UI-494] a rename elsewhere reaches the tab of an open editor, and one that nobody has looked at yet', async () => {
    opened = await openFake();
    const { shell, client } = opened;
    const behind = PackageId.parse('LAB00777');
    const params = { packageId: behind, mode: 'edit' } as const;
    shell.tabs.open({ kind: 'editor', key: behind, title: 'Before', params, isBehind: true });
    const fixed = {
      folderId: null,
      folderPath: [],
      description: '',
      dialect: 'cm' as const,
      revision: 1,
      stepCount: 4,
    };
    const more = { sizeBytes: 1, enabled: true, createdAt: 0, modifiedAt: 0, modifiedBy: '', hasDraft: false };
    const row = (packageId: PackageId, name: string) => ({ ...fixed, ...more, deletedAt: null, packageId, name });
    client.handle({ 'sequence.list': () => pageOf([row(fakePackage, 'Deploy 2'), row(behind, 'After')]) });
    client.emit('site.changed', { revision: 1, changes: [{ kind: 'sequences', ids: [fakePackage, behind] }] });
    const titles = () => shell.tabs.store.getState().tabs.map(({ title }) => title);
    await waitFor(() => expect(titles()).toEqual(expect.arrayContaining(['Deploy 2', 'After'])));
  });

  it('[UI-101] Shift and Ctrl extend the selection, Ctrl+A takes the siblings and then everything', async () => {
    opened = await openFake();
    await press('ArrowDown');
    await press('ArrowDown', { shiftKey: true });
    expect(row(/Say hello/).getAttribute('aria-selected')).toBe('true');
    expect(row(/Capture files/).getAttribute('aria-selected')).toBe('true');
    await press('Home');
    await press('a', { ctrlKey: true });
    const chosen = () => screen.getAllByRole('treeitem', { selected: true }).length;
    expect(chosen()).toBe(3);
    await press('a', { ctrlKey: true });
    expect(chosen()).toBe(6);
    fireEvent.click(row(/Last/), { ctrlKey: true });
    expect(chosen()).toBe(5);
  });

  it('[UI-102] Alt and an arrow move the step, the focus stays on it, and the outcome is spoken', async () => {
    opened = await openFake();
    await press('ArrowDown');
    await press('ArrowDown', { altKey: true });
    await waitFor(() => expect(opened?.session.names()[1]).toBe('  Capture files'));
    await waitFor(() => expect(document.activeElement).toBe(row(/Say hello/)));
    expect(opened.shell.announcer.store.getState().polite).toBe('Say hello moved, now number 3');
    await press('ArrowLeft', { altKey: true });
    await waitFor(() => expect(opened?.session.names()).toContain('Say hello'));
  });

  it('[UI-308] the first move can be undone before it is answered, and the focus follows', async () => {
    opened = await openFake();
    const { 'editor.apply': apply } = opened.session.handlers;
    let answer: () => void = () => undefined;
    opened.client.handle({
      'editor.apply': async (input, context) => {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        if (apply === undefined) throw new Error('the fake has no edits');
        return apply(input, context);
      },
    });
    const position = () => row(/Say hello/).getAttribute('aria-posinset');
    await press('ArrowDown');
    await press('ArrowDown', { altKey: true });
    expect([position(), document.activeElement]).toEqual(['2', row(/Say hello/)]);
    await press('z', { ctrlKey: true });
    expect(position()).toBe('2');
    await act(async () => answer());
    await waitFor(() => expect(position()).toBe('1'));
    expect(opened.session.names()[1]).toBe('  Say hello');
    await waitFor(() => expect(document.activeElement).toBe(row(/Say hello/)));
  });

  it('[UI-103] Del removes, Ctrl+Z brings back, F2 renames in place', async () => {
    opened = await openFake();
    await press('End');
    await press('Delete');
    await waitFor(() => expect(opened?.session.names()).not.toContain('Last'));
    await press('z', { ctrlKey: true });
    await waitFor(() => expect(opened?.session.names()).toContain('Last'));
    await waitFor(() => expect(document.activeElement).toBe(row(/Last/)));
    await press('F2');
    const field = await screen.findByRole('textbox', { name: 'New name' });
    fireEvent.change(field, { target: { value: 'The end' } });
    await act(async () => void fireEvent.keyDown(field, { key: 'Enter' }));
    await waitFor(() => expect(opened?.session.names()).toContain('The end'));
  });

  it('[UI-104] Insert opens the Add menu with New Group and every category; a choice adds after the selection', async () => {
    opened = await openFake();
    await press('Insert');
    const items = (await screen.findAllByRole('menuitem')).map((item) => item.textContent);
    expect(items).toEqual(['New Group', 'General', 'Software', 'Disks', 'User State', 'Images', 'Drivers', 'Settings']);
    await act(async () => void fireEvent.click(screen.getByRole('menuitem', { name: 'New Group' })));
    await waitFor(() => expect(opened?.session.names()[3]).toBe('New Group'));
  });

  it('[UI-105] steps are copied with Ctrl+C and pasted after the selection with Ctrl+V', async () => {
    opened = await openFake();
    await press('End');
    await press('c', { ctrlKey: true });
    await waitFor(() => expect(opened?.shell.announcer.store.getState().polite).toBe('1 step copied'));
    await press('Home');
    await pressPaste();
    await waitFor(() =>
      expect(opened?.session.names()).toEqual([
        'Capture',
        '  Say hello',
        '  Capture files',
        'Last',
        'Setup',
        '  Restart',
        'Last',
      ]),
    );
  });

  it('[UI-106] typing in a field is one edit after a pause or when the field is left; the tree follows', async () => {
    opened = await openFake();
    await press('End');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    fireEvent.change(name, { target: { value: 'Final' } });
    fireEvent.change(name, { target: { value: 'Final step' } });
    expect(opened.client.callsOf('editor.apply')).toHaveLength(0);
    await act(async () => void fireEvent.blur(name));
    await waitFor(() => expect(opened?.session.names()).toContain('Final step'));
    expect(opened.client.callsOf('editor.apply')).toHaveLength(1);
    expect(await screen.findByRole('treeitem', { name: /Final step/ })).toBeTruthy();
  });

  it('[UI-107] a value that is too long stays in its field with the limit in words, and is not sent', async () => {
    opened = await openFake();
    await press('End');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    fireEvent.change(name, { target: { value: 'x'.repeat(101) } });
    expect(await screen.findByText(/101 characters are too many: at most 100/)).toBeTruthy();
    await act(async () => void fireEvent.blur(name));
    expect(opened.client.callsOf('editor.apply')).toHaveLength(0);
    expect((name as HTMLInputElement).value).toHaveLength(101);
  });

  it('[UI-108] what the core refuses is said at the field', async () => {
    opened = await openFake();
    await press('End');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    fireEvent.change(name, { target: { value: 'refuse me' } });
    await act(async () => void fireEvent.blur(name));
    expect(await screen.findByText(/it is refused/)).toBeTruthy();
    expect(opened.session.names()).toContain('Last');
  });

  it('[UI-109] a view has the same page with fields that can be read and not changed', async () => {
    opened = await openFake('view');
    await press('End');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    expect(name.hasAttribute('readonly')).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    await press('Delete');
    expect(opened.session.names()).toContain('Last');
    expect(opened.client.callsOf('editor.apply')).toHaveLength(0);
  });

  it('[UI-110] a draft that was taken up is named with its time, and can be discarded after a question', async () => {
    opened = await openFake('edit', Date.UTC(2026, 10, 21, 14, 32));
    expect(screen.getByText('Draft from 21 Nov 2026 14:32 taken up.')).toBeTruthy();
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Discard the draft…' })));
    const question = await screen.findByRole('alertdialog');
    await act(async () => void fireEvent.click(within(question).getByRole('button', { name: 'Discard the draft' })));
    await waitFor(() => expect(opened?.client.callsOf('editor.discard')).toHaveLength(1));
  });

  it('[UI-111] several selected steps show what they have in common and change in one edit', async () => {
    opened = await openFake();
    await press('ArrowDown');
    await press('ArrowDown', { shiftKey: true });
    expect(await screen.findByText('2 steps selected')).toBeTruthy();
    const box = screen.getByRole('checkbox', { name: 'Continue on error' });
    await act(async () => void fireEvent.click(box));
    await waitFor(() => expect(opened?.session.detail('Capture files').continueOnError).toBe(true));
    expect(opened.client.callsOf('editor.apply')).toHaveLength(1);
    expect(opened.session.detail('Say hello').continueOnError).toBe(true);
  });

  it('[UI-112] finding marks rows, F3 goes from hit to hit, Enter stays in the box, Esc ends it', async () => {
    opened = await openFake();
    const box = screen.getByRole('searchbox');
    fireEvent.change(box, { target: { value: 'run command' } });
    expect(await screen.findByText('2 found')).toBeTruthy();
    expect(row(/Say hello/).querySelector('.se-type-hit')).toBeTruthy();
    await press('F3');
    await waitFor(() => expect(document.activeElement).toBe(row(/Say hello/)));
    expect(screen.getByText('1 of 2')).toBeTruthy();
    await press('F3');
    await waitFor(() => expect(document.activeElement).toBe(row(/Last/)));
    await press('F3', { shiftKey: true });
    await waitFor(() => expect(document.activeElement).toBe(row(/Say hello/)));
    act(() => box.focus());
    await press('Enter');
    await waitFor(() => expect(row(/Last/).getAttribute('aria-selected')).toBe('true'));
    expect(document.activeElement).toBe(box);
    await press('Escape');
    expect((box as HTMLInputElement).value).toBe('');
    await waitFor(() => expect(document.activeElement).toBe(row(/Last/)));
  });

  it('[UI-112] a letter typed right before Enter counts, and a change is looked through again', async () => {
    opened = await openFake();
    const box = screen.getByRole('searchbox');
    act(() => box.focus());
    fireEvent.change(box, { target: { value: 'osdmigrate' } });
    await press('Enter');
    await waitFor(() => expect(row(/Capture files/).getAttribute('aria-selected')).toBe('true'));
    expect(screen.getByText('Command line:')).toBeTruthy();
    await act(async () => void fireEvent.keyDown(row(/Capture files/), { key: 'Delete', code: 'Delete' }));
    expect(await screen.findByText('None found')).toBeTruthy();
  });

  it('[UI-113] [UI-126] a save that meets another save shows both versions and decides nothing by itself', async () => {
    opened = await openFake();
    await press('End');
    await press('Delete');
    await waitFor(() => expect(opened?.session.names()).not.toContain('Last'));
    await press('F2');
    const field = await screen.findByRole('textbox', { name: 'New name' });
    fireEvent.change(field, { target: { value: 'Boot' } });
    await act(async () => void fireEvent.keyDown(field, { key: 'Enter' }));
    await waitFor(() => expect(opened?.session.names()).toContain('  Boot'));
    opened.session.conflict();
    await press('s', { ctrlKey: true });
    const question = await screen.findByRole('alertdialog');
    expect(within(question).getByText(/j.smith saved revision 24/)).toBeTruthy();
    const table = within(question).getByRole('table');
    expect(within(table).getByRole('rowheader', { name: /Last.*Not in yours/ })).toBeTruthy();
    expect(within(table).getByRole('row', { name: 'Name Boot Restart' })).toBeTruthy();
    await act(async () => void fireEvent.click(within(question).getByRole('button', { name: 'Keep mine' })));
    await waitFor(() =>
      expect(opened?.client.callsOf('editor.save')).toEqual([
        { sessionId: expect.anything(), epoch: 1, overwrite: false },
        { sessionId: expect.anything(), epoch: 1, overwrite: true },
      ]),
    );
  });

  it('[UI-114] closing with unsaved changes asks; keeping the draft closes without saving', async () => {
    opened = await openFake();
    await press('Delete');
    await waitFor(() => expect(opened?.session.names()).not.toContain('Capture'));
    const closing = opened.shell.tabs.close(`editor:${fakePackage}`);
    const question = await screen.findByRole('alertdialog');
    await act(async () => void fireEvent.click(within(question).getByRole('button', { name: 'Keep as draft' })));
    expect(await closing).toBe(true);
    expect(opened.client.callsOf('editor.save')).toHaveLength(0);
    expect(opened.client.callsOf('editor.close')).toHaveLength(1);
  });

  it('[UI-131] F8 goes from problem to problem, to the field that is missing', async () => {
    opened = await openFake();
    await press('F8');
    const field = () => document.activeElement as HTMLElement;
    await waitFor(() => expect(field().closest('.fui-Field')?.textContent).toMatch(/^Command line/));
    expect(row(/Say hello/).getAttribute('aria-selected')).toBe('true');
    expect(opened.shell.announcer.store.getState().polite).toMatch(/^Problem 1 of 2: “Command line” is empty/);
    await press('F8');
    await waitFor(() => expect(row(/Last/).getAttribute('aria-selected')).toBe('true'));
    await press('F8', { shiftKey: true });
    await waitFor(() => expect(row(/Say hello/).getAttribute('aria-selected')).toBe('true'));
    const table = await screen.findByRole('table', { name: 'Problems' });
    expect(within(table).getAllByRole('row')[1]?.getAttribute('aria-current')).toBe('true');
    await act(async () => void fireEvent.click(within(table).getByRole('button', { name: '6 Last' })));
    await waitFor(() => expect(row(/Last/).getAttribute('aria-selected')).toBe('true'));
    const typed = await screen.findByRole('textbox', { name: /^Command line/ });
    await waitFor(() => expect(document.activeElement).toBe(typed));
    fireEvent.change(typed, { target: { value: 'cmd' } });
    await act(async () => void fireEvent.blur(typed));
    await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(2));
  });
});
