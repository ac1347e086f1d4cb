import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { FunctionComponent } from 'react';
import { expect } from 'vitest';
import type { NodeDetail } from '#shared/model/sequence';
import type { FakeHandlers } from '../../../api/fake-client.ts';
import { useSlice } from '../../../app/shell-context.tsx';
import { createTestShell, renderWithShell, type TestShell } from '../../../app/testing.tsx';
import { sequenceEditorFeature } from '../index.tsx';
import { selectOne } from '../model/selection.ts';
import { createEditorController, type EditorController } from '../store/editor-controller.ts';
import { createClipboard } from '../store/clipboard.ts';
import { EditorProvider } from '../use-editor.tsx';
import { type FakeNode, fakePackage, restartIds } from './fake-nodes.ts';
import { createFakeSession, type FakeSession } from './fake-session.ts';

type StepView = FunctionComponent<{ readonly node: NodeDetail }>;

function Shown({ editor, views }: { readonly editor: EditorController; readonly views: readonly StepView[] }) {
  const node = useSlice(editor.document, (state) => state.details.values().next().value);
  return node === undefined ? null : views.map((View, index) => <View key={index} node={node} />);
}

export interface ShownStep extends TestShell {
  readonly session: FakeSession;
  readonly editor: EditorController;
  /** What the step has now for a property. */
  readonly value: (property: string) => string | undefined;
}

/** One step alone on the screen, in tabs of the editor over a session in memory; `make` makes it, named “It”. */
export async function showStep(
  make: () => FakeNode,
  views: readonly StepView[],
  mode: 'edit' | 'view' = 'edit',
  more: FakeHandlers = {},
): Promise<ShownStep> {
  restartIds();
  const session = createFakeSession([make()]);
  const test = createTestShell({ ...session.handlers, ...more }, [sequenceEditorFeature]);
  const deps = {
    client: test.client,
    say: () => undefined,
    schedule: (action: () => void) => {
      queueMicrotask(action);
      return () => undefined;
    },
  };
  const editor = createEditorController({
    packageId: fakePackage,
    mode,
    clipboard: createClipboard(),
    deps,
  });
  await editor.session.open('keep');
  editor.select(selectOne('n1'));
  renderWithShell(
    <EditorProvider editor={editor}>
      <Shown editor={editor} views={views} />
    </EditorProvider>,
    test,
  );
  await waitFor(() => expect(editor.document.getState().details.size).toBe(1));
  // What stands below the beginning of a page follows it.
  await act(async () => undefined);
  const value = (property: string) => session.detail('It').variables.find((one) => one.property === property)?.value;
  return { ...test, session, editor, value };
}

/** Presses what has this role and name. */
export const click = (role: string, name: string | RegExp): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole(role, { name })));
