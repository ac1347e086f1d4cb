import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import type { FakeHandlers } from '../../../api/fake-client.ts';
import type { ConsoleTexts } from '../../../app/i18n.ts';
import { createTestShell, renderWithShell, type TestShell } from '../../../app/testing.tsx';
import { listenForKeys } from '../../../commands/keys.ts';
import type { TabOf } from '../../../stores/tabs.ts';
import { EditorPage } from '../editor-page.tsx';
import { openEditor, sequenceEditorFeature } from '../index.tsx';
import { fakeGroup, fakePackage, fakeStep, type Nodes, restartIds } from './fake-nodes.ts';
import { createFakeSession, type FakeSession } from './fake-session.ts';

const commandLine = 'SMS_TaskSequence_RunCommandLineAction';
const capture = 'SMS_TaskSequence_CaptureUserStateAction';

/**
 * jsdom measures nothing: without sizes there are no virtual rows. Gives how to take them away again, as `beforeAll`
 * wants it: the next file of tests has the same page. An observer stays, which jsdom has not and changes nothing.
 */
export function giveSizes(): () => void {
  const { prototype } = HTMLElement;
  Object.defineProperty(prototype, 'clientHeight', { configurable: true, value: 560 });
  Object.defineProperty(prototype, 'clientWidth', { configurable: true, value: 480 });
  prototype.scrollTo = () => undefined;
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  return () => {
    for (const name of ['clientHeight', 'clientWidth', 'scrollTo']) Reflect.deleteProperty(prototype, name);
  };
}

function sample(): Nodes {
  return [
    fakeGroup('Capture', [fakeStep('Say hello', commandLine), fakeStep('Capture files', capture)]),
    fakeGroup('Setup', [fakeStep('Restart', 'SMS_TaskSequence_RebootAction')]),
    fakeStep('Last', commandLine),
  ];
}

/** An editor on the screen over a session in memory. */
export interface OpenedEditor extends TestShell {
  readonly session: FakeSession;
  readonly stop: () => void;
}

/** Renders the editor of a small sequence, or of the given steps, and waits until the tree has the focus. */
export async function openFake(
  mode: 'edit' | 'view' = 'edit',
  draftFrom: number | null = null,
  nodes: () => Nodes = sample,
  texts?: ConsoleTexts,
  more: FakeHandlers = {},
): Promise<OpenedEditor> {
  restartIds();
  const session = createFakeSession(nodes(), draftFrom);
  const test = createTestShell({ ...session.handlers, ...more }, [sequenceEditorFeature], texts);
  openEditor(test.shell, { packageId: fakePackage, name: 'Deploy', mode });
  const tab = test.shell.tabs.store.getState().tabs.find((one) => one.kind === 'editor') as TabOf<'editor'>;
  renderWithShell(<EditorPage tab={tab} />, test, texts);
  await screen.findByRole('tree');
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('treeitem'));
  return { ...test, session, stop: listenForKeys(test.shell, document) };
}

/** Until the page of the selected step is drawn: it comes with an answer of the session, not with the click. */
export async function pageDrawn(): Promise<void> {
  await waitFor(() => expect(document.querySelector('.se-pane .se-alone')).toBeNull());
}

export const row = (name: RegExp) => screen.getByRole('treeitem', { name });
export const press = (key: string, more: object = {}) =>
  act(async () => {
    fireEvent.keyDown(document.activeElement ?? document.body, { key, code: key, ...more });
  });

/** Ctrl+V as a browser does it: the key, and then an event with the text of the system. */
export async function pressPaste(text = ''): Promise<void> {
  await press('v', { ctrlKey: true });
  await act(async () => {
    fireEvent.paste(document.body, { clipboardData: { getData: () => text } });
  });
}
