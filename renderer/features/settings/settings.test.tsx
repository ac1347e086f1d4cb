// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestShell, renderWithShell } from '../../app/testing.tsx';
import type { SiteInfo } from '#shared/model/site';
import { settingsFeature } from './index.tsx';
import { SettingsPage } from './settings-page.tsx';

const info: SiteInfo = {
  code: 'LAB',
  name: 'Contoso Lab',
  directory: '/sites/lab',
  version: '0.9.1',
  host: 'browser',
  secretStore: { kind: 'key-file', place: '/sites/lab/secret.key' },
  userName: 'ada',
  hasSample: true,
};

async function open(secretStore: SiteInfo['secretStore'] = info.secretStore) {
  const test = createTestShell({ 'site.get': () => ({ ...info, secretStore }) }, [settingsFeature]);
  await test.shell.settings.refresh();
  renderWithShell(<SettingsPage />, test);
  return test;
}

afterEach(cleanup);

describe('settings', () => {
  it('[UI-67] keeps each choice at once', async () => {
    const { shell, client } = await open();
    fireEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    fireEvent.click(screen.getByRole('radio', { name: 'Edit' }));
    fireEvent.click(screen.getByRole('switch', { name: 'Workspace labels' }));
    fireEvent.click(screen.getByRole('switch', { name: 'Welcome page' }));
    await waitFor(() =>
      expect(client.callsOf('setting.set')).toEqual([
        { theme: 'dark' },
        { openAction: 'edit' },
        { railLabels: false },
        { welcomeDismissed: true },
      ]),
    );
    expect(shell.settings.store.getState().settings).toMatchObject({ theme: 'dark', railLabels: false });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked).toBe(true);
  });
  it('[UI-68] says what a key file means', async () => {
    await open();
    expect(await screen.findByText('With a key file')).toBeDefined();
    expect(screen.getByText('/sites/lab/secret.key')).toBeDefined();
    expect(screen.getByText(/Whoever has both this file and the site folder can read them/)).toBeDefined();
  });
  it('[UI-68] says what the key ring of the system means', async () => {
    await open({ kind: 'os', place: 'Keychain' });
    expect(await screen.findByText('By the operating system (Keychain)')).toBeDefined();
    expect(screen.queryByText('Key file')).toBeNull();
  });
  it('[UI-69] names site, folder, person and version', async () => {
    await open();
    for (const words of ['LAB – Contoso Lab', '/sites/lab', 'ada', '0.9.1']) {
      expect(await screen.findByText(words)).toBeDefined();
    }
  });
});
