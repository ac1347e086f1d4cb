import { message } from '#shared/contract/message';
import type { Client } from '#shared/contract/client';
import { readAll, readList } from '#shared/contract/read-all';
import { AccountBehavior, type Association, type StateStoreRow } from '#shared/model/state-migration';
import { choiceOption, type Command, type CommandContext, type Commands, listOption, text, texts } from './command.ts';
import { findAssociation, findDevice } from './lookup.ts';
import { exitCodes, fact, factLines, formatTime, type Table, table } from './output.ts';
import { printList } from './print-list.ts';
import { retryConflicts } from './retry-conflicts.ts';
import { waitForJob } from './site-commands.ts';
import { describeStore } from './state-commands.ts';
import { wrongUse } from './wrong-use.ts';

const accountsUsage = `[--accounts ${AccountBehavior.options.join('|')}] [--account NAME]…`;
const accountOptions = { accounts: text, account: texts } as const;

interface Accounts {
  readonly behavior: AccountBehavior;
  readonly accounts: string[];
}

/** Whose state goes over. What is not said stays as it was. */
function readAccounts(context: CommandContext, before: Accounts): Accounts {
  const behavior = choiceOption(context, 'accounts', AccountBehavior.options) ?? before.behavior;
  const named = listOption(context, 'account');
  const isAll = behavior === 'capture-all-restore-all';
  if (isAll && named.length > 0) {
    throw wrongUse('account-needs', { choices: AccountBehavior.options.slice(1).join(', ') });
  }
  const accounts = isAll ? [] : named.length > 0 ? [...named] : [...before.accounts];
  if (!isAll && accounts.length === 0) throw wrongUse('account-needed');
  return { behavior, accounts };
}

function describe(row: Association): Table[] {
  const facts = [
    [fact('source'), row.sourceName],
    [fact('destination'), row.destinationName],
    [fact('type'), message(`command-line:association.type.${row.type}`)],
    [fact('status'), message(`command-line:association.status.${row.status}`)],
    [fact('accounts'), message(`command-line:association.behavior.${row.behavior}`)],
    ...row.accounts.map((name) => [fact('account'), name]),
    [fact('captured'), formatTime(row.capturedAt)],
    [fact('restored'), formatTime(row.restoredAt)],
    [fact('state-store'), row.stateStoreId ?? '–'],
    [fact('folder'), row.storePath ?? '–'],
    [fact('missing-files'), String(row.missingCount)],
    [fact('created'), message('command-line:time-by', { time: formatTime(row.createdAt), name: row.createdBy })],
  ];
  return factLines(facts);
}

const list: Command = {
  usage: 'association list',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { rows: associations, unreadable } = await readList(client, 'association.list', {});
      const rows = associations.map((row) => [
        row.sourceName,
        row.destinationName,
        message(`command-line:association.status.${row.status}`),
        message(`command-line:association.behavior.${row.behavior}`),
      ]);
      printList(output, { associations }, table(['source', 'destination', 'status', 'accounts'], rows), unreadable);
      return exitCodes.success;
    }),
};

const show: Command = {
  usage: 'association show SOURCE DESTINATION',
  needs: 2,
  most: 2,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const association = await findAssociation(client, words);
      output.result({ association }, describe(association));
      return exitCodes.success;
    }),
};

const create: Command = {
  usage: `association create SOURCE DESTINATION ${accountsUsage}`,
  needs: 2,
  most: 2,
  options: accountOptions,
  run: (context) => {
    const accounts = readAccounts(context, { behavior: 'capture-all-restore-all', accounts: [] });
    const [source = '', destination = ''] = context.words;
    return context.site(async (client) => {
      const { id: sourceDeviceId } = await findDevice(client, source);
      const { id: destinationDeviceId } = await findDevice(client, destination);
      await client.call('association.create', { sourceDeviceId, destinationDeviceId, ...accounts });
      const association = await findAssociation(client, context.words);
      context.output.result({ association }, describe(association));
      return exitCodes.success;
    });
  },
};

const set: Command = {
  usage: `association set SOURCE DESTINATION ${accountsUsage}`,
  needs: 2,
  most: 2,
  options: accountOptions,
  run: (context) => {
    const isSaid = context.options['accounts'] !== undefined || listOption(context, 'account').length > 0;
    if (!isSaid) throw wrongUse('say-accounts');
    return context.site(async (client) => {
      await retryConflicts(async () => {
        const before = await findAssociation(client, context.words);
        const accounts = readAccounts(context, before);
        const shown = { behavior: before.behavior, accounts: before.accounts };
        await client.call('association.setAccounts', { associationId: before.id, ...accounts, shown });
      });
      const association = await findAssociation(client, context.words);
      context.output.result({ association }, describe(association));
      return exitCodes.success;
    });
  },
};

/** The stores that an association leaves, or takes with it: those that still have their files. */
async function liveStores(client: Client, { id }: Association): Promise<StateStoreRow[]> {
  return readAll(client, 'stateStore.list', { associationId: id, exists: true });
}

/** Deleting goes on as jobs; the command ends when the files are gone. */
async function waitForDeleted(
  context: CommandContext,
  client: Client,
  stores: readonly StateStoreRow[],
): Promise<void> {
  const ids = new Set<string | null>(stores.map(({ id }) => id));
  const jobs = await readAll(client, 'job.list', {});
  for (const job of jobs) {
    if (job.kind === 'delete-store' && ids.has(job.stateStoreId)) await waitForJob(context, client, job.id);
  }
}

const remove: Command = {
  usage: 'association delete SOURCE DESTINATION [--stores keep|delete]',
  needs: 2,
  most: 2,
  options: { stores: text },
  run: (context) => {
    const fate = choiceOption(context, 'stores', ['keep', 'delete'] as const) ?? 'keep';
    return context.site(async (client) => {
      const association = await findAssociation(client, context.words);
      const stores = await liveStores(client, association);
      await client.call('association.delete', {
        associations: { kind: 'ids', ids: [association.id] },
        stores: fate,
      });
      if (fate === 'delete') await waitForDeleted(context, client, stores);
      const { sourceName, destinationName } = association;
      const how = fate === 'keep' ? ('kept' as const) : ('deleted' as const);
      context.output.result(
        { deleted: { source: sourceName, destination: destinationName }, fate, stateStores: stores },
        [
          message('command-line:association.deleted', { source: sourceName, destination: destinationName }),
          ...stores.map((store) => message(`command-line:association.store-${how}`, { store: describeStore(store) })),
        ],
      );
      return exitCodes.success;
    });
  },
};

export const associationCommands = {
  'association list': list,
  'association show': show,
  'association create': create,
  'association set': set,
  'association delete': remove,
} satisfies Commands;
