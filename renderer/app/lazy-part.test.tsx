// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { FormDialog } from '../components/form-dialog.tsx';
import { frameDialogs } from './frame-dialogs.ts';
import { features } from './features.ts';
import { lazyDialog, lazyPage } from './lazy-parts.tsx';
import { lazyPartsOf } from './load-parts.ts';
import { createTestShell, renderWithShell } from './testing.tsx';
import type { DialogProps, FeatureDefinition } from './types.ts';

afterEach(cleanup);

const Page = ({ words }: { readonly words: string }) => <p>{words}</p>;

function Question({ request, close }: DialogProps<'confirm'>) {
  return (
    <FormDialog title={request.title} action={request.action} onClose={close}>
      <div className="ws-dialog-page">
        <input aria-label="Name" />
      </div>
    </FormDialog>
  );
}

/** A load that fails so often, and then comes. */
function failing<T>(times: number, part: T): () => Promise<T> {
  let left = times;
  return () => {
    left -= 1;
    return left < 0 ? Promise.resolve(part) : Promise.reject(new TypeError('Failed to fetch'));
  };
}

/** jsdom knows the element and not what it does. */
function withNativeDialogs(): void {
  HTMLDialogElement.prototype.showModal = function open() {
    this.open = true;
  };
  onTestFinished(() => void Reflect.deleteProperty(HTMLDialogElement.prototype, 'showModal'));
}

it('[UI-400] draws a part that was loaded ahead at once, and one that was not when it has come', async () => {
  const Lazy = lazyPage(() => Promise.resolve(Page));
  const late = render(<Lazy words="late" />);
  expect(screen.queryByText('late')).toBeNull();
  await screen.findByText('late');
  late.unmount();
  render(<Lazy words="at once" />);
  expect(screen.getByText('at once')).not.toBeNull();
});

it('[UI-401] says of a page that cannot be loaded that it is so, and tries again', async () => {
  const Lazy = lazyPage(failing(2, Page));
  renderWithShell(<Lazy words="here" />, createTestShell());
  const again = await screen.findByRole('button', { name: 'Try again' });
  expect(screen.getByRole('alert').textContent).toContain('PART_NOT_LOADED');
  fireEvent.click(again);
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await screen.findByText('here');
});

it('[UI-401] says the same of a dialog, which can be closed', async () => {
  withNativeDialogs();
  const feature: FeatureDefinition = { id: 'x', dialogs: { shortcuts: lazyDialog(failing(9, () => null)) } };
  const test = createTestShell({}, [feature]);
  renderWithShell(null, test);
  const asked = test.shell.dialogs.ask('shortcuts', {});
  await screen.findByRole('alert');
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(await asked).toBeUndefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('[UI-402] gives the focus to the first field of a dialog that comes late', async () => {
  const Late = lazyDialog(() => Promise.resolve(Question));
  const test = createTestShell();
  renderWithShell(
    <Late request={{ title: 'Late', text: '', action: 'Do', keep: 'Leave' }} close={() => undefined} />,
    test,
  );
  const field = await screen.findByRole('textbox', { name: 'Name' });
  await waitFor(() => expect(document.activeElement).toBe(field));
});

it('[UI-403] has every page but the first, and every dialog, in a file of its own', () => {
  const nodes = features.flatMap((feature) => feature.nodes ?? []);
  const kinds = features.flatMap((feature) => feature.tabKinds ?? []);
  const dialogs = [frameDialogs, ...features.map((feature) => feature.dialogs ?? {})].flatMap(Object.values);
  const eager = [...nodes, ...kinds].map(({ Page: one }) => one).filter((one) => !('preload' in one));
  expect(eager).toEqual([nodes[0]?.Page]);
  expect(lazyPartsOf(features)).toHaveLength(nodes.length - 1 + kinds.length + dialogs.length);
});

it('[HOST-322] a page that lost its host draws what it has, and loads nothing any more', async () => {
  // What is sealed stays so until the page is loaded again: the tests after this one have modules of their own.
  vi.resetModules();
  onTestFinished(() => void vi.resetModules());
  const [{ sealParts }, { lazyPage }] = await Promise.all([import('./lazy-part.tsx'), import('./lazy-parts.tsx')]);
  const [Here, Late] = [lazyPage(() => Promise.resolve(Page)), lazyPage(() => Promise.resolve(Page))];
  await Here.preload();
  sealParts();
  renderWithShell(<Here words="here" />, createTestShell());
  expect(screen.getByText('here')).not.toBeNull();
  await expect(Late.preload()).rejects.toMatchObject({ code: 'PART_NOT_LOADED' });
});
