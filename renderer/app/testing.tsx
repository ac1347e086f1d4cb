import { FluentProvider } from '@fluentui/react-components';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { createFakeClient, type FakeClient, type FakeHandlers } from '../api/fake-client.ts';
import { createShell } from './create-shell.ts';
import { DialogHost } from './dialog-host.tsx';
import { features as allFeatures } from './features.ts';
import { type ConsoleTexts, createI18n } from './i18n.ts';
import { lazyPartsOf } from './load-parts.ts';
import { ShellProvider } from './shell-context.tsx';
import { lightTheme } from './theme.ts';
import type { FeatureDefinition, Shell } from './types.ts';
import { AppError } from '#shared/contract/errors';
import { modelOfFacts, systemOfFacts, type Device, type DeviceRow } from '#shared/model/device';
import { DeviceId } from '#shared/model/ids';
import { defaultSettings, mergeSettings, type Settings } from '#shared/model/site';

// As in a window that has stood for a moment: pages and dialogs are there when they are asked for.
await Promise.all(lazyPartsOf(allFeatures).map((part) => part.preload()));

/** All rows of a list as one page, for handlers of fakes. */
export function pageOf<Row>(rows: readonly Row[]): { rows: Row[]; offset: number; total: number } {
  return { rows: [...rows], offset: 0, total: rows.length };
}

/** A device as lists show it, for tests that need one. */
export const testDevice: DeviceRow = {
  id: DeviceId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a01'),
  name: 'OLD-PC',
  macAddress: '',
  smbiosGuid: '',
  description: '',
  connection: { kind: 'none' },
  allowHostCommands: false,
  environment: 'FullOS',
  system: '',
  model: '',
  createdAt: 0,
  modifiedAt: 0,
};

/** A device as lists show it. */
export function deviceRow(device: Device): DeviceRow {
  const { facts, variables: _variables, ...row } = device;
  return { ...row, system: systemOfFacts(facts), model: modelOfFacts(facts) };
}

/** The calls by which devices are read, for these. */
export function deviceHandlers(devices: readonly Device[]): FakeHandlers {
  return {
    'device.list': ({ names, ids }) =>
      pageOf(
        devices.filter(({ id, name }) => names?.includes(name) !== false && ids?.includes(id) !== false).map(deviceRow),
      ),
    'device.get': ({ deviceId }) => {
      const device = devices.find(({ id }) => id === deviceId);
      if (device === undefined) throw new AppError('DEVICE_NOT_FOUND', { name: deviceId });
      return device;
    },
  };
}

export interface TestShell {
  readonly shell: Shell;
  readonly client: FakeClient;
}

/** Handlers that every page needs: an empty site with default settings that are kept. */
export function siteHandlers(): FakeHandlers {
  let settings: Settings = defaultSettings;
  return {
    'site.get': () => ({
      code: 'LAB',
      name: 'Contoso Lab',
      directory: '/sites/lab',
      version: '0.1.0',
      host: 'browser',
      secretStore: { kind: 'key-file', place: '/sites/lab/secret.key' },
      userName: 'm.devries',
      hasSample: true,
    }),
    'site.summary': () => ({
      taskSequences: 0,
      devices: 0,
      associations: 0,
      stateStores: 0,
      migrationPoints: 0,
      runs: 0,
      activeRuns: 0,
    }),
    'setting.get': () => settings,
    'setting.set': (change) => {
      settings = mergeSettings(settings, change as Partial<Settings>);
      return settings;
    },
    'job.list': () => pageOf([]),
    'editor.checkQueries': ({ queries, namespaces }) => ({
      queries: queries.map(() => null),
      namespaces: namespaces.map(() => null),
    }),
    'clipboard.held': () => ({ steps: null, conditions: null }),
  };
}

/** What features of earlier shells listen to: test files follow each other in one process. */
const started: (() => void)[] = [];

/** Ends what the features of earlier shells have started, for a test of what is alone on its page. */
export function stopFeatures(): void {
  for (const stop of started.splice(0)) stop();
}

/** A shell over a fake client, for tests of stores, commands and pages. */
export function createTestShell(
  handlers: FakeHandlers = {},
  features: readonly FeatureDefinition[] = [],
  texts?: ConsoleTexts,
): TestShell {
  const client = createFakeClient({ ...siteHandlers(), ...handlers });
  const shell = createShell({ client, i18n: createI18n(texts), features, timeZone: 'UTC' });
  for (const feature of features) {
    const stop = feature.start?.(shell);
    if (stop !== undefined) started.push(stop);
  }
  return { shell, client };
}

/** Renders a part of the console with everything around it that it may ask for, dialogs included. */
export function renderWithShell(
  ui: ReactNode,
  { shell }: Pick<TestShell, 'shell'>,
  texts?: ConsoleTexts,
): RenderResult {
  return render(
    <I18nextProvider i18n={createI18n(texts)}>
      <FluentProvider theme={lightTheme}>
        <ShellProvider shell={shell}>
          {ui}
          <DialogHost />
        </ShellProvider>
      </FluentProvider>
    </I18nextProvider>,
  );
}
