import { errorText, sayMessage } from '#shared/text/say';
import type { i18n as I18n } from 'i18next';
import { createAnnouncer } from '../a11y/announcer.ts';
import type { Client } from '../api/client.ts';
import { createSiteCache } from '../api/site-cache.ts';
import { toProblem } from '../api/problem.ts';
import { createCommandRegistry } from '../commands/registry.ts';
import { createConnection, type Connection } from '../stores/connection.ts';
import { createDialogs } from '../stores/dialogs.ts';
import { createJobs } from '../stores/jobs.ts';
import { createNavigation } from '../stores/navigation.ts';
import { createSelection } from '../stores/selection.ts';
import { createSettings } from '../stores/settings.ts';
import { createShownLists } from '../stores/lists.ts';
import { consoleTabId, createTabs } from '../stores/tabs.ts';
import { createToasts } from '../stores/toasts.ts';
import { createFormats } from './format.ts';
import type { FeatureDefinition, ModelKey, Shell } from './types.ts';

export interface ShellParts {
  readonly client: Client;
  readonly i18n: I18n;
  readonly features: readonly FeatureDefinition[];
  readonly connection?: Connection;
  readonly timeZone?: string;
}

function createReporting(shell: () => Shell): Pick<Shell, 'report' | 'attempt'> {
  const report = (error: unknown): void => {
    const problem = toProblem(error);
    if (problem.code === 'CANCELLED') return;
    const words = errorText(shell().text, problem.code, problem.details);
    shell().toasts.show({ intent: 'error', title: words.sentence, text: words.remedy, problem });
    shell().announcer.alert(words.sentence);
    // The one sink for what nobody expected: the full story must be findable in the developer tools.
    if (problem.code === 'INTERNAL') reportError(error);
  };
  return {
    report,
    attempt: async (work) => {
      try {
        await work();
        return true;
      } catch (error) {
        report(error);
        return false;
      }
    },
  };
}

/** Puts the console together: stores, commands, features. Nothing here is shared between two shells. */
export function createShell(parts: ShellParts): Shell {
  const { client, i18n, features } = parts;
  const connection = parts.connection ?? createConnection();
  const models = new Map<string, unknown>();
  const text: Shell['text'] = (key, values) => i18n.t(key as never, (values ?? {}) as never) as unknown as string;
  const self = (): Shell => shell;
  const shell: Shell = {
    client,
    connection,
    features,
    text,
    say: (message) => sayMessage(text, message),
    cache: createSiteCache(client, connection.onReconnect),
    settings: createSettings(client),
    navigation: createNavigation('library'),
    tabs: createTabs(text('frame:console')),
    dialogs: createDialogs(),
    toasts: createToasts(),
    selection: createSelection(),
    lists: createShownLists(),
    jobs: createJobs(client),
    commands: createCommandRegistry(self),
    announcer: createAnnouncer(),
    format: createFormats(parts.timeZone),
    ...createReporting(self),
    model: <T>(key: ModelKey<T>): T => {
      if (!models.has(key.name)) models.set(key.name, key.create(shell));
      return models.get(key.name) as T;
    },
    goTo: (nodeId, childId = null) => {
      const node = features.flatMap((feature) => feature.nodes ?? []).find((other) => other.id === nodeId);
      if (!node) return;
      shell.navigation.go(node.workspace, { nodeId, childId });
      shell.tabs.activate(consoleTabId);
    },
  };
  wire(shell);
  return shell;
}

function wire(shell: Shell): void {
  const { commands, connection } = shell;
  const watched = [
    shell.tabs,
    shell.dialogs,
    shell.settings,
    shell.navigation,
    shell.lists,
    shell.selection,
    shell.jobs,
    connection,
  ];
  watched.forEach(({ store }) => commands.watch(store));
  commands.watch(shell.cache);
  for (const feature of shell.features) {
    commands.register(feature.commands ?? []);
    for (const kind of feature.tabKinds ?? []) {
      const mayClose = kind.mayClose;
      if (mayClose) shell.tabs.guard(kind.kind, (tab) => mayClose(shell, tab as never));
    }
  }
  const read = (): void => {
    void shell.attempt(() => shell.settings.refresh());
    void shell.attempt(() => shell.jobs.refresh());
  };
  read();
  connection.onReconnect(read);
  shell.client.on('site.changed', ({ changes }) => {
    if (changes.some((change) => change.kind === 'settings')) void shell.attempt(() => shell.settings.refresh());
    const jobs = changes.find((change) => change.kind === 'jobs');
    if (jobs !== undefined) void shell.attempt(() => shell.jobs.refreshSome(jobs.ids));
  });
}
