// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import { newConditionTest } from '#shared/model/conditions/condition-kinds';
import type { FakeHandlers } from '../../../../api/fake-client.ts';
import { createTestShell, renderWithShell } from '../../../../app/testing.tsx';
import type { TestOf } from './condition-body.ts';
import { QueryFields } from './query-fields.tsx';
import { SoftwareFields } from './software-fields.tsx';

configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

const said = () => ({ validationMessage: null, validationState: 'none' }) as const;

function QueryForm({ query }: { readonly query: string }) {
  const [test, setTest] = useState({ ...(newConditionTest('query') as TestOf<'query'>), query });
  return <QueryFields test={test} old={null} change={setTest} said={said} />;
}

function SoftwareForm() {
  const [test, setTest] = useState(newConditionTest('software') as TestOf<'software'>);
  return <SoftwareFields test={test} old={null} change={setTest} said={said} />;
}

it('[UI-713] the place where a query is wrong is named while it is typed, and shown', async () => {
  const handlers: FakeHandlers = {
    'editor.checkQuery': ({ query }) => ({
      problem: query.includes('WHRE') ? { offset: 14, length: 4, say: message('notes:query.empty') } : null,
    }),
    'editor.checkNamespace': ({ namespace }) => ({
      problem: namespace === 'cimv2' ? { offset: 0, length: 5, say: message('notes:query.empty') } : null,
    }),
  };
  renderWithShell(<QueryForm query={'SELECT * FROM\nWHRE'} />, createTestShell(handlers));
  await screen.findByText(/line 2, character 1\.$/);
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /query/i });
  act(() => void fireEvent.click(screen.getByRole('button', { name: 'Show the place' })));
  expect([document.activeElement, box.selectionStart, box.selectionEnd]).toEqual([box, 14, 18]);
  act(() => void fireEvent.change(box, { target: { value: 'SELECT * FROM A' } }));
  await waitFor(() => expect(screen.queryByText(/character/)).toBeNull());
  const namespace = screen.getByRole('textbox', { name: /namespace/i });
  act(() => void fireEvent.change(namespace, { target: { value: 'cimv2' } }));
  await waitFor(() => expect(namespace.getAttribute('aria-invalid')).toBe('true'));
});

const transferId = '5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a01';
const facts = {
  productCode: '{11111111-2222-3333-4444-555555555555}',
  upgradeCode: null,
  productName: 'Contoso Agent',
  version: '1.2.3',
};

function chooseInstaller(): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  return act(async () => {
    fireEvent.change(input ?? document.body, { target: { files: [new File(['abc'], 'agent.msi')] } });
  });
}

it('[UI-717] the codes of a product come from an installer that is chosen', async () => {
  const sent: string[] = [];
  const test = createTestShell({
    'transfer.begin': ({ fileName }) => {
      sent.push(fileName);
      return { transferId };
    },
    'transfer.write': () => ({ received: 3 }),
    'editor.readInstaller': ({ source }) => {
      sent.push(JSON.stringify(source));
      return facts;
    },
  });
  renderWithShell(<SoftwareForm />, test);
  await chooseInstaller();
  const valueOf = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name }).value;
  await waitFor(() => expect(valueOf(/Product code/)).toBe(facts.productCode));
  expect([valueOf(/Upgrade code/), valueOf(/name/i), valueOf(/Version/i)]).toEqual(['', 'Contoso Agent', '1.2.3']);
  expect(sent).toEqual(['agent.msi', JSON.stringify({ kind: 'transfer', transferId })]);
});

it('[UI-717] what is no installer says so in its place and leaves the fields as they are', async () => {
  const test = createTestShell({
    'transfer.begin': () => ({ transferId }),
    'transfer.write': () => ({ received: 3 }),
    'editor.readInstaller': () => {
      throw new AppError('INSTALLER_DAMAGED', { file: 'agent.msi', reason: 'x' });
    },
  });
  renderWithShell(<SoftwareForm />, test);
  await chooseInstaller();
  expect((await screen.findByRole('alert')).textContent).toContain('INSTALLER_DAMAGED');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /Product code/ }).value).toBe('');
});

it('[UI-717] cancelling while the core reads ends the call and changes nothing', async () => {
  let isEnded = false;
  const test = createTestShell({
    'transfer.begin': () => ({ transferId }),
    'transfer.write': () => ({ received: 3 }),
    'editor.readInstaller': async (_input, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          isEnded = true;
          reject(new AppError('CANCELLED'));
        });
      }),
  });
  renderWithShell(<SoftwareForm />, test);
  await chooseInstaller();
  await act(async () => void fireEvent.click(await screen.findByRole('button', { name: 'Cancel' })));
  await waitFor(() => expect(isEnded).toBe(true));
  await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
  expect(screen.queryByRole('alert')).toBeNull();
});
