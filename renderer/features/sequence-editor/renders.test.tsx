// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { Profiler } from 'react';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Message } from '#shared/contract/message-shape';
import { connectToNetworkFolder } from '#shared/steps/connect-to-network-folder';
import { createTestShell, renderWithShell, type TestShell } from '../../app/testing.tsx';
import type { TabOf } from '../../stores/tabs.ts';
import { EditorPage } from './editor-page.tsx';
import { fakePackage, fakeStep, restartIds } from './fakes/fake-nodes.ts';
import { createFakeSession } from './fakes/fake-session.ts';
import { giveSizes } from './fakes/open-fake.tsx';
import { openEditor, sequenceEditorFeature } from './index.tsx';
import { EditorStatusCounts } from './status-counts.tsx';

// Many test files share the processors: a second is too short for a page.
configure({ asyncUtilTimeout: 10_000 });

const pathLabel = connectToNetworkFolder.properties.find(({ key }) => key === 'path')?.label;
const network = 'SMS_TaskSequence_ConnectNetworkFolderAction';

interface Watched extends TestShell {
  /** How often something of the editor was drawn since the last look, and the words that were asked for meanwhile. */
  readonly look: () => { readonly commits: number; readonly words: readonly string[] };
}

/** An editor with everything around it, of which each drawing is counted. */
async function openWatched(): Promise<Watched> {
  restartIds();
  const session = createFakeSession([fakeStep('Share', network), fakeStep('Other', network)]);
  const test = createTestShell(session.handlers, [sequenceEditorFeature]);
  const text = vi.spyOn(test.shell, 'text');
  openEditor(test.shell, { packageId: fakePackage, name: 'Deploy', mode: 'edit' });
  const tab = test.shell.tabs.store.getState().tabs.find((one) => one.kind === 'editor') as TabOf<'editor'>;
  let commits = 0;
  renderWithShell(
    <Profiler id="editor" onRender={() => void (commits += 1)}>
      <EditorPage tab={tab} />
      <EditorStatusCounts />
    </Profiler>,
    test,
  );
  await screen.findByLabelText(/^Path/);
  const look = () => {
    const seen = { commits, words: text.mock.calls.map(([key]) => key) };
    commits = 0;
    text.mockClear();
    return seen;
  };
  return { ...test, look };
}

/** Lets everything happen that follows a key and does not wait for a pause. */
const type = (field: HTMLElement, value: string) =>
  act(async () => {
    fireEvent.change(field, { target: { value } });
    await new Promise((resolve) => setImmediate(resolve));
  });

describe('what is drawn while somebody types', () => {
  let takeSizes: () => void;
  beforeAll(() => {
    takeSizes = giveSizes();
  });
  afterAll(() => takeSizes());
  afterEach(cleanup);

  it('[UI-790] a key draws its field once, and no other field, row, panel, command or count', async () => {
    const { look } = await openWatched();
    const field = screen.getByLabelText(/^Path/);
    const name = screen.getByLabelText(/^Name/);
    // The first key says that there is something to save.
    await type(field, String.raw`\\server\share`);
    await type(name, 'Share of tools');
    look();
    await type(field, String.raw`\\server\share1`);
    const { commits, words } = look();
    expect(commits).toBe(1);
    expect(words.length).toBeGreaterThan(0);
    expect([...new Set(words)].filter((word) => !word.startsWith('steps'))).toEqual([]);
    await type(name, 'Share of drivers');
    expect(look().commits).toBe(1);
  });

  it('[UI-791] what was typed and its answer are one drawing of the page', async () => {
    const { shell, look } = await openWatched();
    const field = screen.getByLabelText(/^Path/);
    await type(field, String.raw`\\server\share`);
    look();
    await act(async () => void fireEvent.blur(field));
    await waitFor(() =>
      expect(shell.tabs.store.getState().tabs.find((one) => one.kind === 'editor')?.isDirty).toBe(true),
    );
    await act(async () => new Promise((resolve) => setImmediate(resolve)));
    const { words } = look();
    expect(words.filter((word) => word === 'sequence-editor:pane.tabs')).toHaveLength(1);
    expect(words.filter((word) => word === (pathLabel as Message).say)).toHaveLength(1);
    expect((field as HTMLInputElement).value).toBe(String.raw`\\server\share`);
  });
});

it('[UI-792] the status bar counts also where it was drawn before the editor was made', async () => {
  restartIds();
  const session = createFakeSession([fakeStep('Share', network)]);
  const test = createTestShell(session.handlers, [sequenceEditorFeature]);
  openEditor(test.shell, { packageId: fakePackage, name: 'Deploy', mode: 'edit' });
  const tab = test.shell.tabs.store.getState().tabs.find((one) => one.kind === 'editor') as TabOf<'editor'>;
  renderWithShell(
    <>
      <EditorStatusCounts />
      <EditorPage tab={tab} />
    </>,
    test,
  );
  expect(await screen.findByText('1 step')).toBeTruthy();
});
