import { message } from '#shared/contract/message';
import type { Client } from '#shared/contract/client';
import type { Output } from '#shared/contract/contract';
import { type ErrorCode, type ErrorDetails, isAppError } from '#shared/contract/errors';
import type { Message } from '#shared/contract/message-shape';
import { readAll, readList } from '#shared/contract/read-all';
import { AccountBehavior, type Association, type StateStoreRow } from '#shared/model/state-migration';
import { choiceOption, type Command, type CommandContext, type Commands, listOption, text, texts } from './command.ts';
import { commandLineWords } from './error-words.ts';
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

/** A store that was to go and stays, with why. */
interface Stayed {
  readonly store: StateStoreRow;
  readonly error: { readonly code: ErrorCode; readonly details: ErrorDetails };
}

/** The stores that an association leaves, or that would go with it: those that still have their files. */
async function liveStores(client: Client, { id }: Association, fate: 'keep' | 'delete'): Promise<StateStoreRow[]> {
  if (fate === 'keep') return readAll(client, 'stateStore.list', { associationId: id, exists: true });
  return readAll(client, 'stateStore.list', { ownOf: { kind: 'ids', ids: [id] }, exists: true });
}

type Deleted = Output<'association.delete'>;

/** Those that came since the list was read, and were to go too. */
async function readLate(client: Client, stores: readonly StateStoreRow[], done: Deleted): Promise<StateStoreRow[]> {
  const known = new Set(stores.map(({ id }) => id));
  const ids = [...done.deletions.map(({ stateStoreId }) => stateStoreId), ...done.inUse.map(({ id }) => id)];
  const late = ids.filter((id) => !known.has(id));
  return Promise.all(late.map(async (id) => (await client.call('stateStore.get', { stateStoreId: id })).row));
}

/** Each deletion goes on as a job of its own; one that is refused keeps none of the others. */
async function waitForDeleted(
  context: CommandContext,
  client: Client,
  stores: readonly StateStoreRow[],
  { deletions, inUse }: Deleted,
): Promise<Stayed[]> {
  const byId = new Map<string, StateStoreRow>(stores.map((store) => [store.id, store]));
  const stayed: Stayed[] = [];
  const stays = (id: string, error: Stayed['error']): void => {
    const store = byId.get(id);
    if (store !== undefined) stayed.push({ store, error });
  };
  for (const { id, path } of inUse) stays(id, { code: 'STATE_STORE_IN_USE', details: { path } });
  for (const { stateStoreId, jobId } of deletions) {
    try {
      await waitForJob(context, client, jobId);
    } catch (error) {
      if (!isAppError(error) || error.code === 'CANCELLED') throw error;
      stays(stateStoreId, error);
    }
  }
  return stayed;
}

/** What became of each store, in words. */
function fateLines(stores: readonly StateStoreRow[], fate: 'keep' | 'delete', stayed: readonly Stayed[]): Message[] {
  const how = fate === 'keep' ? ('kept' as const) : ('deleted' as const);
  const gone = stores.filter(({ id }) => !stayed.some(({ store }) => store.id === id));
  return [
    ...gone.map((store) => message(`command-line:association.store-${how}`, { store: describeStore(store) })),
    ...stayed.map(({ store, error }) => {
      const { sentence, remedy } = commandLineWords(error.code, error.details);
      return message('command-line:association.store-stayed', { store: describeStore(store), sentence, remedy });
    }),
  ];
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
      const listed = await liveStores(client, association, fate);
      const associations = { kind: 'ids' as const, ids: [association.id] };
      const done = await client.call('association.delete', { associations, stores: fate });
      const stores = [...listed, ...(await readLate(client, listed, done))];
      const stayed = await waitForDeleted(context, client, stores, done);
      const pair = { source: association.sourceName, destination: association.destinationName };
      const stayedStores = stayed.map(({ store: { id, path }, error: { code, details } }) => {
        return { id, path, error: { code, details } };
      });
      context.output.result({ deleted: pair, fate, stateStores: stores, stayed: stayedStores }, [
        message('command-line:association.deleted', pair),
        ...fateLines(stores, fate, stayed),
      ]);
      return stayed.length === 0 ? exitCodes.success : exitCodes.incomplete;
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
