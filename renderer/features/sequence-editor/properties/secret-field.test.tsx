// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { describeStepId } from '#shared/steps/catalog';
import type { NodeDetail } from '#shared/model/sequence';
import { createTestShell, renderWithShell } from '../../../app/testing.tsx';
import { fakePackage, fakeStep, restartIds } from '../fakes/fake-nodes.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { sequenceEditorFeature } from '../index.tsx';
import { createEditorController } from '../store/editor-controller.ts';
import { createClipboard } from '../store/clipboard.ts';
import { EditorProvider } from '../use-editor.tsx';
import { SecretField } from './secret-field.tsx';
import type { FieldModel } from './use-field.ts';

afterEach(cleanup);

/** Whether the field of a password says that it is missing. */
function asks(field: Partial<FieldModel>, node: Partial<NodeDetail> = {}): boolean {
  cleanup();
  restartIds();
  const session = createFakeSession([fakeStep('It', 'SMS_TaskSequence_RunCommandLineAction', node)]);
  const test = createTestShell(session.handlers, [sequenceEditorFeature]);
  const property = describeStepId('run-command-line')?.properties.find((one) => one.xml?.property === 'UserPassword');
  if (property === undefined) throw new Error('The step has no password.');
  const nothing = (): void => undefined;
  const model: FieldModel = {
    ...{ property, value: '', isRequired: true, isDisabled: false, isReadOnly: false, isQuiet: false, message: null },
    ...{
      isError: false,
      isRefused: false,
      hint: null,
      type: nothing,
      commit: nothing,
      choose: nothing,
      toggle: nothing,
    },
    ...field,
  };
  const editor = createEditorController({
    ...{ packageId: fakePackage, mode: 'edit', clipboard: createClipboard() },
    deps: { client: test.client, say: nothing, schedule: () => nothing },
  });
  renderWithShell(
    <EditorProvider editor={editor}>
      <SecretField node={session.detail('It')} field={model} label="Password" />
    </EditorProvider>,
    test,
  );
  return screen.queryByText(/is empty\. The step needs it/i) !== null;
}

it('[UI-644] a password that is missing is asked for, but not before somebody was there, nor where it does not count', () => {
  expect(asks({})).toBe(true);
  expect(asks({ isQuiet: true })).toBe(false);
  expect(asks({ isRequired: false })).toBe(false);
  expect(asks({ isDisabled: true })).toBe(false);
  expect(asks({}, { secretsSet: ['UserPassword'] })).toBe(false);
});
